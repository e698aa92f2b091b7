"""Does the paper say that nothing is kept once the contract expires?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.coverage import HEDGE
from handlers.review.lexicon import spans_in
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, answers_to, contradicted, present, weak

GONE = (
    r"{end} …… (?:hold|keep|have|has|retain)s? no (?:\w+ )?DATA",
    r"{end} …… (?:{delete}|{return})",
    r"(?:{delete}|{return}) …… {end}",
    r"{end} …… {not} …… {keep}",
    r"{not} …… {keep} …… {end}",
)
COMPLETED = (r"{completion} …… (?:{delete}|{return}|{keep})", r"(?:{delete}|{return}|{keep}) …… {completion}")
STAYS = r"{end} …… VENDOR (?:keeps?|retains?|holds? on to|hangs? on to) (?!no )(?:\w+ )?DATA|VENDOR (?:keeps?|retains?|holds? on to|hangs? on to) (?!no )(?:\w+ )?DATA (?:after|beyond|when) …… {end}"
RIGHT = r"{not} (?:\w+ ){0,2}(?:affect|end|limit|disturb|touch)\w* … VENDOR (?:\w+ ){0,2}right to (?:\w+ )?{stash}|right to (?:hold|keep|retain|use|possess) …… (?:continues|survives|persists|goes on)"
LIKES = r"(?:considers?|ha(?:s|ve) (?:a |any )?(?:\w+ )?(?:use|need|reason|purpose)|needs?|wish\w*|finds?|useful|sees? fit|likes?|wants?|choos\w+|deem\w*|decid\w+|think\w*|draws?|could|come in handy|considers?)"
KEEPS = (
    r"retention …… (?:VENDOR|its) discretion",
    r"(?:outlasts?|survives?) the (?:agreement|contract) …… DATA|go on using DATA",
    r"{stash} …… as (?:our|its|VENDOR) business (?:\w+ )?(?:requires|needs)",
    r"VENDOR {may} (?:\w+ ){0,2}{stash} (?:(?!back)\w+ ){0,2}cop(?:y|ies)",
    r"{not} (?:oblige|require|compel|bind)s? VENDOR to {delete}",
    r"{end} …… no effect on VENDOR (?:\w+ )?rights",
    r"(?:VENDOR|DATA) …… {stash} …… (?:for )?(?:as|so) long as (?![^.;]{0,60}?(?:contract|agreement|subscri\w+|active|law|legal|required|term|BOARD|service|provide|account|enrolled))",
    r"VENDOR (?:\w+ ){0,2}(?:reserves? the right|{may}|is free|is entitled) (?:to )?(?:\w+ ){0,2}{stash} DATA …… (?:{end}|discretion|choos\w+|wish\w*)",
    r"rights? in DATA …… surviv\w+",
    r"DATA (?:stays?|remains?) in (?:our|its|VENDOR) (?:archive|database|system)",
    r"{stash} …… as (?:long as|VENDOR) (?:our|its|VENDOR) (?:\w+ ){0,3}(?:requires?|needs?|demands?|allows?)",
    r"VENDOR (?:\w+ ){0,2}never {delete}|{not} (?:ever )?{delete} DATA,? even",
    r"{stash} …… unlimited (?:time|period)",
    r"DATA …… (?:remains?|stays?) with (?:us|VENDOR)",
    r"(?:remains?|stays?) with VENDOR …… {end}",
    r"(?:vault|archive|storage|copies|retention) (?:is|are) (?:\w+ )?(?:permanent|forever|perpetual)",
    r"(?:VENDOR|DATA|FAMILY|accounts?|records) …… {stash} …… (?:indefinite\w*|for ever|forever|perpetu\w*|permanent\w*|any (?:length|period)|even (?:after|if)|without limit|no (?:limit|set)|at (?:its|VENDOR) (?:sole )?discretion)",
    r"VENDOR (?:\w+,? ){0,5}(?:{may}|{shall}|continues? to|also|reserves?) (?:\w+ ){0,5}{stash} …… (?:after|beyond|following) …… {end}",
    rf"{{stash}} …… (?:as long as|for so long as|so long as|until) (?:VENDOR|it|its \w+) (?:\w+ ){{0,5}}{LIKES}",
    r"(?:VENDOR|DATA) … {stash} … (?:business|archiv\w+|statistic\w*|research|planning|product|commercial) (?:\w+,? ){0,5}(?:needs?|purposes?|reasons?|ends?)",
    r"{not} (?:\w+ ){0,6}(?:obligat\w+|require\w*|duty|bound|promise|undertake) …… (?:{delete}|{return}) …… {end}",
    r"{end} …… {not} (?:\w+ ){0,6}(?:obligat\w+|require\w*|duty|bound) …… (?:{delete}|{return})",
    r"{end} …… VENDOR (?:{may}|{shall}) (?:\w+ ){0,4}(?:{stash}|continue)",
    rf"for as long as (?:VENDOR|it|DATA|BOARD|the \w+(?: \w+)?) (?:\w+ ){{0,4}}{LIKES}",
)
"""Ways to keep the data."""
FAMILY_KEEPS = r"FAMILY (?:\w+ ){0,8}(?:account|choos\w+|elect\w*|keep|open|maintain)|required by law|law requires|obliges|backup|disaster|de-identif|deidentif|anonym|aggregate|legal (?:hold|obligation)|confidential\w* (?:obligation|survive)|{not} (?:\w+ ){0,5}{keep}|records of (?:the )?(?:transaction|payment)|invoice|billing|books"
ON_REQUEST = r"(?:on|upon|at|if|when) (?:\w+ ){0,4}(?:request\w*|demand|asks?|asked|direct\w*|instruct\w*|written request)|request\w* (?:\w+ ){0,4}(?:{delete}|{return})|if requested|unless BOARD (?:asks|requests)"
CHOICE = r"option|choice|elect\w*|whichever|directs otherwise|instruct\w+"
LATEST = 93
"""Days within which deletion after the end still follows it."""


TOUCHES = r"{end}|{completion}|{stash}|{keep}|{delete}|{return}"
"""Words without which a clause has nothing to do with the item."""


def read_end(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    gone = sorted((read for read in promises if _gone(read) or _follows(read, reading)), key=_strength)
    done = [read for read in promises if _says(read, COMPLETED) and read.says("DATA|VENDOR")]
    keeps = [read for read in promises if _keeps(read)]
    if keeps:
        return contradicted([*keeps, *gone], words.KEPT)
    firm = [read for read in gone if _firm(read, reading) and read not in done] or [
        read for read in answers_to("end", reading) if _answered(read)
    ]
    if firm:
        return present(firm, words.END)
    late = [read for read in gone if _late(read)]
    if late:
        return weak(late, words.END_LATE)
    if done:
        return weak(done, words.END_OLD)
    if gone:
        blank = [read for read in gone if read.blank]
        return weak(blank or gone, words.BLANK if blank else words.END_ON_REQUEST)
    touched = [
        read
        for read in promises
        if read.says(
            "{delete} …… no longer (?:needed|necessary|required|used)|no longer (?:needed|necessary|required|used) …… {delete}",
            "DATA",
        )
        or (read.says("{keep} … DATA|DATA … {keep}") and (read.under("retention|retain") or spans_in(read.own)))
    ]
    return weak(touched, words.END_VAGUE) if touched else absent(words.NO_END)


def _says(read: ReadClause, patterns: tuple[str, ...]) -> bool:
    return any(read.says(pattern) for pattern in patterns)


def _gone(read: ReadClause) -> bool:
    """Whether the data goes when the contract ends."""
    if not _says(read, GONE) or not read.says("DATA|copies|it holds|what it holds|everything|records?"):
        return False
    return (
        not _keeps(read)
        and not read.says(
            "FAMILY leaves|inactive|beta|BOARD {may} (?:\\w+ ){0,2}(?:export|download|retrieve)|upon deletion request|remov\\w+ (?:\\w+ ){0,3}access"
        )
        and read.says("VENDOR|DATA|everything")
    )


def _follows(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether it goes in time after the end of which the clause before speaks."""
    before = reading.all[max(0, read.at - 1)]
    after_end = before.section == read.section and before.says("{end}") and not before.says("{breach}")
    return (
        after_end
        and read.says("{delete}", "DATA")
        and 0 < min(spans_in(read.own), default=0) <= LATEST
        and not read.says(ON_REQUEST)
    )


def _keeps(read: ReadClause) -> bool:
    """Whether the vendor keeps the data after the end, or as long as it likes."""
    if read.says(STAYS) and not spans_in(read.own) and not read.says(FAMILY_KEEPS):
        return True
    if read.says(RIGHT, "DATA|FAMILY") or (
        read.says(
            "(?:VENDOR|accounts?|records) …… {stash} …… (?:forever|for ever|indefinitely|permanently)", "DATA|FAMILY"
        )
        and not read.says("{not} …… {stash}|de-identif|anonym")
    ):
        return True
    if read.says("{not} (?:be )?(?:\\w+ ){0,2}(?:sold|released|sell|{stash})|license during|during the term"):
        return False
    if read.says("{secure}") and not read.says("archiv\\w+|for ever|forever|indefinite\\w*|permanent\\w*"):
        return False
    return (
        _says(read, KEEPS)
        and not read.says(FAMILY_KEEPS)
        and (read.says("DATA|information|content|FAMILY|copies") or read.under("archive|retention|keep|how long"))
    )


def _firm(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether it goes of itself, or at the board's choice, in time."""
    if read.blank or _late(read) or read.says("{completion}") or read.says(HEDGE):
        return False
    if read.says(
        "(?:hold|keep|have|has|retain)s? no (?:\\w+ )?DATA|{not} … {keep}|automatic\\w*|by itself|of itself", "{end}"
    ):
        return True
    if read.says("no (?:directive|request|instruction)|whether or not|without (?:any |a )?request"):
        return bool(spans_in(read.own))
    if (
        read.says(ON_REQUEST)
        and (read.says("written request") or not read.says(CHOICE))
        and not read.says("or (?:up)?on (?:\\w+ ){0,4}request|(?:terminat|expir)\\w+ (?:\\w+ ){0,6}or ")
    ):
        return False
    near = [
        near_by
        for near_by in reading.around(read, 1, 3)
        if near_by is read or near_by.says("{delete}|{return}", "within|days?|months?|{end}")
    ]
    return any(spans_in(near_by.own) for near_by in near) or read.says(
        "immediately|at once|same day|forthwith|on the (?:last )?day|automatically"
    )


def _answered(read: ReadClause) -> bool:
    """Whether the answer to what happens at the end is deletion in time."""
    return read.says("{delete}") and 0 < min(spans_in(read.own), default=0) <= LATEST and not read.says(ON_REQUEST)


def _late(read: ReadClause) -> bool:
    """Whether it goes later than it should."""
    days = [day for day in spans_in(read.own) if read.says("{delete}|{return}|{keep}")]
    return bool(days) and min(days) > LATEST


def _strength(read: ReadClause) -> int:
    return (
        -3 * read.says("VENDOR …… {delete}|{delete} …… DATA")
        - 2 * read.says("expir\\w+|terminat\\w+")
        - 2 * bool(spans_in(read.own))
        - 3 * read.says("{not} … {keep}")
        - read.says("DATA")
        + 2 * read.says("{completion}")
    )
