"""Does the paper say that the vendor uses student data only as the contract authorizes?"""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.review import words
from handlers.review.coverage import strict
from handlers.review.lexicon import rx
from handlers.review.read import ItemVerdict, ReadClause, ReadPaper, absent, contradicted, present, weak

USES = r"DATA … (?:is|are) for|for anything else|any other {use}|(?:hosts?|cop(?:y|ies)|displays?|stores?|transmits?|access(?:es)?|collects?) …… DATA …… {only}|DATA …… {only}|put|it is (?:only )?{use}|if (?:a|the|any) use|touch\w*|do (?:anything )?with|put to|{not} …… (?:one|a single|any) thing|VENDOR …… {use}|{use} …… by VENDOR|{use} DATA|{use} of DATA|DATA …… {use}|{use} …… DATA|{use} it"
BOUND = (
    r"{use} …… for no (?:other )?purpose",
    r"{not} (?:be )?further {use}",
    r"any {use} of DATA …… (?:forbidden|prohibited|barred|out of bounds|{not} allowed)",
    r"DATA … (?:is|are) for …… no other",
    r"{not} …… for anything else",
    r"any other {use} … (?:out of bounds|forbidden|prohibited|{not} allowed|ruled out|barred)",
    r"{use} … for one (?:end|thing|reason|purpose)",
    r"{use} …… {not} otherwise",
    r"(?:hosts?|cop(?:y|ies)|displays?|stores?|transmits?|access(?:es)?|collects?) …… {only} …… {purpose}",
    r"{use} for (?:one|a single|the sole) purpose",
    r"DATA (?:serves?|is for|are for) … nothing (?:else|more)",
    r"{use} … (?:generally|usually|mostly)",
    r"(?:prohibited|barred|forbidden|precluded) from (?:\w+ )?{use} … {other}",
    r"nothing (?:else|more|other) with (?:DATA|it)",
    r"only {use} (?:allowed|permitted)",
    r"(?:{use}|touch\w*|do(?:es)? (?:anything |something )?with) … (?:alone|begins? and ends?|one (?:reason|purpose|use|end) only|no other (?:end|use|reason|way)|that's all|nothing (?:else|more))",
    r"{not} (?:do )?(?:anything|something) (?:\w+ )?with … DATA",
    r"(?:refrains?|stops?) (?:\w+ )?(?:from )?{use} …… (?:outside|beyond|other)",
    r"{use}[^.;]{0,60}?in accordance with",
    r"{only} (?:thing|purpose|reason|use) …… (?:DATA|VENDOR)",
    r"(?:generally|usually|normally|mostly) {use}|{use} (?:\w+ ){0,2}(?:mainly|primarily|mostly|generally|chiefly)",
    r"limit its {use} … {purpose}",
    r"(?:mainly|primarily|intend\w*) …… (?:use|provide|connection)",
    r"{not} … (?:put|apply|turn) … DATA … (?:other|any) (?:purpose|use|end)",
    r"{only} (?:to|for|in) (?:\w+ ){0,6}{purpose}",
    r"{use} … no (?:other )?(?:\w+ )?purposes? (?:but|other|except|save|beyond)",
    r"{not} … {use} … (?:additional|other|different|another|further) (?:\w+ )?(?:way|purpose|use|manner|reason|end)",
    r"{use} (?:is |isn't |that is )?(?:not )?one of (?:those|these) … {not}",
    r"{not} (?:do |make )?(?:one|a single|any) thing (?:more|else|other)",
    r"{use} … {only} … {purpose}",
    r"{only} … {use} … {purpose}",
    r"{only} … {purpose} … {use}",
    r"{use} … {purpose} … {only}",
    r"{not} … {use} … {other} … {purpose}",
    r"{not} … {use} … (?:any|another|a different|some other) (?:other |unauthorized )?(?:purpose|reason|end|use)",
    r"{not} …… {use} …… (?:beyond|outside|unless|except|other than) …… {purpose}",
    r"{not}(?: other)? (?:\w+ )?{use} … {other}",
    r"DATA … {use} … {only}",
    r"make no (?:\w+ )?use of",
    r"purposes? … {only}",
    r"{use} … (?:for|in|to)(?: \w+){0,4} and (?:for )?(?:nothing|none|no) (?:else|other)",
    r"(?:limited?|limits|restricts?|confines?|confined) (?:\w+ ){0,4}{use} … {purpose}",
    r"{use}[^.;]{0,60}? (?:is|are|be) (?:strictly )?(?:limited|restricted|confined) to",
)
"""Ways to bind the use to a purpose."""
FREELY = (
    r"(?:(?:new|other|additional|future|commercial|more|next|our own|its own|own|improved|better|further|different) (?:[\w-]+ ){0,2}(?:packs?|curricul\w+|titles|challenges?|courses?|lessons?|materials|products?|services?|features?|titles|offerings|tools|lines?|business|purposes?))|"
    r"marketing|market (?:to|its|our|new|other)|advertis\w+|ads|promot(?:e|ing|ion\w*)|any (?:lawful |legal |legitimate |business |commercial |other )*(?:purpose|reason|use|manner|way)\b|"
    r"(?:business|commercial|internal|legitimate business|own|strategic)(?: and \w+)? (?:purposes?|ends?|needs?|interests?|reasons|planning)|"
    r"(?:train|teach|develop|build|tune|fine-tun|improv)\w* (?:[\w,']+ ){0,7}(?:model|models|algorithm\w*|artificial intelligence|ai|machine learning|products|lines?)|"
    r"research and development|product research|product (?:development|research|improvement)|develop(?:ing|ment)?(?: and \w+)? (?:of )?(?:new )?products|(?:sell|sold|selling|monetiz\w+|commerciali[sz]\w+|license) (?:\w+ ){0,4}|"
    r"as (?:we|VENDOR|it) (?:\w+ ){0,3}(?:sees? fit|deems? (?:\w+ )?(?:appropriate|useful|necessary|fit)|likes?|chooses?|pleases?|wish|wishes|determines?)|however (?:we|VENDOR)|at (?:its|our) (?:sole )?discretion|"
    r"recommend\w* (?:other )?products|suggest (?:other )?products|benchmark\w*|partners? for their|brands|(?:our|its) audience|useful to (?:its|our|VENDOR) business|identify (?:\w+ ){0,4}(?:buy|customers|households|prospects)|"
    r"improve and expand|lead generation|data products"
)
"""Ends that no school asked for."""
BETTER = r"(?:improv|enhanc|refin|expand|advanc|optimi[sz]|develop|creat|design|test)\w* (?:and (?:\w+ ){0,2})?(?:\w+ ){0,2}?(?:(?:our|its|VENDOR|their|other) (?:\w+ ){0,2})(?:products?|services?|offerings?|software|platform|technolog\w+|algorithms?|business|tools|models?|features|apps?)"
ANALYTICS = r"(?:product|business|market|own|usage|internal|customer) (?:analytics|analysis|intelligence|insights?|research)|analytics (?:products?|business)|(?:for|and) (?:its|our|VENDOR) (?:own )?analytics|data mining|monetiz\w+"
FREE = rf"{{may}} (?:\w+ )?commerciali[sz]e|(?:includes?|including)[^.]{{0,40}}(?:improv\w+|train\w+|develop\w+) (?:of )?[^.]{{0,40}}models?|(?:used|use|using)[^.]{{0,60}}(?:refine|improve|build|train)[^.]{{0,60}}(?:for itself|licensees|recognition|models?)|DATA[^.]{{0,40}}(?:shared|sold|disclosed|provided|licensed|given)[^.]{{0,60}}(?:affiliates|partners|sponsors|advertisers|brokers|marketers|colleges)|DATA[^.]{{0,40}}(?:featured|shown|appear|included|published)[^.]{{0,20}} in (?:our|VENDOR|its) (?:advertis|market|promot)|make (?:\w+ )?(?:commercial|any|free|full) use of DATA|send offers|(?:contact|send|get)[^.]{{0,30}}(?:FAMILY|offers)[^.]{{0,40}}(?:offers?|announcements|promotions?)|partners (?:\w+ ){{0,2}}who|(?:{{may}}|{{shall}}|VENDOR) (?:\w+ ){{0,3}}(?:be )?(?:share|sell|sold|trade|rent|swap|license|disclose)[^.]{{0,60}}?(?:affiliates|partners?|others|colleges|recruiters|sponsors|advertisers|brokers|marketers|third part\w+ for)|(?:use|uses|used|using|look at|analy[sz]e\w*|mine|study|process\w*|exploit\w*|employ|utiliz\w+|put|share|sell|disclose|license|commerciali[sz]e|exploit|analy[sz]e|combine|mine)(?:,? (?:and|or) \w+)?[^.]{{0,200}}?(?:{FREELY}|{BETTER}|{ANALYTICS})"
"""Use for such ends."""
TURN = re.compile(r"\bfor the avoidance of doubt\b|\bexcept that\b|\bbut (?=VENDOR|may)|\bhowever\b|\balthough\b|\| ")
"""Where a clause turns to what is allowed after all."""
HELPS = rf"(?:DATA|FAMILY responses)[^.]{{0,80}}?(?:helps?|feeds?|powers?|informs?|lets?|allows?|enables?|to)[^.]{{0,60}}?(?:{FREELY})"
"""The data serving such ends."""
STRIPPED = r"de-identif|deidentif|anonym|aggregate|identifier\w* (?:has|have|is|are|been)|cannot (?:reasonably )?(?:be )?identif|{not} identif\w+|stripped|usage statistics"
ONE_END = r"{use} …… to (?:amass|build|create|engage|target|compile|assemble|develop|market|advertise)\w* …… (?:except|other than|unless|save)"
"""A ban of one use, with its exception."""
LIMIT = r"{only}|{not} … (?:other|else|anything|beyond|outside|except|unless)|no other|nothing else|no further"
"""What bounds a use."""
UNBOUND = r"VENDOR (?:\w+ ){0,2}{use} (?:\w+ )?DATA (?:to (?:provide|run|deliver|operate|benefit|support|help)|in ways|in connection|responsibly)"
"""A use that is named and not bounded."""
SINGLE = r"{not} (?:\w+ ){0,4}(?:sell|rent|advertis\w+|market\w*|commercial\w*)"
"""A promise against one use alone."""
OTHERS_DATA = r"(?:BOARD|FAMILY|user|teacher|visitor|parent|adult|administrator|billing|contact|staff|educator)s? (?:\w+ ){0,2}(?:shall|will|must|may|can|agree)s? (?:not |only )*(?:use|access)|access to the (?:service|site|software)|use (?:of )?(?:the |this |our )?(?:service|site|software|app|platform|website|license)|cookies"


TOUCHES = r"anything|nothing|{use}|{only}|purposes?|touch\w*|with DATA|thing|market\w*|advertis\w+|sell|sold|share|partners?|analy\w+|train\w*|serves?|make|offers?|contact|put|trade|disclose|license|rent|study|mine|featured|publish\w*|shown|colleges"
"""Words without which a clause has nothing to do with the item."""


def read_purpose(reading: ReadPaper) -> ItemVerdict:
    """What the paper does with the item."""
    promises = reading.touching(TOUCHES)
    bound = [read for read in promises if _bound(read)]
    free = [read for read in promises if _free(read) and not _stripped_before(read, reading)]
    hedged = [
        read for read in free if _own_service(read) or (_bounds(read) and not read.says("except that|however|although"))
    ]
    firm = [read for read in bound if not _hedged(read)]
    free = [read for read in free if read not in hedged and (strict(read, reading) or not firm)]
    if not bound and not free:
        bound = firm = [read for read in promises if _limited(read)]
    if free:
        return contradicted([*free, *bound], words.FREE_USE)
    if not bound:
        single = reading.saying(SINGLE, "DATA|information") or [read for read in promises if read.says(UNBOUND)]
        return weak(single, words.ONE_USE) if single else absent(words.NO_PURPOSE)
    if hedged or not firm:
        return weak([*hedged, *bound], words.HEDGED)
    if all(read.blank for read in firm):
        return weak(firm, words.BLANK)
    return present(sorted(firm, key=_strength), words.PURPOSE)


def _strength(read: ReadClause) -> int:
    return -sum(read.says(pattern) for pattern in BOUND) - 2 * read.says("VENDOR … {use}")


def _bound(read: ReadClause) -> bool:
    """Whether it binds the vendor's use."""
    if read.under("{use}[^›]*(?:\\?[^›]*)?$") and read.says("^(?:[^|]*\\| )?(?:no[,.]? )?{only} (?:to|for)"):
        return True
    if read.says(ONE_END):
        return False
    if read.says("if (?:a|the|any) use is(?:n't| not)"):
        return True
    if (
        read.says(OTHERS_DATA)
        or not read.says(USES)
        or not (read.says("DATA|information|FAMILY") or read.under("{use}|do with"))
    ):
        return False
    return any(read.says(pattern) for pattern in BOUND) and (read.says("VENDOR|DATA") or read.under("{use}"))


def _bounds(read: ReadClause) -> bool:
    return any(read.says(pattern) for pattern in BOUND)


def _own_service(read: ReadClause) -> bool:
    """Whether the only end of its own is a better service of the kind that is provided."""
    return read.says("(?:provide|deliver|operate|maintain|support)\\w*", BETTER) and not rx(FREELY).search(read.words)


def _limited(read: ReadClause) -> bool:
    """Whether the words for use, data and a limit stand together, in whatever order."""
    return (
        read.says("DATA", "{use}|do with|touch\\w*|look at|work with", LIMIT)
        and read.says("VENDOR|{use} (?:is|are)|(?:is|are) (?:\\w+ )?{use}")
        and not read.says(OTHERS_DATA)
        and not read.says(ONE_END)
        and not read.says("advertis\\w*|sell|sold|breach|{delete}|{see} …… FAMILY|{safeguard}")
    )


def _stripped_before(read: ReadClause, reading: ReadPaper) -> bool:
    """Whether "such data" is what the clause before stripped of names."""
    before = reading.all[max(0, read.at - 1)]
    return (
        read.clause.text.lower().find("such ") >= 0
        and before.says(STRIPPED)
        and before.clause.heading == read.clause.heading
    )


def _hedged(read: ReadClause) -> bool:
    return read.says(
        r"do (?:our|its|VENDOR) best|primarily|mainly|intend|chiefly|largely|for the most part|generally|mainly|principally|mostly|where practicable|reasonable efforts|endeavou?r|strive|aim to|try to|intends? to|to the extent (?:permitted|practicable|feasible|possible|reasonabl\w+|allowed)|"
        r"among other|including but not limited|such as|or as (?:we|VENDOR)|other (?:legitimate|business|lawful|related|reasonable|compatible) (?:\w+ )?purpose|"
        r"(?:sees?|saw) fit|compatible|reasonable purposes|in accordance with (?:our|its|VENDOR) (?:privacy )?(?:policy|policies|notice)"
    )


def _free(read: ReadClause) -> bool:
    """Whether it lets the vendor use the data for its own ends."""
    if (
        (
            read.says(STRIPPED)
            and not read.says(
                "individual|(?<!de-)(?<!non-)identifi(?:ed|able)|named|names included|(?<![-])identified or"
            )
        )
        or not (read.says("DATA|information|FAMILY") or read.under("shar\\w+[^›]*$"))
        or not read.says("VENDOR|{may}|our")
        or read.says("as instructed by BOARD|instructs VENDOR")
    ):
        return False
    if not read.clause.row and rx("prohibit|{not}|restrict|{bar}").search(read.heading.rsplit("›", 1)[-1]):
        return False
    match = rx(FREE).search(read.words) or rx(HELPS).search(read.words)
    if not match:
        return False
    turns = [turn.end() for turn in TURN.finditer(read.words, 0, match.end())]
    return not rx("{not}|{bar}").search(read.words, max(turns, default=0), match.end())
