"""Tells by plain rules what is asked of an act: whether one may, must, may not, or need not do it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
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


def _words(*found: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(found) + r")", re.IGNORECASE)


_CONSEQUENCE: Final = _words(
    r"what (?:can |could |will |would )?happens?\b", r"what comes of", r"what (?:are we|am i) risking",
    r"what'?s the (?:fallout|price|penalty|fine)", r"(?:fine|penalt|liab|punish)\w*", r"void\b", r"null\b", r"worth\?",
    r"lost its force", r"what becomes of", r"and then what", r"sue\b", r"dead\b",
)  # fmt: skip
_WH: Final[Sequence[tuple[re.Pattern[str], Stance]]] = (
    (_words(r"by when", r"when\b", r"how (?:long|many days|soon|fast|quickly|much time|often)", r"what (?:date|day)",
            r"until when", r"deadline\b.*\?$"), "when"),
    (_words(r"who\b", r"whom\b", r"whose\b"), "who"),
    (_words(r"why\b"), "why"),
    (_words(r"how\b(?! about)"), "how"),
    (_words(r"what\b(?! if)", r"which\b"), "what"),
)  # fmt: skip
_ASKS_WH: Final = re.compile(
    r"^(?:(?:so|and|but|or|then|also|well|to|in|for|by|at|on|from)\b[,: ]*)*"
    r"(?:when|who|whom|whose|why|how|what|which|until when)\b(?! if| about)",
    re.IGNORECASE,
)
_ASKS_WHAT: Final = _words(r"what\b(?! if)", r"how\b", r"which\b", r"then what", r"suppose")
_BANNED: Final = _words(
    r"(?:anything|something|anything at all) (?:wrong|improper|against|illegal|amiss)", r"nothing against", r"trouble\?",
    r"hot water", r"no-no\b", r"crossing (?:a|the) line", r"in the wrong", r"doing wrong", r"tell us no", r"breach(?:es|ing)"
    r" (?:the|of)", r"run(?:s|ning)? afoul", r"problem (?:with|under)", r"lawbreaking", r"get us fined", r"unlawfully",
    r"wrong\?", r"at odds with",
    r"illegal", r"unlawful", r"against (?:the|ct|connecticut|state|this|our)?\s*\w*\s?\w* ?law\b", r"prohibited",
    r"violat\w+", r"break(?:s|ing)? (?:the|any|ct|a|that|this|connecticut)\b", r"forbid\w*", r"forbidden", r"banned",
    r"off[- ]limits", r"outlawed", r"a (?:crime|violation|breach of)", r"out of compliance", r"in breach",
    r"(?:in|get into|get in) trouble", r"too (?:slow|late)", r"(?:is|are|was|were|am) \w+ late\b", r"late\?",
    r"wrong (?:of|to|for)\b", r"barred", r"not allowed", r"non-?compliant", r"offen[cs]e", r"against the rules",
    r"missed? (?:the|its|our) (?:outer |legal )?(?:limit|deadline)", r"over the (?:outer )?limit",
    r"run past", r"broke\b",
)  # fmt: skip
_SKIP: Final = _words(
    r"undone\b", r"hold (?:back|off|out)\b", r"go light on", r"get to (?:tell \w+ )?(?:no|refuse)", r"not wait",
    r"(?:ok|okay|fine|safe|alright) to (?:stop|skip|not|leave)", r"can (?:that|this|it|the \w+) (?:one )?(?:stay|wait)",
    r"can we (?:just )?leave (?:it|them|that)\b", r"(?:stop|quit) (?:e-?mailing|sending|posting|telling|notifying)",
    r"let (?:it|that|this) slide", r"sit (?:on|tight)", r"(?:turn|say) (?:it|them|her|him) (?:down|no)", r"pass on\b.*\?",
    r"do nothing", r"drop (?:it|the|that|this)\b", r"keep (?:it|them|that) anyway", r"brush (?:it|her|him|them) off",
    r"without (?:a |any |the |an |first |having |signing |telling |getting |one\b)?(?:written )?"
    r"(?:contract|agreement|telling|signing|notice|paper\w*|it\b|one\b|them|asking|deal|posting|notifying|$)",
    r"skip\w*", r"leave (?:it |that |this |them )?(?:out|off|away|aside|undone|undeleted)",
    r"leave (?:\w+ ){1,5}(?:out|off|aside)\b",
    r"omit\w*", r"ignor\w+", r"refus\w+", r"exempt\w*", r"(?:go|do|get by|stay) without",
    r"(?:may|can|could|should|would|might|do|does|is|are) (?:\w+ ){1,4}(?:just )?not (?!only\b|yet\b)\w+",
    r"(?:can|may|could) (?:we|i|they|it|he|she|you|a|an|the|our|my) (?:\w+ )?(?:hold off|put off|opt out|wait|delay"
    r"|sit (?:on|tight)|drop|dodge|forgo|waive|keep quiet|decline|say no)",
    r"get (?:away|around|out of)", r"off the hook", r"excused", r"not needed", r"unnecessary", r"do away with",
    r"(?:contract|agreement) ?off the table", r"spare\b", r"(?:can|may|could) (?:\w+ ){1,5}(?:go|be) (?:without|skipped"
    r"|left out|missing|omitted|dropped|waived)", r"not bother", r"cut out\b", r"forgo",
    r"take a pass", r"replace anything", r"instead of (?:a|the) (?:contract|posting|notice)", r"silent (?:on|about)",
)  # fmt: skip
_STOP: Final = _words(
    r"(?:have to|has to|need to|needs to|must|got to|ought to|should)(?: \w+){0,3} (?:stop|refrain|quit|cease|avoid"
    r"|switch off|turn off|keep out|wall off|take down|keep (?:\w+ ){1,4}out)",
    r"must (?:\w+ )?not\b", r"do we have to leave",
)  # fmt: skip
_MUST: Final = _words(
    r"(?:contract|agreement|paper\w*|notice|report)(?: first| then| too)?\?$", r"contract or no contract", r"does \w+ start\b",
    r"so contract first", r"come first", r"(?:have|has|gotta|'ve) (?:got )?to\b", r"do (?:we|they|i) (?:still |also )?(?:file|list"
    r"|post|tell|report|notify)\b", r"is (?:a|an|the) \w+ (?:contract|notice|report)? ?(?:due|needed)",
    r"(?:have|has|having|had) to\b", r"needs?\b", r"needed\b", r"required?\b", r"requires\b", r"must\b", r"oblig\w+",
    r"mandatory", r"compulsory", r"(?:got|ought|supposed|bound) to\b", r"necessary", r"(?:under )?a duty", r"owe[sd]?\b",
    r"called for", r"binding\b", r"due\?", r"due from",
)  # fmt: skip
_ENOUGH: Final = _words(
    r"enough\b", r"suffic\w+", r"suffices?", r"(?:does|will|would|do|did) (?:that|this|it|these|those|a|an|the|our)\b.*"
    r"\b(?:do|do it|work|works|satisfy|meet|count as|cover (?:us|it)|fulfil|fulfill|pass|comply|do the (?:job|trick))\b",
    r"satisf(?:y|ies)", r"meets?\b.*(?:rule|requirement|duty|law|provision|item|notice)", r"in time\?", r"on time\?",
    r"(?:are|were) we (?:ok|okay|good|fine|covered|done|set|in the clear|compliant)", r"(?:good|ok|okay|fine) as is",
    r"(?:good|ok|okay|fine|all right|alright|clean|better now|that'?ll do|right)\?$", r"compl(?:y|iant)\b", r"good to go",
    r"check the box", r"hold up", r"have we done", r"fulfil\w*", r"make (?:it|this|that) (?:ok|okay|legal|fine|right)",
    r"is (?:that|this|it) (?:all )?(?:ok|okay|fine|all right|alright|good|acceptable|adequate|valid|compliant)",
    r"adequate", r"acceptable", r"quick enough", r"soon enough",
)  # fmt: skip
_COUNTS: Final = _words(r"count(?:s|ed)? (?:as|for)\b", r"qualif(?:y|ies) as", r"considered\b")
_COVERED: Final = _words(
    r"count as", r"serves? school purposes?", r"(?:see|treat|view|regard)s? \w+(?: \w+){0,3} as", r"pass (?:as|for)",
    r"(?:operator|contractor|consultant|student information|student records?|student-generated content|school purposes?"
    r"|targeted ad\w*|de-?identified\w*(?: student information)?|directory information|identifier|students?)\W*"
    r"(?:,? ?(?:is it|yes or no|or not|then))?\W*\?", r"rules? (?:reach|bite|touch)", r"(?:drag|put|bring)s? \w+ (?:in|under)",
    r"make (?:\w+ ){1,3}(?:an? )?(?:operator|contractor|consultant)", r"within (?:the|reach)", r"stretch to",
    r"(?:one of|among) the ten",
    r"(?:count|counts|qualif\w+) (?:as|for|toward)", r"count\?", r"counts?\b.*\?", r"appl(?:y|ies)\b", r"considered",
    r"cover(?:ed|s)?\b", r"reach(?:es)?\b", r"fall (?:under|outside|within|in)", r"included?\b", r"treated as", r"mean\b",
    r"(?:is|are|was|were|am) (?:\w+[ -]){1,8}(?:an? |the )?(?:operator|contractor|consultant|students?"
    r"|student information|student records?|targeted ad\w*|school purposes?|directory information|de-?identified"
    r"|protected|student-generated content|student data|persistent unique identifier)\b", r"subject to", r"part of",
    r"regulated", r"defin\w+", r"outside\b",
)  # fmt: skip
_MAY: Final = _words(
    r"can\b", r"may\b", r"could\b", r"allowed", r"permitted", r"(?:ok|okay|fine|legal|alright|all right|safe|lawful) (?:to"
    r"|if|for|that|when)\b", r"legal\?", r"allow\w*", r"free to", r"let\b", r"permissible", r"kosher", r"legal\b",
    r"able to", r"ok\b", r"okay\b",
)  # fmt: skip
_FORBIDS: Final = _words(
    r"(?:can'?t|cannot|can not|may not|mustn'?t|must not|could never|can never|may never|must never|couldn'?t)\b",
    r"(?:not|never|isn'?t|aren'?t|nobody is|no \w+ is) (?:\w+ )?(?:allowed|permitted|ok|okay|legal)", r"illegal",
    r"unlawful", r"prohibit\w*", r"forbid\w*", r"forbidden", r"ban(?:s|ned)?\b", r"off[- ]limits", r"outlawed", r"barr?ed",
    r"no[- ]go\b", r"off the table", r"against the law", r"void\b", r"has no effect", r"can'?t\b", r"won'?t let",
    r"(?:stops|shields|bars|keeps) \w+", r"don'?t get to", r"doesn'?t get to", r"no business", r"that'?s a no\b",
    r"that'?s out\b", r"has to say no", r"gets? in the way", r"an offen[cs]e", r"has no claim", r"never the \w+'s",
    r"not (?:the )?(?:vendor|company|firm|operator|contractor|publisher)'?s", r"told never to", r"never\b",
    r"has to stick to", r"a sale under",
)  # fmt: skip
_UNNEEDED: Final = _words(
    r"(?:don'?t|doesn'?t|do not|does not|didn'?t|no longer|never|needn'?t|need not|not) (?:really |even |actually |strictly )?"
    r"(?:have to|need|needed|required|require|obliged|necessary|mandatory|apply|applies|owe)", r"needn'?t", r"need not",
    r"no (?:need|duty|contract|obligation|notice)\b", r"optional", r"exempt\w*", r"voluntary", r"unnecessary",
    r"without (?:a|any)\b", r"skip\w*", r"isn'?t (?:needed|required)", r"off the hook", r"excus\w+", r"free of\b",
    r"nobody has to", r"a courtesy",
)  # fmt: skip
_NEEDS: Final = _words(
    r"(?:have|has|had|got|'ve got) to\b", r"must\b", r"needs?\b", r"required?\b", r"requires\b", r"oblig\w+", r"mandatory",
    r"compulsory", r"owes?\b", r"isn'?t exempt", r"can'?t get away", r"won'?t do\b", r"isn'?t (?:good )?enough",
    r"is not enough", r"not good enough", r"doesn'?t cut it", r"no way around", r"wants a contract", r"comes? first",
    r"has to come", r"falls? under", r"becomes? bound", r"job to\b", r"lists each", r"reports? yearly", r"start when",
    r"run from", r"runs? out", r"is about", r"should'?ve",
)  # fmt: skip
_ALLOWS: Final = _words(
    r"(?:can|may|could)\b(?! ?not|'t)", r"allowed", r"permitted", r"free to", r"(?:is|are|it'?s|that'?s) (?:ok|okay|fine"
    r"|legal|all right|alright)", r"good enough", r"is enough", r"suffices", r"lets?\b", r"fair game",
)  # fmt: skip
_UNLIKE: Final = _words(
    r"(?:isn'?t|aren'?t|not|no|never|can'?t be|wasn'?t) (?:an? |really |any |the )*(?:\"?\w+\"? ){0,2}\"?(?:operator"
    r"|contractor|consultant|student|student information|student records?|targeted ad\w*|school purpose\w*|directory"
    r"|de-?identified|persistent|protected|covered|student-generated|one\b)", r"outside\b", r"falls? out", r"leaves? out",
    r"not (?:a|an) \"?\w+", r"drops? you", r"isn'?t\b", r"aren'?t\b", r"can'?t be\b",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an act, and what is asked or said to be so."""

    stance: Stance
    claim: Claim


_CLAIM_OF: Final[dict[str, Claim]] = {
    "may": "allowed", "must": "needed", "banned": "forbidden", "skip": "not needed", "enough": "enough",
    "covered": "fits", "consequence": "forbidden",
}  # fmt: skip


def stance_in(text: str) -> Asked:
    """What a message asks. A statement, or one with "right?" behind it, is an ``assert`` with its claim."""
    said = text.strip().replace("\u2019", "'")
    last = _last(said)
    if _states(said, last):
        return Asked("assert", claim_in(said, "assert"))
    stance = _stance(last, said)
    return Asked(stance, claim_in(said, stance))


def claim_in(text: str, stance: str) -> Claim:
    """What is asked or said to be so, by the words and a stance that is known."""
    said = text.strip().replace("\u2019", "'")
    if stance == "assert":
        return _stated(said)
    if stance in {"must", "skip"} and _STOP.search(_last(said)):
        return "forbidden"
    if stance == "covered" and re.search(r"outside|fall out|left out|excluded|exempt", _last(said), re.IGNORECASE):
        return "does not fit"
    if stance == "consequence" and _ASKS_WHAT.search(_last(said)):
        return ""
    return _CLAIM_OF.get(stance, "")


def _last(text: str) -> str:
    """The sentence that asks: the last one with a question mark, else the last."""
    parts = [part for part in _SENTENCE.split(text) if part.strip()]
    asking = [part for part in parts if part.rstrip(" \"')").endswith("?")]
    return (asking or parts or [text])[-1]


def _states(text: str, last: str) -> bool:
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
        first = [(found.start(), name) for pattern, name in _WH if (found := pattern.search(last))]
        if first:
            return min(first)[1]
    found = _whether(last)
    return found or _whether(text) or "may"


def _whether(text: str) -> Stance | None:
    tests: Sequence[tuple[re.Pattern[str], Stance]] = (
        (_BANNED, "banned"), (_SKIP, "skip"), (_STOP, "must"), (_MUST, "must"), (_COUNTS, "covered"), (_ENOUGH, "enough"),
        (_COVERED, "covered"), (_MAY, "may"),
    )  # fmt: skip
    return next((stance for pattern, stance in tests if pattern.search(text)), None)


def _stated(text: str) -> Claim:
    """What a statement says is so: the strongest words first, as "don't have to" holds "have to"."""
    tests: Sequence[tuple[re.Pattern[str], Claim]] = (
        (_UNNEEDED, "not needed"), (_NEEDS, "needed"), (_FORBIDS, "forbidden"), (_ALLOWS, "allowed"),
        (_UNLIKE, "does not fit"),
    )  # fmt: skip
    return next((claim for pattern, claim in tests if pattern.search(text)), "")
