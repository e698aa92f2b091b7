"""Does the paper say that student data is neither the vendor's property nor under its control?"""

from __future__ import annotations

from handlers.review import words
from handlers.review.clauses import ClauseKind
from handlers.review.coverage import narrow, part_only
from handlers.review.lexicon import rx
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

THEIRS = (
    r"none of DATA (?:is|are|becomes?) VENDOR",
    r"DATA:? {not} (?:ours|VENDOR)",
    r"FAMILY[^.;]{0,60}? (?:is|are|stays?|remains?) theirs|VENDOR claims? none",
    r"DATA … belongs? to (?:them|it)",
    r"{not} … (?:transfer|convey|give|grant|vest|confer|assign)\w* … (?:{own}|rights?) … VENDOR",
    r"(?:{own}) (?:stays?|remains?|rests?|lies|vests?) with BOARD",
    r"DATA[^.;]{0,60}?\bproprietary to BOARD",
    r"DATA[^.;]{0,200}?\b(?:{not}|isn't) (?:\w+ ){0,3}(?:belong to|property of|owned by) VENDOR",
    r"{not}[^.;]{0,40}? (?:is|are|be|becomes?) VENDOR (?:\w+ ){0,3}property",
    r"VENDOR …… {not} (?:\w+ ){0,4}{own} (?:in|of|to|over) (?:\w+ )?DATA",
    r"DATA … {be} … BOARD (?:\w+ ){0,2}(?:property|own)\b",
    r"DATA … (?:{be}|shall) … (?:property of|owned (?:\w+ ){0,2}by|ownership of|belong\w*(?: \w+){0,3} to|vested in|yours) … (?:BOARD|FAMILY)?",
    r"DATA (?:(?:shall|will|always|also|exclusively|solely|still|\w+ly) )?(?:belongs? to|{be} (?:always |at all times )?(?:the )?(?:sole |exclusive )*property of|{be} owned (?:\w+ ){0,2}by) (?:\w+ ){0,3}(?:BOARD|FAMILY)",
    r"DATA (?:{be}|{shall} \w+|{keep}) (?:\w+ ){0,4}(?:yours|BOARD property|BOARD own\b|BOARD(?:,| and| or)? \w* ?property|theirs)",
    r"(?:BOARD|FAMILY)[^.;]{0,60}?\b{hold} (?:\w+,? ){0,6}?(?:{own}|all rights?|every right|rights? (?:in|over)) (?:[\w,]+ ){0,6}?(?:in|to|over|of|and)? ?[^.;]{0,30}?DATA",
    r"(?:BOARD|FAMILY) (?:\w+ )?(?:owns?|is the (?:sole )?owners? of|are the (?:sole )?owners? of|retains? ownership of|{shall} own) (?:[\w,]+ ){0,3}DATA",
    r"DATA[^.;]{0,100}?\b{not}\b[^.;]{0,80}?\b(?:{own}) [^.;]{0,60}?VENDOR",
    r"DATA[^.;]{0,100}?\b{not}\b[^.;]{0,80}?\bVENDOR(?:'s)? (?:\w+ ){0,2}{own}",
    r"DATA[^.;]{0,80}?\b(?:stays?|remains?|{be}) (?:\w+ ){0,2}outside[^.;]{0,40}?VENDOR[^.;]{0,30}?(?:{own}|{control})",
    r"VENDOR[^.;]{0,60}?\b(?:{not}|disclaims?|waives?|{gain} no)\b[^.;]{0,70}?\b(?:{own}|(?:right|interest)[^.;]{0,20}) [^.;]{0,80}?DATA",
    r"VENDOR(?: \w+){0,3} (?:{not}|disclaims?)(?: \w+){0,5} (?:ownership|title|own|owner|property|claim)",
    r"DATA … (?:{not}) (?:owned|owned or controlled|controlled or owned) by VENDOR",
    r"(?:{not}) owned (?:nor|or) controlled by VENDOR",
    r"(?:{own}) (?:of|in|to) (?:\w+ ){0,3}DATA[^.;]{0,60}?\b(?:{be}|vests?|rests?|lies|stays?|with)\b[^.;]{0,40}?(?:BOARD|FAMILY)",
    r"(?:BOARD|FAMILY|lea)(?: \w+){0,4} (?:controller/)?owner of DATA",
)
"""Ways to say whose the data is."""
NOT_CONTROLLED = (
    r"(?:{control}) of (?:\w+ ){0,3}(?:BOARD|FAMILY)",
    r"BOARD(?:'s)? (?:\w+ ){0,4}{control}",
    r"{not} …… {control} …… VENDOR|{not} …… VENDOR …… {control}|VENDOR …… {not} …… {control}",
    r"outside[^.;]{0,40}?VENDOR[^.;]{0,30}?{control}",
    r"{control}(?:led)? by (?:\w+ ){0,2}BOARD",
    r"{control}[^.;]{0,40}?\b(?:rests?|stays?|remains?|lies|is|are) (?:\w+ ){0,2}with (?:\w+ )?BOARD",
)
"""Ways to say that the vendor does not control it."""
UNDER_CONTROL = (
    r"direct {control} … DATA|DATA … direct {control}|under the (?:direct )?control of BOARD|on behalf of BOARD … DATA|DATA … on behalf of BOARD",
)
"""Control alone, without a word on whose the data is."""
SURE = (
    r"(?:assigns?|conveys?|cedes?) (?:all )?DATA to VENDOR|works? made for hire …… VENDOR|DATA as (?:our|its) own",
    r"(?:FAMILY|BOARD)[^.;]{0,40}?\b(?:gives? up|waives?|relinquish\w*|surrenders?|disclaims?|cedes?|forfeits?) (?:\w+ ){0,3}(?:ownership|title|rights? in)",
    r"(?:title|ownership) (?:\w+ ){0,3}(?:is|are) ours|what (?:BOARD|FAMILY) (?:\w+ ){0,4}(?:is|are|becomes?) ours",
    r"VENDOR,? and not (?:BOARD|FAMILY),? (?:\w+ ){0,4}owns?",
)
"""Ways that need no look at what is denied."""
OURS = (
    r"VENDOR rights? in DATA (?:\w+ ){0,2}(?:perpetual|exclusive|unlimited|permanent)",
    r"DATA may be (?:\w+,? ){0,6}(?:sold|published|exploited|used) (?:\w+ )?by VENDOR (?:\w+ ){0,4}(?:forever|without|any)",
    r"assigns? to VENDOR (?:\w+ ){0,4}(?:interest|rights?|title)",
    r"jointly own|co-own|VENDOR and BOARD (?:\w+ ){0,2}(?:own|share ownership)",
    r"(?:{own}|rights?) (?:in|to|of) (?:\w+ ){0,2}DATA …… (?:pass(?:es)?|transfers?|vests?|moves?|goes) (?:to|in|on to) (?:\w+ )?VENDOR",
    r"(?:transfers?|assigns?|conveys?|hands? over|cedes?) (?:\w+ ){0,3}to VENDOR (?:\w+ ){0,2}(?:rights?|title|ownership)",
    r"VENDOR (?:has|have|holds?|retains?|enjoys?) (?:\w+ ){0,2}ownership of (?:\w+ )?DATA",
    r"DATA[^.;]{0,120}?\b(?:is|are|becomes?|shall be(?:come)?|will be(?:come)?)(?: \w+){0,2} (?:ours|VENDOR own)\b",
    r"\b(?:becomes?|is|are|shall be(?:come)?) (?:the )?(?:\w+ ){0,3}property of (?!_|\[|(?:the )?(?:\w+ ){0,2}(?:BOARD|FAMILY|public|state|us government|individual|party|owner|respective|user|creator|author|town|person))\w+",
    r"VENDOR (?:\w+ ){0,4}(?:be|is|are|becomes?|remains?) (?:the )?(?:\w+ ){0,2}owners? of (?:\w+ ){0,3}DATA",
    r"DATA[^.;]{0,120}?\b(?:is|are|becomes?|shall be|will be|remains?|stays?)(?: \w+){0,4} VENDOR (?:\w+ ){0,3}(?:property|asset)",
    r"VENDOR (?:(?:hereby|also|shall|will|exclusively|solely|alone|\w+ly|and its \w+) ){0,3}(?:owns?|is the (?:sole |exclusive )*owner|retains? (?:all |full |sole |exclusive )*(?:ownership|title|right)|keeps? (?:all |full )*(?:ownership|title)|acquires? (?:all |full )*(?:ownership|title)|takes? (?:title|ownership)|holds? (?:all )?(?:title|ownership)|will own|shall own) (?:[^.;]{0,80}?)DATA",
    r"DATA[^.;]{0,80}?\b(?:{be}|becomes?|shall be(?:come)?|will be(?:come)?)\b(?: \w+){0,6}? (?:property|asset|owned) (?:of|by)? ?(?:\w+ )?VENDOR",
    r"DATA[^.;]{0,80}?\b(?:{be}|becomes?|shall be(?:come)?|will be(?:come)?)(?: \w+){0,3} (?:VENDOR (?:sole |exclusive )*(?:property|asset)|ours)\b",
    r"DATA[^.;]{0,80}?\bbelongs?(?: \w+){0,2} to (?:\w+ )?VENDOR",
    r"(?:own|property of) VENDOR[^.;]{0,20}? DATA",
    r"assigns?(?: and transfers?)? to VENDOR[^.;]{0,80}?(?:right|title|DATA)",
)
"""Ways to say that the vendor owns it."""
LICENSE = (
    r"(?:{not} )?(?:grants?|gives?|granted|given|license|licence|licenses|right) …… (?:perpetual|irrevocable|unrestricted|unlimited|sublicens\w+|transferable|any purpose|for ever|forever|commerciali[sz]e|exploit|derivative|sell|any manner|in any way|whatever way|any medi|never ends?|without end|however (?:it|VENDOR)|let others|cannot be taken back|everlasting|without limit)",
)
"""A license so broad that it comes to ownership."""
DIRECT = r"(?:owns?|owners? of|property) (?:\w+ ){0,2}DATA|DATA (?:\w+ ){0,4}(?:property|ours)"
HELD = r"(?:BOARD|VENDOR|FAMILY|they|who) own|owns|owned|owners?|ownership|title|property|proprietary|dominion|copyright|belongs?|all rights|controller"
NOT_DATA = r"de-identif|deidentif|anonym|aggregate|statistic|feedback|suggestion|software|source code|trademark|{not} (?:\w+ ){0,3}(?:DATA|include)|our (?:content|materials|platform)|documentation|derived|work product|deliverable|equipment|invention|usage (?:data|statistics|information)|telemetry"


TOUCHES = r"{own}|{control}|licen[sc]e|rights?|grants?|ours|yours|controller|outside|claims?|transfer\w*|assigns?|publish\w*|whose"
"""Words without which a clause has nothing to do with the item."""


def read_property(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    theirs = [read for read in promises if (_says(read, THEIRS) or _answered(read)) and not _ours(read)]
    ours = [read for read in promises if _ours(read) or _licensed(read)]
    if not theirs and not ours:
        theirs = [read for read in promises if _holder(read, reading) == "theirs"]
        ours = [read for read in promises if _holder(read, reading) == "ours"]
        if theirs and not ours and not any(read.says("DATA") for read in theirs):
            return weak(theirs, words.PART)
    control = [
        read
        for read in promises
        if _says(read, UNDER_CONTROL) or read.says("ownership (?:\\w+ ){0,5}(?:settled|agreed|determined|decided)")
    ]
    if ours:
        return contradicted([*ours, *theirs], words.OURS)
    if not theirs:
        return weak(control, words.CONTROL_ALONE) if control else absent(words.NO_PROPERTY)
    best = sorted(theirs, key=_strength)
    if all(read.blank for read in theirs):
        return weak(best, words.BLANK)
    if (narrow(reading) and len(theirs) < 2) or part_only(theirs, reading):
        return weak(best, words.PART)
    full = [read for read in best if _says(read, NOT_CONTROLLED)]
    return present([*full, *best] if full else best, words.PROPERTY)


def _strength(read: ReadClause) -> int:
    return -sum(read.says(pattern) for pattern in (*THEIRS, *NOT_CONTROLLED))


def _says(read: ReadClause, patterns: tuple[str, ...]) -> bool:
    return read.clause.kind is ClauseKind.PROMISE and any(read.says(pattern) for pattern in patterns)


def _holder(read: ReadClause, reading: ReadPaper) -> str:
    """Who holds the data by the words for it alone, in whatever order: "theirs", "ours" or nobody."""
    near = read.says("DATA|content|submissions") or (
        read.says("\\b(?:it|those|title|ownership)\\b")
        and not read.says("goods|lesson plans|intellectual|infring\\w*|equipment")
        and any(other.says("DATA|FAMILY") for other in reading.around(read, 1, 3))
    )
    if (
        not near
        or not read.says(HELD)
        or (read.says(NOT_DATA) and not read.says(DIRECT))
        or read.says(
            r"payment|fee|copy of|next title|material ownership|chang\w+ (?:in|of) (?:control|ownership)|job title|title:"
        )
    ):
        return ""
    verb = rx(HELD).search(read.words)
    denied = bool(verb and rx("{not}").search(read.words, 0, verb.start()))
    if read.says("(?:to|of|by|with|in) (?:\\w+ ){0,2}VENDOR|VENDOR (?:\\w+ ){0,4}{own}"):
        return "theirs" if denied else "ours"
    if read.says("BOARD|FAMILY"):
        return "" if denied else "theirs"
    return ""


def _answered(read: ReadClause) -> bool:
    """Whether the question whose the data is is answered by the board."""
    return read.under("(?:who owns|whose|{own})[^›]*\\?[^›]*$") and read.says("^(?:BOARD|FAMILY)|{not} (?:ours|VENDOR)")


def _ours(read: ReadClause) -> bool:
    """Whether it gives the data to the vendor."""
    if any(read.says(pattern) for pattern in SURE):
        return True
    return (
        _says(read, OURS)
        and read.says("DATA|materials|content|submitted|submissions")
        and (not read.says(NOT_DATA) or read.says(DIRECT))
        and not read.says(r"outside|(?:{not}) [^.;]{0,40}?(?:{own})|{own} {not}\b|{own}[^.;]{0,60}? other than DATA")
    )


def _licensed(read: ReadClause) -> bool:
    """Whether it gives the vendor a license without bounds to the data."""
    if not read.says("license|licence|right|permission|grant|give", r"VENDOR", "DATA|anything|everything") or read.says(
        "supplier|feedback"
    ):
        return False
    return (
        _says(read, LICENSE)
        and not read.says(
            r"{not} (?:\w+ ){0,4}(?:license|licence|right|grant|transferable|sublicens)|license to (?:BOARD|FAMILY)|grants? (?:to )?(?:BOARD|FAMILY)"
        )
        and read.says(
            r"(?:BOARD|FAMILY|user)s? …… (?:grants?|gives?|license|licence)|(?:grants?|gives?|granted to) VENDOR|VENDOR (?:has|have|obtains?|receives?|gets?|takes?) (?:\w+,? ){0,6}(?:license|right)"
        )
    )
