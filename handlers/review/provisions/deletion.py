"""Does the paper describe how the board asks for deletion?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.lexicon import spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

ASKED = (
    r"BOARD (?:\w+ ){0,2}(?:{may}|have|has|get) … DATA … {delete}",
    r"(?:e-?mail|write|call|contact)\w* …… {delete}",
    r"{delete} …… if (?:told|asked|instructed|so )",
    r"(?:agreed|documented|established) (?:process|procedure) …… {delete}|{delete} …… (?:agreed|documented|established) (?:process|procedure)",
    r"(?:order|request|instruction|demand|letter) …… (?:{delete}|purges?|erases?)",
    r"(?:on|upon|at|after|following) (?:\w+ ){0,3}(?:request|notice|demand|instruction|direction)\w* …… {delete}",
    r"{delete} …… say-so",
    r"{delete} (?:\w+ ){0,3}(?:is|are) (?:\w+ )?(?:supported|available|offered|possible)|(?:support|offer|provide)\w* (?:\w+ )?{delete}",
    r"{delete} …… (?:on|upon|at|after|when|if|following|in response to|pursuant to|by|of) (?:\w+ ){0,6}(?:request\w*|demand|instruction\w*|direction\w*|ask\w*|notice|order|choice|option|election|requests?)",
    r"(?:request|ask|direct|instruct|require|demand|order|tell|write|submit|elect|choose|call)\w* …… {delete}",
    r"{delete}\"? (?:request|ticket|form|instruction|order|demand|tile|button|tab)\w*",
    r"(?:ticket|form|case|request|message) …… {delete}",
    r"(?:wants?|wish\w*|likes?) …… {delete}",
    r"BOARD (?:\w+ ){0,4}(?:{may}|{shall}|can)? ?(?:\w+ ){0,3}{delete} …… (?:DATA|account|student|records?|class(?:es)?|FAMILY|profiles?|everything)",
    r"{delete} …… (?:ask\w*|request\w*|instruct\w*|direct\w*|tells?|says? so|demand\w*)",
    r"{ask} …… DATA (?:be |to be )?{delete}",
    r"requests? for (?:the )?{delete}",
)
REFUSED = (
    r"(?:requests? for (?:\w+ )?{delete}|{delete} requests?) …… {not} (?:be )?(?:accommodat|honou?r|accept|entertain|act|process|consider|grant|fulfil|met|possible)\w*",
    r"up to VENDOR …… {delete}",
    r"{delete} requests? …… {not} …… (?:entertain|accept|honou?r|act|process|consider|grant)\w*",
    r"ignores? …… {delete}",
    r"{delete} …… (?:up to|a matter for) VENDOR",
    r"waives? …… {delete}",
    r"VENDOR (?:\w+,? ){0,8}(?:judgment|discretion|option) …… (?:whether|{delete})",
    r"{not} accept (?:\w+ )?{delete}",
    r"{not} (?:\w+,? ){0,6}(?:obligat\w+|obliged|require\w*|duty|bound|able|agree|commit|undertake|accept|honou?r|entertain|process|fulfil\w*|grant|offer|provide|promise|possible|available|permit\w*) (?:\w+,? ){0,8}{delete}",
    r"{delete} …… (?:{not}) (?:\w+ ){0,3}(?:available|possible|offered|permitted|supported|honou?red|provided|accepted|guarantee\w*)",
    r"{delete} …… (?:sole |absolute |own )?discretion …… (?:VENDOR|its)|{delete} …… (?:its|VENDOR) (?:sole |absolute |own )?discretion|(?:its|VENDOR) (?:sole |absolute )?discretion …… {delete}",
    r"{delete} …… (?:if|when|where|as|whether) (?:VENDOR|we|it) (?:\w+ ){0,4}(?:sees? fit|choos\w+|decid\w+|determin\w+|elect\w*|wish\w*|deem\w*|consider\w*|think\w*|like\w*)",
    r"(?:{not}) (?:\w+ ){0,3}(?:be )?(?:delet\w+|eras\w+|destroy\w*|remov\w+) …… (?:DATA|request|at BOARD|even)",
    r"DATA …… (?:{not}|cannot) (?:\w+ ){0,3}(?:be )?(?:delet\w+|eras\w+|destroy\w*|purg\w+|remov\w+)",
    r"(?:declin|refus|deny|denie)\w* …… {delete}|{delete} …… (?:declin|refus|deny|denie)\w*",
)
KEPT_BY_LAW = r"obligation to (?:maintain|keep|retain|store|preserve)|required by law|law requires|backup|legal hold|{not} (?:\w+ )?(?:re-?identif\w+|undo)|FAMILY accounts?|except|reinstat\w+|need not delete|until|unless BOARD|without BOARD|not delete DATA (?:without|unless)|litigation|state or federal law"
SOFT = r"agreed (?:process|procedure)|what (?:VENDOR|it) can|responsive|good[- ]faith|consider\w*|reasonable efforts|where (?:practicable|feasible|possible)|if (?:practicable|feasible)|try|endeavou?r|attempt|support\w* (?:deletion|requests)|to the extent|may be able|commercially reasonable|work with|cooperat\w*"


TOUCHES = r"{delete}|gone|erasure"
"""Words without which a clause has nothing to do with the item."""


def read_deletion(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    asked = [read for read in promises if _asked(read)]
    refused = [read for read in promises if _refused(read)]
    described = sorted((read for read in asked if _described(read, reading)), key=_strength)
    firm = [read for read in described if not _blank(read, reading) and not read.says(SOFT)]
    pointed = [read for read in promises if _pointed(read)]
    if not firm and pointed and not refused:
        return present(pointed, words.DELETION)
    if refused:
        return contradicted([*refused, *asked], words.NOT_DELETED)
    if firm:
        return present(_with_means(firm[0], reading, firm), words.DELETION)
    if described:
        return weak(described, words.BLANK if any(_blank(read, reading) for read in described) else words.HEDGED)
    if asked:
        return weak(
            sorted(asked, key=_strength),
            words.BLANK if any(_blank(read, reading) for read in asked) else words.DELETION_BARE,
        )
    ended = [
        read
        for read in promises
        if read.says("{delete}", "DATA", "{end}", "option|choice|request\\w*|instruct\\w*|direct\\w*|elect\\w*")
    ]
    return weak(ended, words.DELETION_AT_END) if ended else absent(words.NO_DELETION)


def _asked(read: ReadClause) -> bool:
    """Whether the board, or somebody for it, can ask for deletion."""
    if not any(read.says(pattern) for pattern in ASKED) or not (
        read.says(
            "DATA|account|copies|something|anything|ticket|page|BOARD|FAMILY|class(?:es)?|requests?|deletion|erasure|disposal"
        )
        or read.under("{delete}")
    ):
        return False
    if (read.says("{end}") and not read.says("at any time|request\\w*|during")) or read.says("hazardous|goods"):
        return False
    return not _of_family(read) and not _refused(read) and not read.says("unsubscribe|cookies|public records|subpoena")


def _pointed(read: ReadClause) -> bool:
    """Whether a way stands under a title or question that is about deletion."""
    return (
        read.under("(?:{delete}|getting rid|gone)[^›]*$")
        and read.says(
            "{channel}|hold down|tap|press|goes to|go to",
            "BOARD|VENDOR|owner|teacher|can|write|call|use|go|email|e-mail|click|mail|goes",
        )
        and not read.blank
        and not read.says(SOFT)
        and not _refused(read)
        and not read.under("{end}|retention|disposition")
    )


def _of_family(read: ReadClause) -> bool:
    """Whether only families ask."""
    return read.says("FAMILY …… {ask}|{ask} …… FAMILY") and not read.says("BOARD")


def _refused(read: ReadClause) -> bool:
    return (
        any(read.says(pattern) for pattern in REFUSED)
        and not read.says(KEPT_BY_LAW)
        and read.says("DATA|requests?|FAMILY|{delete}")
        and not read.says("infring\\w*|copyright|beta|suspend|pre-screen|goods|rejected")
    )


def _described(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether the way is told: a channel, or a written request and a time."""
    near = [other for other in reading.around(read, 1, 3) if _on_topic(other, read)]
    channel = any(other.says("{channel}") for other in near)
    written = any(other.says("{written}") for other in near)
    timed = any(spans_in(other.own) for other in near)
    blank = any(other.blank for other in near)
    return channel or blank or (timed and (written or read.says("request|ask|instruct|direct")))


def _on_topic(other: ReadClause, read: ReadClause) -> bool:
    """Whether a clause near by still speaks of the request."""
    if other.at == read.at + 1 and other.says("^(?:method|how|steps?)|submits? (?:\\w+ )?form"):
        return True
    return other is read or (
        other.says("{delete}|request|ask|certif\\w+|instruct\\w*") and not other.says("{end}|FAMILY …… {see}")
    )


def _blank(read: ReadClause, reading: ReadPaper) -> bool:
    return any(other.blank for other in reading.around(read, 0, 2) if _on_topic(other, read))


def _with_means(best: ReadClause, reading: ReadPaper, firm: list[ReadClause]) -> list[ReadClause]:
    """The clause that tells the way first."""
    near = [
        other
        for other in reading.around(best, 1, 3)
        if _on_topic(other, best) and other.says("{channel}") and other is not best
    ]
    if best.says("{channel}") or not near:
        return firm
    return [best, *near, *firm[1:]]


def _strength(read: ReadClause) -> int:
    return (
        -3 * read.says("{channel}")
        - 2 * read.says("BOARD")
        - 2 * bool(spans_in(read.own))
        - read.says("{written}")
        - read.says("VENDOR … {delete}")
        - 2 * read.under("{delete}")
        + 3 * read.says("{end}")
    )
