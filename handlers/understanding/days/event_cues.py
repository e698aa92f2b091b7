"""The words that tell what happened on a day: signed, posted, discovered, notified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handlers.dialogue import bounded_re as re

Happening = Literal["signed", "posted", "noticed", "sent", "told", "found", "broke", "other", ""]
"""``noticed``: the board had the vendor's notice; ``sent``: it was on its way; ``told``: the families were told.

``found``: the breach was discovered; ``broke``: it happened; ``other``: no clock runs from it; empty: nobody can tell.
"""
_SHORT: Mapping[str, str] = {
    "US": r"(?:us|me|our|the (?:school |local )?(?:board|district|superintendent|school|principal)|boe)\b",
    "FAMILY": r"(?:parents?|famil(?:y|ies)|guardians?|homes?|households?|moms?|dads?|students?|kids|everyone|them)\b",
    "ALL": r"(?:(?:the|our|all|of|those|these|affected|any) )*",
    "VENDOR": r"(?:they|it|(?:the |our |a )?(?:vendor|company|contractor|operator|provider|firm|supplier|maker))",
    "PAPER": r"(?:notices?|notifications?|letters?|e-?mails?|messages?|calls?|memos?)",
    "OF_IT": r"(?:the|a|an|that|their|its|his|her|our|this|breach|incident|vendor'?s?|written|formal|official|\w+'s)",
    "BREACH": r"(?:(?:it|the|a|an|that|this|its|their|data) )*(?:breach|leak|hack|incident|theft)",
    "TELL": (
        r"(?:tells?|told|telling|inform(?:ed|ing|s)?|notif(?:y|ied|ies|ying)|alert(?:ed|ing|s)?|warn(?:ed|ing|s)?"
        r"|wr(?:ites?|ote|itten)|e-?mail(?:ed|ing|s)?|mail(?:ed|ing|s)?|call(?:ed|ing|s)?|phoned?|contact(?:ed|ing|s)?"
        r"|messaged?|reach(?:ed)?(?: out)?)"
    ),
    "TOLD": r"(?:told|informed|notified|alerted|warned|contacted|e-?mailed|called|phoned|reported|wrote|disclosed)",
    "WERE": r"(?:(?:have|had|has|only|first|finally) )*(?:were|was|are|is|been|got|get) (?:(?:just|not) )*",
    "WAS": r"(?:(?:were|was|are|is|be|been|get|gets|got|had|have|has|will|only|first|finally|just|not|then|'ll) )*",
}
_PHRASES: Mapping[Happening, str] = {
    "signed": r"""
        (?:counter-?)?sign(?:ed|s|ing)?\b(?! (?:up|in|on to)\b)
        (?:counter-?)?signatures?\b(?: (?:was|were|is))?(?: (?:landed|came|arrived|received))?
        execut(?:ed|ion|ing|es|e)\b
        ink(?:ed)?\b(?: dried)?
        finali[sz]ed|entered into|closed the deal
    """,
    "posted": r"""
        post(?:ed|s|ing)?\b|publish\w*|upload\w*|put \w+ (?:up|online)|on the web
        (?:on|onto|to|up on) (?:the|our) (?:(?:board|district|school|town)(?:'s)? )?(?:web ?)?(?:site|page)
        (?:went|goes?|got|was|is) (?:up|live|online)\b
    """,
    "noticed": r"""
        <TELL>(?: (?:back|over))?(?: to)? <US>
        (?:we|i|board|district|superintendent|school) <WERE>(?:<TOLD>|aware)\b(?! <ALL>(?:<FAMILY>|vendor|company))
        (?:heard|hear|got word|word came|word reached|got wind)\b
        (?<!by )(?:<OF_IT> )*<PAPER>(?: (?:of|about|on) <BREACH>)?\b
        (?:<PAPER> )?(?:(?:that we|has been) |<WAS>)(?:receiv\w+|rec'?d|reciev\w+|receipt|arriv\w+|landed|came(?: in)?)
        (?:<PAPER> )?(?:(?:reached|got to|came to|made it to) <US>|hit (?:our|the|my)(?: \w+)?|in our inbox)
        got (?:it|this|that)\b|got (?:<OF_IT> )*<PAPER>
        <VENDOR> <WAS><TOLD>\b(?! <ALL><FAMILY>)
        report(?:ed|s)?\b|disclosed
    """,
    "sent": r"""
        (?:sent|sends|mailed|dispatched|e-?mailed)(?: (?:us|out))?(?: (?:<OF_IT> )*<PAPER>)?\b
    """,
    "told": r"""
        <TELL>(?: (?:back|out))?(?: to)? <ALL><FAMILY>
        <ALL>(?:parents|families|guardians|homes|students|kids|everyone) <WAS>(?:<TELL>|hear|learn|receiv|kn[eo]w)\w*
        (?:<PAPER>|word)(?: (?:went|go|goes|going|sent|out|is|was))* (?:to|for|home to) <ALL><FAMILY>
        <PAPER> (?:went )?(?:home|out)\b|(?:went|sent|go|going) (?:home|out)\b
        (?:we|i) (?:<WAS>|(?:plan|want) to )(?:<TELL>|sen[dt])\b(?! (?:<US>|<ALL>vendor))(?: (?:<OF_IT> )*<PAPER>)?
        sent (?:<OF_IT> )*<PAPER> to <ALL><FAMILY>
        our (?:own )?(?:(?:family|parent) )?(?:<PAPER>|post|warning)(?: (?:to|for) <ALL><FAMILY>)?
    """,
    "found": r"""
        (?:discover\w*|found\b(?: out)?)(?: <BREACH>(?: of (?:\w+ ){0,3}\w+)?)?
        (?:knew|learn(?:ed|t)|became aware|found out) (?:of|about) (?:\w+ ){0,2}?(?:leaked|stolen|exposed|lost|hacked)\b
        find(?:s|ing)?\b|detect\w*|notic(?:ed|es|ing)\b|spotted|learn(?:ed|t|s)?\b|became aware|uncovered
        reali[sz]ed|identified|knew|known|came to light
    """,
    "broke": r"""
        breach\w*|hack\w*|leak\w*|incident|attack\w*|ransomware|intrusion|stolen|happened|occurred|exposed
        compromised|got (?:out|in|loose)|lost|cyber\w*|spill\w*
    """,
    "other": r"""
        (?:board |council )?(?:meets?|meeting|met|voted?|votes|approv\w+)\b
        tak(?:es?|ing) effect|effective|in effect|in force
        starts?\b|begins?\b|began|started|opens?\b
        resum\w+|end(?:s|ed)?\b|expir\w+|runs?\b|goes live|renew\w*|comes? back
        roll(?:s|ed)? out|terminat\w+|back (?:on|in|at)\b|return(?:s|ed)?\b
        clos(?:ed|es|ure)|vacation|break\b|recess|holiday|snow ?day|weekend|thanksgiving|juneteenth|christmas
        good friday|(?:columbus|veterans'?|vets|labor|memorial|lincoln'?s?|presidents'?|mlk) day
        today is|today's|it'?s\b|it is|now\b|dated|postmarked|date of the letter
        (?:reads?|opened|saw|seen)(?: (?:it|<OF_IT>|<PAPER>))+
        bought|buy|purchas\w+|paid|invoiced?|quoted?|first used|logged in
    """,
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell what happened, and where they stand."""

    what: Happening
    start: int
    end: int


def cues(text: str, start: int, end: int) -> tuple[Cue, ...]:
    """The cues between two places, in order; of those that overlap, the longest."""
    kept: list[Cue] = []
    for cue in sorted(_all(text, start, end), key=lambda cue: (cue.start - cue.end, cue.start)):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda cue: cue.start))


def _all(text: str, start: int, end: int) -> Iterator[Cue]:
    for what, phrase in _CUES:
        for match in phrase.finditer(text, start, end):
            yield Cue(what, match.start(), match.end())


def _compiled() -> Iterator[tuple[Happening, re.Pattern[str]]]:
    """Each line on its own, so that the longest of all is found."""
    for what, lines in _PHRASES.items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            words = re.sub(r"<([A-Z_]+)>", lambda name: _SHORT[name[1]], line)
            yield what, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)


_CUES = tuple(_compiled())
