"""Reads what a question asks of an act (may, must, must not, need not), and whether Yes or No can answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handlers.dialogue import bounded_re as re
from knowledge.deciding.asked import Claim, Stance

SENTENCE: Final = re.compile(r"(?<=[.?!])\s+|\s+[-–]\s+")
WHETHER: Final = re.compile(
    r"(?:(?:so|and|but|or|hi|ok|then|also|well|hey|please|if so|question)\b[,: ]*)*"
    r"(?:can|may|must|should|could|do|does|did|is|are|was|were|will|would|has|have|am|need|might|shall)"
    r"(?:n'?t)?\b",
    re.IGNORECASE,
)
ASKS_WH: Final = re.compile(
    r"^(?:(?:so|and|but|or|then|also|well|to|in|for|by|at|on|from|since|under|with|within|as of|about|through|after"
    r"|before|during|per)\b[,: ]*)*"
    r"(?:when|who|whom|whose|why|how|what|which|until when)\b(?! if| about)",
    re.IGNORECASE,
)
AUXILIARY: Final = (
    r"(?:may|can|could|must|should|shall|will|would|do|does|did|is|are|was|were|am|has|have|had|need|might)(?:n['’]?t)?"
)
ENDS_WH: Final = re.compile(
    r"(?<!know )(?<!sure )(?<!tell )(?<!matter )(?:^|[\s,–—-])(?P<wh>(?:by |until |till )?when|who|whom"
    r"|how (?:long|soon|often|fast|late|many days))[\s?.!]*$",
    re.IGNORECASE,
)
"""A question word at the end: "the clock starts when", "we must tell families - when"."""
IS_FINE: Final = re.compile(
    r"(?:(?:is|was|are|were) (?:that|this|it|we|they|the \w+|that \w+)(?: \w+)? )?"
    r"(?:all ?right|ok(?:ay)?|fine|allowed|permitted|legal|lawful)"
    r"(?: (?:by|under|with) [^?]*)?\W*",
    re.IGNORECASE,
)
"""Asks whether what was just told is allowed."""
RUNS_ON: Final = re.compile(
    r"\b(?!(?:what|who|whom|when|where|why|how|which|much|many|long|if|whether|as|so|nor)\b)[\w'-]+ "
    r"((?:can|may|must|should|could|do|does|did|is|are|will) (?:we|i|they|she|he|it) [a-z].*)$",
    re.IGNORECASE,
)
"""A question that follows a statement without punctuation: "mom wants it gone can she ask them"."""


def _read_cues() -> Mapping[str, re.Pattern[str]]:
    """The cues by name, from ``stance_cues.txt`` beside this file."""
    patterns: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "stance_cues.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            patterns.setdefault(name, []).append(line)
    return {name: words_of(*cues) for name, cues in patterns.items()}


def words_of(*found: str) -> re.Pattern[str]:
    """A pattern for any of these patterns, each at the beginning of a word."""
    return re.compile(r"\b(?:" + "|".join(found) + r")", re.IGNORECASE)


CUES: Final = _read_cues()


def has_cue(name: str, text: str) -> bool:
    """Whether the asking sentence has a cue of that name; a bare "All right?" asks about the whole text."""
    message = text.strip().replace("\u2019", "'")
    last = last_sentence(message)
    return bool(CUES[name].search(message if IS_FINE.fullmatch(last.strip()) else last))


def tells_cue(name: str, text: str) -> bool:
    """Whether the text has a cue of that name, in any sentence."""
    return CUES[name].search(text.replace("\u2019", "'")) is not None


def last_sentence(text: str) -> str:
    """The sentence that asks: the last one with a question mark, else the last, from where it turns into a question."""
    parts = [part for part in SENTENCE.split(text) if part.strip()]
    asking = [part for part in parts if part.rstrip(" \"')").endswith("?")]
    last = (asking or parts or [text])[-1]
    turns = None if asking or WHETHER.match(last) or ASKS_WH.match(last) else RUNS_ON.search(last)
    return turns[1] if turns else last


_TAG: Final = re.compile(
    r"(?:\b(?:right|correct|true|yes|no|agreed|yeah|isn'?t (?:it|that)|aren'?t (?:they|i|we)|doesn'?t it|don'?t they"
    r"|am i (?:right|wrong)|is that (?:so|true|right|correct)|isn'?t (?:he|she)|(?:do|have) i (?:have|got) that right"
    r"|that'?s the rule)\W*)$",
    re.IGNORECASE,
)
_WH: Final[Sequence[tuple[re.Pattern[str], Stance]]] = (
    (
        words_of(
            r"by when",
            r"when\b",
            r"how (?:long|many days|soon|fast|quickly|much time|often)",
            r"what (?:date|day)",
            r"until when",
            r"deadline\b.*\?$",
        ),
        "when",
    ),
    (words_of(r"who\b", r"whom\b", r"whose\b"), "who"),
    (words_of(r"why\b"), "why"),
    (words_of(r"how\b(?! about)"), "how"),
    (words_of(r"what\b(?! if)", r"which\b"), "what"),
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
_ASKS_ONLY: Final = re.compile(
    r"(?:(?:so|and|but|ok)\b[,: ]*)*(?!(?:what|how) (?:if|about)\b)(?:what|who|whom|whose|how|why|where)\b"
    rf"(?:(?!\b(?:and|or|but|so) {AUXILIARY}\b|[,:;.] )[^?])*\?",
    re.IGNORECASE,
)
"""One plain question with a question word, to which neither Yes nor No is an answer."""
_OF_WH: Final = frozenset({"when", "who", "what", "how", "why"})
_IS_OPTIONAL: Final = re.compile(
    r"(?:(?:so|and|but|ok)\b[,: ]*)*(?:is|are|was|were)(?:n't)? "
    r"(?:(?!\b(?:required|needed|must|if|when|that|it)\b)[^?.!])*\b(?:clauses?|statements?|provisions?|items?"
    r"|notices?|contracts?|agreements?|postings?|reports?)\b"
    r"(?: [\w-]+){0,3}? (?:optional|voluntary|negotiable)\W*",
    re.IGNORECASE,
)
_SHORT: Final = 14
"""Words; a longer message with a "not" mostly asks something else."""
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
    """What is asked of an act (``stance``), and what is asked or said to be true of it (``claim``)."""

    stance: Stance
    claim: Claim
    turned: bool = False
    """Whether it is worded against the plain question (illegal, without, refuse, stop), or is a statement."""


_CLAIM_OF: Final[dict[str, Claim]] = {
    "may": "allowed", "must": "needed", "banned": "forbidden", "skip": "not needed", "enough": "enough",
    "covered": "fits", "consequence": "forbidden",
}  # fmt: skip


def stance_in(text: str) -> AskedAs:
    """What a message asks. A statement, or one with "right?" behind it, is an ``assert`` with its claim."""
    message = text.strip().replace("\u2019", "'")
    last = last_sentence(message)
    if at_end := ENDS_WH.search(message):
        return AskedAs("who" if at_end["wh"].lower().startswith("who") else "when", "")
    if _states(message, last):
        claim = claim_in(message, "assert")
        return AskedAs("assert", claim, turned=bool(claim))
    if sure := plainly_asked(message):
        return sure
    stance = _stance(last, message)
    turned = stance in {"skip", "banned"} or (stance == "must" and bool(CUES["stop"].search(last)))
    return AskedAs(stance, claim_in(message, stance), turned)


def plainly_asked(text: str) -> AskedAs | None:
    """What is asked where the words leave no doubt, whatever the model hears; None otherwise.

    Clear are: one plain wh-question; whether something is optional; whether somebody may demand something; whether a
    contract must say something; and a short denial with a question mark.
    """
    message = text.strip().replace("\u2019", "'")
    last = last_sentence(message).strip()
    if last == message and _ASKS_ONLY.fullmatch(last) and (asks := _stance(last, message)) in _OF_WH:
        return AskedAs(asks, "", turned=True)
    if _IS_OPTIONAL.fullmatch(last):
        return AskedAs("skip", "not needed", turned=True)
    if CUES["demands"].search(last) or (len(message.split()) <= _SHORT and CUES["wording"].search(last)):
        return AskedAs("must", "needed", turned=True)
    if last != message or len(message.split()) > _SHORT:
        return None
    if WHETHER.match(last) or ASKS_WH.match(last) or _TAG.search(last) or not _DENIED.fullmatch(last):
        return None
    claim: Claim = "needed" if _NOT_WITHOUT.search(last) else stated(last)
    return AskedAs("assert" if claim else "what", claim, turned=True)


def claim_in(text: str, stance: str) -> Claim:
    """What is asked or said to be true, by the words of a text whose stance is known."""
    message = text.strip().replace("\u2019", "'")
    if stance == "assert":
        return stated(message)
    if stance == "covered" and re.search(
        r"outside|fall out|left out|excluded|exempt", last_sentence(message), re.IGNORECASE
    ):
        return "does not fit"
    if stance == "banned" and _LEGAL.search(last_sentence(message)) and not _ILLEGAL.search(last_sentence(message)):
        return "allowed"
    if stance == "consequence" and CUES["asks what"].search(last_sentence(message)):
        return ""
    return _CLAIM_OF.get(stance, "")


def _states(text: str, last: str) -> bool:
    if RUNS_ON.search(text) and WHETHER.match(last):
        return False
    if _TAG.search(last) and not WHETHER.match(last):
        return True
    if _TAG.fullmatch(last.strip()):
        return True
    asks = "?" in text or WHETHER.match(text) or ASKS_WH.match(text)
    begins = any(WHETHER.match(part) or ASKS_WH.match(part) for part in SENTENCE.split(text))
    return not asks and not begins


def _stance(last: str, text: str) -> Stance:
    if CUES["consequence"].search(last):
        return "consequence"
    if ASKS_WH.match(last):
        positions = [(at.start(), name) for pattern, name in _WH if (at := pattern.search(last))]
        if positions:
            return min(positions)[1]
    return _whether(last) or _whether(text) or "may"


def _whether(text: str) -> Stance | None:
    return next((stance for cue, stance in _ORDER if CUES[cue].search(text)), None)


def stated(text: str) -> Claim:
    """The claim that a statement makes; empty where no cue tells."""
    return next((claim for claim in _STATED if CUES[claim].search(text)), "")


_SURELY_WH: Final = re.compile(
    r"(?:(?:and|so|but|or|then|ok|well|now|pray|please|tell me|also)\b[\s,]*)*"
    r"(?:(?:who|whom|whose|how (?:long|many|much|soon|fast|often)|(?:by|until|till|since|from|as of) when"
    r"|(?:since|from|by|until|till|on|as of|at|under|for|to|of|with|within|after|before|through|per|in)"
    r" (?:what|which(?! case\b)|whose|whom))\b"
    rf"|(?:what|which|when|where|why)(?:,[^,?]{{1,30}},)? {AUXILIARY}\b(?! more\b)"
    rf"(?!.*[,;] (?:(?:and|or|but|so) )?{AUXILIARY}\b)"
    r"|(?:what|which) (?:date|day|law|section|kinds?|sort|part|rule|vendors?|compan(?:y|ies))\b)[^.?!;]*[?\s]*",
    re.IGNORECASE,
)
"""A sentence that surely asks a wh-question, whatever clause it contains: "who, other than the parent, could ask?"."""
_OR_ELSE: Final = re.compile(
    r"\bor (?:is|are|do|does|did|must|should|can|may|has|have|will) (?!not\b|n't)\w+ ", re.IGNORECASE
)
"""Offers an alternative, so that Yes could mean either."""
_CLAUSES: Final = re.compile(r"[.?!,;:()]+|\b(?:and|but|or|so|also|if|then|because)\b", re.IGNORECASE)
_AUXILIARY_FIRST: Final = re.compile(rf"\s*(?:please )?{AUXILIARY}\b(?! not\b)", re.IGNORECASE)
_WH_WORD: Final = re.compile(
    r"(?:^|[.?!,;:]|\b(?:and|but|or|so|tell me|know|say|explain"
    r"|remind me|show me|sure|wonder\w*|forg[eo]t|remember|idea))\s*"
    r"(?:(?:in|for|from|to|by|at|with|of|on|since|under|until|till|as of|about|through|within|after|before|per) )?"
    r"(?:who|whom|whose|what|what's|whats|which|when|where|why|how)\b"
    rf"|\b(?:who|whom|what|which|when|where|why|how)(?: (?:long|soon|fast|many|much|often))? (?:{AUXILIARY}|to)\b",
    re.IGNORECASE,
)
_DID: Final = re.compile(
    r"(?:(?:hi|hello|help|oh no|omg|so|and|but|also)\b[\s,!.]*)*"
    r"(?:i|we)(?: (?:just|have|had|already|accidentally|then|never|only))*"
    r" (?:\w+ed|sent|gave|told|lost|put|got|left|let|made|wrote|read|saw|found|forgot|did|went|took|was|were|sold)\b",
    re.IGNORECASE,
)


def _surely_wh(question: str) -> bool:
    """Whether every asking sentence is a wh-question, whatever else is said: "Who was fined? I suspect nobody."."""
    parts = [part.strip() for part in SENTENCE.split(question) if part.strip()]
    asking = [part for part in parts if part.endswith("?")] or [question]
    return all(_SURELY_WH.fullmatch(part) for part in asking)


def asks_whether(question: str) -> bool:
    """Whether Yes or No can answer it: not "who must be told", nor a report of what somebody did."""
    if _surely_wh(question) or ENDS_WH.search(question) or _OR_ELSE.search(last_sentence(question)):
        return False
    if not question or any(_AUXILIARY_FIRST.match(clause) for clause in _CLAUSES.split(question)):
        return True
    return not (_WH_WORD.search(question) or (_DID.match(question) and "?" not in question))


def asks_nothing(text: str) -> bool:
    """Whether it only tells: it has no question and no word of leave or duty, and claims nothing of the law."""
    message = text.strip().replace("\u2019", "'")
    asks = "?" in message or _whether(message) or _WH_WORD.search(message)
    begins = any(_AUXILIARY_FIRST.match(clause) for clause in _CLAUSES.split(message))
    return bool(message) and not (asks or begins) and stance_in(message) == AskedAs("assert", "")


def before_asking(text: str) -> str:
    """What is told before it is asked: "our draft names it, must we add more?" tells "our draft names it"."""
    asked = last_sentence(text)
    told = text[: text.rfind(asked)]
    if not _AUXILIARY_FIRST.match(asked):
        ends = (one for one in _CLAUSES.finditer(asked) if _AUXILIARY_FIRST.match(asked, one.end()))
        told += asked[: end.start()] if (end := next(ends, None)) else ""
    return told.strip()


def plainly_whether(question: str) -> bool:
    """Whether its last sentence begins as a yes-or-no question: "did we miss the deadline?"."""
    asked = last_sentence(question)
    first = next((clause for clause in _CLAUSES.split(asked) if clause.strip()), "")
    return not _surely_wh(asked) and bool(_AUXILIARY_FIRST.match(first))


_ASKS_BOT: Final = re.compile(rf"\s*(?:please )?{AUXILIARY} (?:you|u|ya)\b", re.IGNORECASE)
_OPEN_WH: Final = re.compile(
    rf"\s*(?:please )?(?:(?:to|by|until|since) )?(?:what|how|why|who|whom|when|where|which)"
    rf" (?:{AUXILIARY}|to|now|next|happens)\b"
    rf"|.*\b(?:what|how|who|whom|when|where) {AUXILIARY} (?:i|we)\b",
    re.IGNORECASE,
)
"""A clause with a question word first, or one that turns into such a question: "it was hacked what do I do"."""


def asks_advice(text: str) -> bool:
    """Whether it asks what to do, or what one may or must, and not only the bot to do something: "can you log it?"."""
    last = last_sentence(text.strip().replace("\u2019", "'"))
    clauses = [one for one in _CLAUSES.split(last) if one.strip()]
    asking = [one for one in clauses if _OPEN_WH.match(one) or _AUXILIARY_FIRST.match(one)]
    return any(not _ASKS_BOT.match(one) for one in asking) if asking else "?" in last
