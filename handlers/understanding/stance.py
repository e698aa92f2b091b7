"""Tells by plain rules what is asked of an act: whether one may, must, may not, or need not do it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from knowledge.deciding.asked import Claim, Stance

_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+|\s+[-–]\s+")
_TAG: Final = re.compile(
    r"(?:\b(?:right|correct|true|yes|no|agreed|yeah|isn'?t (?:it|that)|aren'?t (?:they|i|we)|doesn'?t it|don'?t they"
    r"|am i (?:right|wrong)|is that (?:so|true|right|correct)|isn'?t (?:he|she)|(?:do|have) i (?:have|got) that right"
    r"|that'?s the rule)\W*)$",
    re.IGNORECASE,
)
_WHETHER: Final = re.compile(
    r"(?:(?:so|and|but|or|hi|ok|then|also|well|hey|please|if so|question)\b[,: ]*)*"
    r"(?:can|may|must|should|could|do|does|did|is|are|was|were|will|would|has|have|am|need|might|shall)"
    r"(?:n'?t)?\b",
    re.IGNORECASE,
)


def _read_cues() -> Mapping[str, re.Pattern[str]]:
    """The cues of each name, from the file beside this one."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "stance_cues.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            found.setdefault(name, []).append(line)
    return {name: _words(*cues) for name, cues in found.items()}


def _words(*found: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(found) + r")", re.IGNORECASE)


_CUES: Final = _read_cues()
_CONSEQUENCE: Final = _CUES["consequence"]
_WH: Final[Sequence[tuple[re.Pattern[str], Stance]]] = (
    (
        _words(
            r"by when",
            r"when\b",
            r"how (?:long|many days|soon|fast|quickly|much time|often)",
            r"what (?:date|day)",
            r"until when",
            r"deadline\b.*\?$",
        ),
        "when",
    ),
    (_words(r"who\b", r"whom\b", r"whose\b"), "who"),
    (_words(r"why\b"), "why"),
    (_words(r"how\b(?! about)"), "how"),
    (_words(r"what\b(?! if)", r"which\b"), "what"),
)
_ASKS_WH: Final = re.compile(
    r"^(?:(?:so|and|but|or|then|also|well|to|in|for|by|at|on|from|since|under|with|within|as of|about|through|after"
    r"|before|during|per)\b[,: ]*)*"
    r"(?:when|who|whom|whose|why|how|what|which|until when)\b(?! if| about)",
    re.IGNORECASE,
)
_AUXILIARY: Final = (
    r"(?:may|can|could|must|should|shall|will|would|do|does|did|is|are|was|were|am|has|have|had|need|might)(?:n['’]?t)?"
)
_SURELY_WH: Final = re.compile(
    r"(?:(?:and|so|but|or|then|ok|well|now|pray|please|tell me|also)\b[\s,]*)*"
    r"(?:(?:who|whom|whose|how (?:long|many|much|soon|fast|often)|(?:by|until|till|since|from|as of) when"
    r"|(?:since|from|by|until|till|on|as of|at|under|for|to|of|with|within|after|before|through|per|in)"
    r" (?:what|which(?! case\b)|whose|whom))\b"
    rf"|(?:what|which|when|where|why)(?:,[^,?]{{1,30}},)? {_AUXILIARY}\b(?! more\b)"
    rf"(?!.*[,;] (?:(?:and|or|but|so) )?{_AUXILIARY}\b)"
    r"|(?:what|which) (?:date|day|law|section|kinds?|sort|part|rule|vendors?|compan(?:y|ies))\b)[^.?!;]*[?\s]*",
    re.IGNORECASE,
)
"""A sentence that begins so, whatever clause stands in it: "who, other than the parent, could ask?"."""
_ENDS_WH: Final = re.compile(
    r"(?<!know )(?<!sure )(?<!tell )(?<!matter )(?:^|[\s,–—-])(?P<wh>(?:by |until |till )?when|who|whom"
    r"|how (?:long|soon|often|fast|late|many days))[\s?.!]*$",
    re.IGNORECASE,
)
"""Asks at its end: "the clock starts when", "we must tell families - when"."""
_ASKS_WHAT: Final = _CUES["asks what"]
_STOP: Final = _CUES["stop"]
_LEAVE: Final = re.compile(
    r"\b(?:can|may|could|ok|okay|allowed|all ?right|fine|legal|free to|lets?|permitted)\b", re.IGNORECASE
)
_LEGAL: Final = re.compile(
    r"\b(?:legal(?:ly)?|lawful(?:ly)?|within the (?:law|rules)|allowed|permitted|good (?:against|law)|in the clear|fine"
    r"|ok(?:ay)?|in line with|comply|complies|square with|let(?:s|ting)? (?:us|me|them|him|her|it))\b",
    re.IGNORECASE,
)
_ILLEGAL: Final = re.compile(
    r"\b(?:illegal|unlawful|not (?:legal|lawful|allowed|permitted)|(?<!good )against the law|(?:break|violat|breach"
    r"|run afoul|stop|bar|forbid|prohibit)\w*)",
    re.IGNORECASE,
)
_IS_RIGHT: Final = re.compile(
    r"(?:(?:is|are|am) (?:[\w'-]+ ){1,3}(?:right|correct)|(?:is|are) (?:that|this|it) (?:so|true|right|correct))"
    r"(?: (?:about|on|in|to|there) [^?]*)?\W*",
    re.IGNORECASE,
)
"""Asks whether what was just held is so."""
_IS_FINE: Final = re.compile(
    r"(?:(?:is|was|are|were) (?:that|this|it|we|they|the \w+|that \w+)(?: \w+)? )?"
    r"(?:all ?right|ok(?:ay)?|fine|allowed|permitted|legal|lawful)"
    r"(?: (?:by|under|with) [^?]*)?\W*",
    re.IGNORECASE,
)
"""Asks whether what was just told is allowed."""
_IS_OPTIONAL: Final = re.compile(
    r"(?:(?:so|and|but|ok)\b[,: ]*)*(?:is|are|was|were)(?:n't)? "
    r"(?:(?!\b(?:required|needed|must|if|when|that|it)\b)[^?.!])*\b(?:clauses?|statements?|provisions?|items?|notices?|contracts?|agreements?|postings?|reports?)\b"
    r"(?: [\w-]+){0,3}? (?:optional|voluntary|negotiable)\W*",
    re.IGNORECASE,
)
"""Asks whether one may do without it."""
_DENIED: Final = re.compile(
    r"(?:(?:(?:so|and|but|or|ok|then|well)\b[,: ]*)*(?:if|since|because|when|once|as long as)\b[^,?]*, *)?"
    r"(?!(?:(?:so|and|but|or|ok|then|well)\b[,: ]*)*(?:if|what if|suppose|unless|why)\b)[^?]*\b"
    r"(?:(?:do|does|did|is|are|was|were|could|must|should|need|would|may)(?:n'?t| not)|can(?:'?t|not| not)|won'?t"
    r"|no longer|never|no need)\b[^?]*\?\W*",
    re.IGNORECASE,
)
"""Says with a question mark that something is not so: "so we don't have to post it?"."""
_NOT_WITHOUT: Final = re.compile(
    r"\b(?:can(?:'?t|not| not)|(?:may|must|should|could|do|does|will|would)(?:n'?t| not)|won'?t|never)\b[^?]*"
    r"\b(?:without|skip\w*|leave out|do without)\b",
    re.IGNORECASE,
)
"""Denies that one may do without something, which is to say that it is needed."""
_OWNS: Final = re.compile(
    r"(?:(?:so|and|but|ok)\b[,: ]*)*(?:do|does|did|can|could|may|will|would)(?:n't)? "
    r"(?!(?:(?!own\b)[\w'-]+ ){0,3}?(?:students?|kids?|child(?:ren)?|pupils?|parents?|guardians?|famil(?:y|ies)"
    r"|mothers?|moms?|fathers?|dads?|sons?|daughters?|he|she|we|i|you|boards?|districts?|schools?)(?:'s|s')? )"
    r"[^?.!,]{2,40}? (?:still |then |now |really |legally |ever )?own\b",
    re.IGNORECASE,
)
"""Asks whether a firm owns something."""
_RUNS_ON: Final = re.compile(
    r"\b(?!(?:what|who|whom|when|where|why|how|which|much|many|long|if|whether|as|so|nor)\b)[\w'-]+ "
    r"((?:can|may|must|should|could|do|does|did|is|are|will) (?:we|i|they|she|he|it) [a-z].*)$",
    re.IGNORECASE,
)
"""Asks without a sign between what is told and what is asked: "mom wants it gone can she ask them"."""
_OR_ELSE: Final = re.compile(
    r"\bor (?:is|are|do|does|did|must|should|can|may|has|have|will) (?!not\b|n't)\w+ ", re.IGNORECASE
)
"""Names another way, so that Yes could mean either."""
_ORDER: Final[Sequence[tuple[str, Stance]]] = (
    ("banned", "banned"),
    ("stop", "must"),
    ("skip", "skip"),
    ("must", "must"),
    ("counts", "covered"),
    ("enough", "enough"),
    ("covered", "covered"),
    ("may", "may"),
)
"""The first of these cues to be found tells what is asked."""
_STATED: Final[Sequence[Claim]] = ("not needed", "needed", "forbidden", "allowed", "does not fit")
"""The strongest first, as "don't have to" holds "have to"."""


@dataclass(frozen=True, slots=True)
class AskedAs:
    """What is asked of an act, and what is asked or said to be so."""

    stance: Stance
    claim: Claim
    turned: bool = False
    """Whether it is turned round against the plain question: illegal, without, refuse, stop; or is a statement."""


_CLAIM_OF: Final[dict[str, Claim]] = {
    "may": "allowed", "must": "needed", "banned": "forbidden", "skip": "not needed", "enough": "enough",
    "covered": "fits", "consequence": "forbidden",
}  # fmt: skip


def stance_in(text: str) -> AskedAs:
    """What a message asks. A statement, or one with "right?" behind it, is an ``assert`` with its claim."""
    said = text.strip().replace("\u2019", "'")
    last = _last(said)
    if at_end := _ENDS_WH.search(said):
        return AskedAs("who" if at_end["wh"].lower().startswith("who") else "when", "")
    if _states(said, last):
        claim = claim_in(said, "assert")
        return AskedAs("assert", claim, turned=bool(claim))
    stance = _stance(last, said)
    turned = stance in {"skip", "banned"} or (stance == "must" and bool(_STOP.search(last)))
    return AskedAs(stance, claim_in(said, stance), turned)


def surely_asked(text: str, likely: str) -> AskedAs | None:
    """What the last sentence asks by words that leave no doubt; ``likely`` is the stance that a model hears.

    A short one asks it of all that was told before.
    """
    said = text.strip().replace("\u2019", "'")
    last = _last(said).strip()
    if found := _plainly_asked(said, last):
        return found
    if last != said and _IS_FINE.fullmatch(last):
        stance: Stance = "may" if likely == "may" else "enough"
        return AskedAs(stance, claim_in(said, stance), turned=True)
    return None


def _plainly_asked(said: str, last: str) -> AskedAs | None:
    """By the last sentence, whatever a model hears."""
    if last != said and _IS_RIGHT.fullmatch(last):
        return AskedAs("assert", claim_in(said, "assert"), turned=True)
    if _IS_OPTIONAL.fullmatch(last):
        return AskedAs("skip", claim_in(said, "skip"), turned=True)
    if _OWNS.match(last):
        return AskedAs("may", claim_in(said, "may"))
    if _WHETHER.match(last) or _ASKS_WH.match(last) or not _DENIED.fullmatch(last):
        return None
    claim: Claim = "needed" if _NOT_WITHOUT.search(last) else _stated(last)
    return AskedAs("assert" if claim else "what", claim, turned=True)


def has_cue(name: str, text: str) -> bool:
    """Whether the sentence that asks has one of the cues of that name; "All right?" asks of all that was told."""
    said = text.strip().replace("\u2019", "'")
    last = _last(said)
    return bool(_CUES[name].search(said if _IS_FINE.fullmatch(last.strip()) else last))


def begins_whether(text: str) -> bool:
    """Whether its last sentence begins as one that Yes or No answers: "can we wait?", and not "and if we wait?"."""
    return bool(_WHETHER.match(_last(text.strip())))


def asks_leave(text: str) -> bool:
    """Whether its last sentence asks whether something is allowed, whatever that is."""
    return bool(_LEAVE.search(_last(text.strip())))


def claim_in(text: str, stance: str) -> Claim:
    """What is asked or said to be so, by the words and a stance that is known."""
    said = text.strip().replace("\u2019", "'")
    if stance == "assert":
        return _stated(said)
    if stance == "covered" and re.search(r"outside|fall out|left out|excluded|exempt", _last(said), re.IGNORECASE):
        return "does not fit"
    if stance == "banned" and _LEGAL.search(_last(said)) and not _ILLEGAL.search(_last(said)):
        return "allowed"
    if stance == "consequence" and _ASKS_WHAT.search(_last(said)):
        return ""
    return _CLAIM_OF.get(stance, "")


def _last(text: str) -> str:
    """The sentence that asks: the last one with a question mark, else the last, from where it turns into a question."""
    parts = [part for part in _SENTENCE.split(text) if part.strip()]
    asking = [part for part in parts if part.rstrip(" \"')").endswith("?")]
    last = (asking or parts or [text])[-1]
    turns = None if asking or _WHETHER.match(last) or _ASKS_WH.match(last) else _RUNS_ON.search(last)
    return turns[1] if turns else last


def _states(text: str, last: str) -> bool:
    if _RUNS_ON.search(text) and _WHETHER.match(last):
        return False
    if _TAG.search(last) and not _WHETHER.match(last):
        return True
    if _TAG.fullmatch(last.strip()):
        return True
    asks = "?" in text or _WHETHER.match(text) or _ASKS_WH.match(text)
    begins = any(_WHETHER.match(part) or _ASKS_WH.match(part) for part in _SENTENCE.split(text))
    return not asks and not begins


def _stance(last: str, text: str) -> Stance:
    if _CONSEQUENCE.search(last):
        return "consequence"
    if _ASKS_WH.match(last):
        first = [(at.start(), name) for pattern, name in _WH if (at := pattern.search(last))]
        if first:
            return min(first)[1]
    return _whether(last) or _whether(text) or "may"


def _whether(text: str) -> Stance | None:
    return next((stance for cue, stance in _ORDER if _CUES[cue].search(text)), None)


def _stated(text: str) -> Claim:
    """What a statement says is so."""
    return next((claim for claim in _STATED if _CUES[claim].search(text)), "")


_HOLDS: Final = re.compile(
    r"\b(?:must|may|might|can|cannot|could|shall|should|need\w*|have to|has to|had to|ought|allowed|permitted|forbidden"
    r"|legal\w*|lawful\w*|illegal\w*|against the law|law|rule|require\w*|prohibit\w*|ban|bans|banned|owe[sd]?|void"
    r"|valid|bind\w*|bound|counts?|exempt\w*|free|fine|ok|okay|enough|okayed|comply|complies|compliant|liable|applies|apply"
    r"|covers?|covered|protects?|means|only|no one|nobody|never|not|none|nothing|off the hook|in the clear|too late"
    r"|in time|late|entitled|right|rights|correct|true|wrong|sure|always|every|all)\b|n['’]t\b",
    re.IGNORECASE,
)


def claims_law(question: str) -> bool:
    """Whether a statement holds something of what the law says, and does not only tell what happened."""
    return _HOLDS.search(question) is not None


_CLAUSES: Final = re.compile(r"[.?!,;:()]+|\b(?:and|but|or|so|also|if|then|because)\b", re.IGNORECASE)
_AUXILIARY_FIRST: Final = re.compile(rf"\s*(?:please )?{_AUXILIARY}\b(?! not\b)", re.IGNORECASE)
_WH_WORD: Final = re.compile(
    r"(?:^|[.?!,;:]|\b(?:and|but|or|so|tell me|know|say|explain"
    r"|remind me|show me|sure|wonder\w*|forg[eo]t|remember|idea))\s*"
    r"(?:(?:in|for|from|to|by|at|with|of|on|since|under|until|till|as of|about|through|within|after|before|per) )?"
    r"(?:who|whom|whose|what|what's|whats|which|when|where|why|how)\b"
    rf"|\b(?:who|whom|what|which|when|where|why|how)(?: (?:long|soon|fast|many|much|often))? (?:{_AUXILIARY}|to)\b",
    re.IGNORECASE,
)
_DID: Final = re.compile(
    r"(?:(?:hi|hello|help|oh no|omg|so|and|but|also)\b[\s,!.]*)*"
    r"(?:i|we)(?: (?:just|have|had|already|accidentally|then|never|only))*"
    r" (?:\w+ed|sent|gave|told|lost|put|got|left|let|made|wrote|read|saw|found|forgot|did|went|took|was|were|sold)\b",
    re.IGNORECASE,
)


_ABOUT: Final = re.compile(r"(?:(?:and|so|but|ok)\b[, ]*)*(?:(?:what|how) about|what if)\b", re.IGNORECASE)


def asks_wh(question: str) -> bool:
    """Whether neither Yes nor No can answer it: it asks who, what or how many, and for no leave."""
    return not (asks_whether(question) or asks_leave(question) or _ABOUT.match(question))


def _surely_wh(question: str) -> bool:
    """Whether every sentence that asks begins so, whatever is said beside them: "Who was fined? I suspect nobody."."""
    parts = [part.strip() for part in _SENTENCE.split(question) if part.strip()]
    asking = [part for part in parts if part.endswith("?")] or [question]
    return all(_SURELY_WH.fullmatch(part) for part in asking)


def asks_whether(question: str) -> bool:
    """Whether yes or no can answer it: not "who must be told", nor what somebody only tells of themselves."""
    if _surely_wh(question) or _ENDS_WH.search(question) or _OR_ELSE.search(_last(question)):
        return False
    if not question or any(_AUXILIARY_FIRST.match(clause) for clause in _CLAUSES.split(question)):
        return True
    return not (_WH_WORD.search(question) or (_DID.match(question) and "?" not in question))
