"""Finds which of a record's deadlines a message speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.alternatives import alternatives

_WHO = r"(?:parents?|famil(?:y|ies)|guardians?|households?|moms?|dads?|everyone|homes?)"
_TOLD = (
    r"(?:told|notified|e-?mailed|informed|contacted|written|wrote|alerted|messaged|texted|heard|know|got"
    r"|received|mailed)"
)
DUTIES: Mapping[str, str] = {
    "yearly": r"""
        (?:yearly|annual) (?:\w+ ){0,3}?(?:notice|e-?mail|address|letter|link)
        (?:back[- ]to[- ]school|each year|year'?s) (?:\w+ ){0,3}?(?:notice|e-?mail|address|letter|link)
        contract (?:page|website) address|web ?site address (?:notice|e-?mail|letter)
        where (?:the|our) contracts are
    """,
    "report": r"""
        \b(?:commission|cet|state) (?:\w+ ){0,2}?report|report (?:to|for) (?:the )?(?:commission|cet|state)
        yearly report|annual report|ed(?:ucational)?[- ]tech(?:nology)? (?:commission )?report
    """,
    "calendar": r"""
        calendar check|holidays? (?:and closures|check)|closures check
    """,
    "families": r"""
        \b<WHO>\b(?:\W+\w+){0,4}?\W+<TOLD>\b|\b<TOLD>(?: to)?(?: \w+){0,3}? <WHO>\b
        (?:letters?|notices?|e-?mails?|word)(?: \w+){0,4}? (?:to|for|home to) (?:\w+ ){0,3}?<WHO>
        <WHO> (?:notice|notification|letter|e-?mail)s?|\b(?:went|sent|go) home\b|letters? home
    """,
    "website": r"""
        breach (?:notice|posting|page)
        notice (?:is |was |has been |went )?(?:up |posted )?(?:on|to) (?:the|our) (?:web)?(?: ?site|page)
        post(?:ed|ing)? (?:the |a |our )?(?:breach |incident )?notice|website notice
        notice (?:is|was) at https?:
        web ?site (?:posting|banner)|notice (?:is|was|has been|got) (?:posted|up|online|live)
    """,
    "posting": r"""
        \bpost(?:ed|ings?|s)?\b|\bput (?:\w+ ){1,4}?(?:up|online)\b|publish\w*|upload\w*
        (?:is|it'?s|went|put|was|got|been|are) (?:it |them |that |now |all |both |already )*(?:up|live|online)\b
        \bon (?:the|our) (?:district )?(?:web)? ?(?:site|page|website)\b
    """,
    "end": r"""
        (?:data|records?) (?:was|were|is|are|got|have been) (?:deleted|returned|destroyed|erased)
        deletion (?:letter|certificate|confirm\w+)|confirm\w* (?:the )?(?:deletion|they deleted)
        contract (?:end|expiry|expiration)|deleted (?:our|all|everything)
    """,
    "vendor": r"""
        vendor'?s? (?:clock|deadline|notice)
    """,
}
_ALSO_SITE = re.compile(
    r"\bon (?:the|our) (?:district )?(?:web ?)?(?:site|page|website)|\bposted\b|website", re.IGNORECASE
)
_COMES_UP = re.compile(r"\bbefore\b.{2,40}\b(?:is|comes) up(?!\w| on\b| online)", re.IGNORECASE)
"""A contract that is up has ended, and is not posted."""
_PARTS = {"WHO": _WHO, "TOLD": _TOLD}
_COMPILED = {name: re.compile(alternatives(lines, _PARTS), re.IGNORECASE) for name, lines in DUTIES.items()}


def said_duties(text: str) -> tuple[str, ...]:
    """By their short names, each once; beside families a posting is the one of the breach's notice."""
    found = [name for name, words in _COMPILED.items() if words.search(text)]
    if _COMES_UP.search(text):
        found = [*(one for one in found if one != "posting"), "end"]
    if "families" in found and _ALSO_SITE.search(text) and "yearly" not in found:
        found = [*(one for one in found if one not in {"posting", "website"}), "website"]
    elif "website" in found and "posting" in found:
        found.remove("posting")
    if {"yearly", "report", "calendar"} & set(found):
        found = [one for one in found if one in {"yearly", "report", "calendar"}]
    return tuple(found)
