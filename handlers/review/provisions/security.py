"""Does the paper promise to keep student data secure and confidential?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

MEASURES = (
    r"VENDOR (?:{shall}|undertakes to) (?:safeguard|protect|secure|guard) …… (?:DATA|confidentiality)",
    r"VENDOR (?:scrambles|guards|locks|shields|encrypts) (?:\w+ )?(?:DATA|it)",
    r"(?:DATA|it|they) (?:\w+ ){0,3}(?:sits?|lives?|resides?|is kept|are kept) …… {safeguard}",
    r"(?:steps|actions|measures|means|care),? …… (?:secure|security|safe) …… (?:confidential\w*|private)",
    r"(?:access|files|disks|copies) (?:\w+ ){0,4}(?:is|are|sit) (?:\w+ ){0,2}(?:confined|limited|restricted|encrypted|locked)",
    r"DATA (?:\w+ ){0,3}(?:is|are) (?:\w+ ){0,2}(?:stored|held|kept|hosted) …… {safeguard}",
    r"(?:guard|protect|preserv|maintain|safeguard|respect)\w* the (?:\w+ )?(?:confidentiality|security|secrecy) of",
    r"(?:VENDOR|{shall}) …… (?:implement|maintain|employ|use|adopt|keep|take|have|put|appl|provide|operate|follow|establish|deploy|protect|safeguard|secure|ensure|encrypt|guard|undertake|run)\w* …… {safeguard}",
    r"{safeguard} …… (?:protect|safeguard|secure|ensure|keep|guard|maintain)\w* …… (?:DATA|{confidential}|{secure})",
    r"(?:DATA|everything|connections?|backups?|traffic|disks?|passwords?|databases?|it) (?:\w+ ){0,4}(?:is|are|shall be|will be|stays?|remains?) (?:\w+ ){0,4}(?:encrypted|protected|secured|guarded|stored (?:\w+ ){0,3}secure)",
    r"(?:keep|hold|maintain|preserv|protect|treat|ensur)\w* …… (?:secure|safe|confidential|security|in confidence|confidentiality) …… ",
    r"(?:security and confidentiality|confidentiality and security|secure and confidential|confidential and secure)",
    r"encrypt\w* … (?:rest|transit|motion|stored|tls|aes|ssl)|(?:tls|aes|ssl)[ -]?\d",
)
"""Ways to promise measures."""
DISCLAIMED = (
    r"DATA (?:\w+ ){0,6}(?:is|are|becomes?) public",
    r"(?:takes?|taking) no (?:\w+ )?(?:steps|measures|action|care) …… (?:{secure})",
    r"no security (?:commitment|promise|guarantee|obligation|assurance)",
    r"(?:gives?|makes?|offers?|provides?) no (?:assurance|promise|guarantee|warranty|commitment) …… (?:{secure}|{safeguard})",
    r"(?:nothing|{not}) …… treated as confidential",
    r"{not} (?:\w+ ){0,2}(?:obligation|duty|commitment) …… (?:{secure}|{safeguard})",
    r"DATA (?:is|are) not (?:\w+ )?(?:confidential|secure|private|protected)",
    r"{not} (?:\w+,? ){0,8}(?:guarantee|warrant|promise|represent|assure|ensure|make any (?:promise|warranty))\w* …… (?:{secure}|{breach})",
    r"{not} (?:\w+ ){0,6}(?:responsib\w+|liab\w+|accountable|answerable|at fault) …… (?:{breach}|{secure}|loss|hack\w*|access)",
    r"(?:disclaims?|excludes?) …… (?:{breach}|{secure})",
    r"{secure} …… (?:{not} (?:\w+ )?(?:guarantee|warrant|promise)\w*|at (?:your|BOARD|FAMILY|its|their) own risk)",
    r"(?:as is|at (?:your|BOARD|FAMILY|its|their) own risk) …… {secure}",
    r"{not} (?:undertake|accept|assume|have|owe|be under)(?:s|ing)? (?:\w+ ){0,4}(?:duty|obligation|responsibility|liability) …… (?:{secure}|{breach})",
)
"""Ways to disclaim security."""
HONEST = r"{not} (?:\w+ ){0,4}(?:method|system|website|transmission|measure|one|company|site|technology|network|safeguard|security|internet|way|program|service)s? …… (?:100 ?%|perfect\w*|absolute\w*|completely|fully|entirely|guarantee\w*|impenetrable|foolproof|fail-?safe|unbreakable)|100 ?%|absolute security|perfect security"
SOFT = r"(?:recogni[sz]es?|deeply|hosted|described|set out|listed|takes?|care|cares|value|values|serious\w*|committed|commitment|important|priority|best efforts|believe|strive|aim|try|tries|do our best|industry[- ]leading|peace of mind|good practice)"
LIMITED = r"(?:BOARD|FAMILY|user|you|customer|teacher)s? (?:\w+ ){0,3}(?:shall|will|must|is|are|agree\w*) (?:\w+ ){0,3}(?:responsible|keep|maintain|protect|safeguard|secure)"


TOUCHES = r"{secure}|{safeguard}|{confidential}|{breach}|{not} responsib\w+|risk|lock"
"""Words without which a clause has nothing to do with the item."""


def read_security(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    promised = sorted((read for read in promises if _promised(read)), key=_strength)
    disclaimed = [read for read in promises if _disclaimed(read)]
    soft = [read for read in promises if read.says(SOFT, "{secure}", "VENDOR|DATA") and read not in promised]
    firm = [read for read in promised if not read.blank]
    if disclaimed and (
        not firm
        or any(_overrides(read) for read in disclaimed)
        or any(read.says("{not} (?:\\w+ ){0,3}(?:obligation|duty) (?:to|of)") for read in disclaimed)
    ):
        return contradicted([*disclaimed, *promised], words.INSECURE)
    if firm:
        return present(firm, words.SECURITY)
    if promised:
        return weak(promised, words.BLANK)
    return weak(soft, words.SOFT_SECURITY) if soft else absent(words.NO_SECURITY)


def _promised(read: ReadClause) -> bool:
    """Whether the vendor promises measures for the data."""
    if read.says(LIMITED) and not read.says("VENDOR (?:shall|will|must|maintain|keep|use|implement)"):
        return False
    if _disclaimed(read) or (
        read.says(r"{not} (?:\w+ ){0,6}{safeguard}") and not read.says(r"{not} (?:\w+ )?(?:limited|less)")
    ):
        return False
    return any(read.says(pattern) for pattern in MEASURES) and _about_data(read) and not _soft_only(read)


def _about_data(read: ReadClause) -> bool:
    return (
        read.says("DATA|everything|security program|secrecy")
        or read.under("{secure}|safeguard|protect")
        or read.says("encrypt")
    )


def _soft_only(read: ReadClause) -> bool:
    return (read.says(SOFT) and not read.says("{safeguard}")) or read.says(
        "(?:recogni[sz]es?|acknowledges?|understands?) the importance"
    )


def _disclaimed(read: ReadClause) -> bool:
    if read.says(
        "beta|third[- ]part\\w+|other (?:sites|websites)|links?|associates|partners|(?:BOARD|FAMILY|user) (?:\\w+ ){0,3}(?:password|credentials|account)|strive|committed"
    ):
        return False
    return any(read.says(pattern) for pattern in DISCLAIMED) and not read.says(HONEST) and read.says("VENDOR|{not}")


def _overrides(read: ReadClause) -> bool:
    """Whether the disclaimer says that it goes before any promise."""
    return read.says(
        "notwithstanding|anything (?:else|to the contrary)|despite (?:any|what|the)|regardless of|nothing in"
    )


def _strength(read: ReadClause) -> int:
    return (
        -4 * read.says("{secure}", "{confidential}")
        - 3 * read.says("VENDOR …… (?:shall|will|must|maintain|implement)\\w* …… {safeguard}")
        - 2 * read.says("DATA")
        - sum(read.says(pattern) for pattern in MEASURES)
        - 2 * read.under("{secure}|safeguard")
        + 3 * read.says("subprocessor|subcontractor|third part")
    )
