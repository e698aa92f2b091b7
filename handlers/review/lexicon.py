"""Families of words, patterns written with their names, and spans of time in words.

In a pattern ``{own}`` stands for any word of the family, `` … `` for some words of the same clause between two words.
"""

from __future__ import annotations

from functools import cache

from handlers.dialogue import bounded_re as re

FAMILIES = {
    "not": r"not|waives?|disclaims?|\w+n't|never|no|nor|neither|none|nothing|cannot|without",
    "be": r"is|are|was|be|been|being|remains?|stays?|continues? to be|shall be|will be|becomes?|constitutes?|deemed",
    "shall": r"shall|will|must|agrees? to|undertakes? to|commits? to|promises? to|is to|are to|is required to|is obliged to|has to|have to|covenants? to|pledges? to",
    "bar": r"prohibited|prohibits?|barred|forbidden|forbids?|precluded|refrains?|refrain(?:ed|ing)|rather than|instead of|except|other than|no purpose|restricted from|declines? to",
    "may": r"may|can|could|might|reserves? the right to|is (?:free|entitled|permitted|allowed) to|are (?:free|entitled|permitted|allowed) to|has the right to|have the right to",
    # property
    "own": r"owning|proprietor\w*|own|copyright|dominion|owns|owned|owner|owners|ownership|title|property|proprietary|belongs?|belonging|right, title|yours|hers|theirs",
    "hold": r"owns?|retains?|keeps?|holds?|has|have|reserves?|maintains?|possess(?:es)?|enjoys?|preserves?",
    "control": r"control|controls|controlled|dominion|custody and control|direction",
    "gain": r"own|owns|owned|claim|claims|claimed|acquires?|acquired|obtains?|gains?|takes?|asserts?|has|have|holds?|receives?|get|gets|earns?|owner",
    # what is done to data
    "delete": r"ceases? to exist|swe(?:pt|eps?)|zero(?:ed|es)|disappear\w*|vanish\w*|clean(?:s|ed)? (?:out|up|off)|trash\w*|bin(?:ned|s)|crypto-?shred\w*|deactivat\w+ and|gone for good|get(?:s|ting)? rid|delet\w*|eras(?:e|es|ed|ing|ure)|destroy\w*|destruction|purg\w+|wip(?:e|es|ed|ing)|expung\w+|dispos\w+|scrub\w*|shred\w*|"
    r"remov(?:e|es|ed|al|ing)|eliminat\w+|overwr\w+|get rid of|thrown? away|sanitiz\w+|obliterat\w+|take[ns]? (?:out|down|off)|leaves? (?:our|its|VENDOR) (?:\w+ )?(?:machines|servers|systems)|clear(?:s|ed)? (?:out|off|from)",
    "return": r"return\w*|hand(?:s|ed)? (?:back|over)|transfer\w*|give[sn]? back|send(?:s)? back",
    "ask": r"request\w*|ask\w*|direct(?:s|ed|ion|ions|ing)?|instruct\w*|requir(?:e|es|ing)|demand\w*|order(?:s|ed)?|call(?:s|ed)? for|tell(?:s)?|"
    r"written notice|notif(?:y|ies)|appl(?:y|ies|ication)|submit\w*|email\w*|e-mail\w*|writ(?:e|es|ing)|choose\w*|option|election|elect\w*",
    "use": r"use|uses|used|using|usage|process|processes|processed|processing|employ|employs|employed|handles?|handled|"
    r"utiliz\w+|exploit\w*|appl(?:y|ies|ied)|touch(?:es)?|work with|put to",
    "only": r"just|merely|no more|alone|nothing but|only|solely|exclusively|strictly|nothing (?:else|more|but)|no more than|none other|no others?|limited to|restricted to|purely|sole",
    "other": r"other than|except|beyond|outside|apart from|unrelated to|save (?:for|as)|but for|any other (?:use|purpose|reason|end)|no other (?:use|purpose)|not (?:authorized|permitted|required|needed|necessary)|unless|otherwise than|go(?:es)? beyond|exceed\w*|in excess of",
    "purpose": r"classrooms?|lessons?|instruction\w*|learning|purposes?|agreement|contract|services?|order|license|addendum|terms|authoriz\w+|permitted|permits|allows?|needed|necessary|"
    r"describe[sd]?|instruct\w*|educational|product|program|platform|teach\w*|school|function\w*|run|provid\w+|deliver\w*|furnish\w*|support\w*|perform\w*|operat\w+|scope|engagement|schedule|exhibit",
    # families
    "see": r"know what|request a copy|calls? up|review\w*|inspect\w*|access\w*|see|sees|view\w*|look(?:ing)? (?:at|over|through)|examin\w+|cop(?:y|ies)|obtain\w*|download\w*|show(?:s|n)?",
    "mend": r"set (?:it |them |things )?(?:right|straight)|remedied|remedy|puts? (?:it|them|this|that) right|correct\w*|amend\w*|rectif\w+|fix(?:es|ed|ing)?|update\w*|challeng\w+|mistakes?|inaccura\w+|errors?|erroneous\w*|wrong\w*|chang(?:e|es|ed)|edit\w*|disput\w+|incorrect|mend\w*|revis\w+|put right",
    # how one reaches whom
    "channel": r"\w+ > \w+|\S+@\S+|e-?mail\w*|portal|dashboard|online form|form|button|console|case|ticket|tickets|telephone\w*|phone\w*|letter|mailing|"
    r"address|help ?desk|support (?:team|desk|line|center|page|request)|settings?|menu|click\w*|tab|screen|link|hotline|log(?:ging)? in(?:to)?|sign(?:ing)? in(?:to)?|"
    r"privacy (?:officer|contact|team|office|lead|desk)|data protection officer|dpo|certified mail|https?://\S+|self-serv\w+|tools?|account manager|customer success\w*|panel|page",
    "written": r"written|in writing|writing|writes?",
    # security
    "safeguard": r"pen[- ]?test\w*|mfa|sso|hash\w*|hsts|scrambl\w*|back(?:ed)?[- ]?ups?|log(?:s|ged) (?:of|every|all)|security (?:officer|team|reviews?)|vetted|cleared staff|need[- ]to[- ]know|lock and key|safeguard\w*|security (?:measures?|program\w*|controls?|procedures?|practices|protocols?|plan|policies)|encrypt\w*|"
    r"firewalls?|access controls?|protections|protective measures|measures|precautions|aes|tls|ssl|soc ?2|iso[ /]?(?:iec )?27\d+|nist|penetration|"
    r"multi-?factor|two-factor|role-based|least[- ]privilege|background checks?|controls|hardened|locked|password\w*|vulnerab\w+|patch\w*|audit\w*|steps (?:designed|intended|to (?:ensure|protect|keep|secure))|actions designed|procedures",
    "secure": r"secur\w+|safe|safely|protect\w*|confidential\w*|confidence|private|privacy|guard\w*|lock\w*|encrypt\w*|safety|integrity",
    "confidential": r"discreet\w*|confidential\w*|in confidence|secret|secrecy|private|non-?disclosure|privacy",
    # breach
    "breach": r"something happens|data loss|misuse\w*|unintended|inadvertent\w*|accidental\w*|lost|without permission|cyber\w*|ransom\w*|goes? wrong|went wrong|lose control|lost control|loses? (?:track|control)|obtained|unauthorized persons?|disclosure of (?:DATA|student)|a disclosure|breach\w*|incidents?|unauthorized|unauthorised|compromis\w+|leak\w*|intrusion\w*|hack\w*|break(?:s)? of security|data loss|exposure|exposed|exposes|stolen|improper\w*|unlawful (?:access|disclosure)|"
    r"security (?:event|failure|problem|issue)s?|wrong hands|security goes wrong|lost or stolen|wrongful\w*|mishap|broke into|gets? out|got out|get out|breaks? in(?:to)?|break-in|broke in(?:to)?|gets? at|got at|(?:gets?|got|is|are|was|were) (?:seen|taken)|no right to|without (?:authority|permission|authorization)|not authorized",
    "notify": r"in touch|reach out|get word|word to|hears?|heard|(?:get )?on the phone|ring|rings|phone\w*|notif\w+|notices?|inform\w*|tell\w*|told|report\w*|alert\w*|advis\w+|contact\w*|call\w*|telephone\w*|let (?:\w+ ){1,4}know|hear about|hear(?:s)? from|send(?:s)? (?:\w+ ){0,6}(?:letter|report|account|summary|e-mail|message)|informed|be told|warn\w*|hear(?:s)? from|e-?mail\w*|make known|communicat\w+|disclos(?:e|es) (?:it|the (?:breach|incident))",
    # end
    "end": r"after (?:the |this |your |our |its )?(?:\w+ )?(?:term|contract|agreement|subscription|license|licence|engagement|order)|no longer (?:a customer|customers|under contract|subscrib\w+|us(?:es?|ing))|is over|comes? to an end|ceases?|off-?board\w*|post-termination|wind(?:s|ing)? (?:down|up)|last day|final day|departure|renew\w*|after that period|run its course|runs its course|last day|stops? \w+ing with|runs? out|expir\w+|terminat\w+|end of (?:the|this|its|your|our|any|service|contract|term|each)(?: \w+)?|(?:ends?|ended|ending|over|concludes?|conclusion|cancel\w*|closes?|closed|closure|lapse[sd]?|non-?renewal|leaves?|leave|leaving|stops? (?:using|subscribing|paying)|last day|wind-?down|winds? up|part ways|part company|(?:we|ways) part|discontinu\w+|runs? out|up)",
    "completion": r"complet(?:ion|es?|ed|ing) (?:of )?(?:the |its |all |such |our |their |under )*(?:contracted |licensed |subscribed |purchased |educational |agreed )?(?:services?|work|engagement|project|terms|program|performance)|(?:services?|work|project|engagement) (?:is|are|has been|have been|was|were) (?:complete|completed|done|finished)|services? (?:have )?concluded|conclusion of (?:the )?services?|once the (?:work|service)s? (?:is|are) done|finish\w* (?:the )?services?",
    "keep": r"within reach|retain\w*|keep\w*|kept|stor(?:e|es|ed|age)|hold|holds|held|maintain\w*|available|preserv\w*|archiv\w*|remain\w*|access(?:ible)?|possess\w*|have access|hang on",
    "stash": r"retain\w*|kept|keep|keeps|kept|keeping|stor(?:e|es|ed)|hold on to|hang on to|archiv\w+|preserv\w*|maintain\w*|remains?|stays?|persists?|possess\w*",
    # law
    "ferpa": r"ferpa|20 usc ?(?:§|section|sec[.-])? ?1232g|34 cfr (?:part )?99",
    "comply": r"compl\w+|ensur\w*|abid\w+|observ\w+|follow\w*|honor\w*|obey\w*|adher\w+|conform\w*|meet\w*|must keep|keep\w* (?:to|within)|live up to|act(?:s)? in accordance|uphold\w*|obligat\w+|bound by|subject to|satisf\w+|fulfil\w*|respect\w*|consistent with|in accordance with|responsib\w+",
    "both": r"both|each|(?<!third )parties|jointly|mutual\w*|respective\w*|either party|two of us|(?:VENDOR,? (?:and|as well as|like) (?:the )?BOARD|BOARD,? (?:and|as well as|like) (?:the )?VENDOR)",
    # severability
    "void": r"unlawful|overturn\w*|quash\w*|not stand|will not stand|invalid\w*|adjudged|failure of one|not enforce|won't enforce|will not enforce|voids|ruled|strik(?:es|e|ing)|unenforceab\w*|void\w*|illegal\w*|unlawful\w*|struck|strike[sn]? (?:down|out)|set aside|severed|sever\w*|held to be contrary|inoperative|ineffective|not valid|to be valid|cannot be enforced|can't be enforced|thrown out|(?:found|declared|held|ruled|judged|deemed) (?:to be )?(?:bad|contrary|wrong|defective|improper)|not enforceable|knocks? out|no good|does not hold up|fails?|contrary to law|nullif\w+|throws? out|tosses|bad",
    "rest": r"remain\w*|rest|other(?:s)?|balance|others|every other|residue|surviv\w+|everything else|all else|the parts that|whatever is left|leftover",
    "stand": r"still can|hold|on its own|bring down|as they are|as it is|goes? on|stick|sticks|remain\w*|continu\w*|full force|force and effect|in effect|in force|effect\w*|unaffected|affect\w*|undisturbed|disturb\w*|untouched|touch\w*|intact|stands?|stays?|surviv\w+|impair\w*|valid|enforceable|binding|keeps? (?:going|working)|carr(?:y|ies) on|lives? on|still (?:count|apply|appl)\w*|appl(?:y|ies)|preserv\w+|go(?:es)? on|holds? (?:good|up)?|operate\w*|works?|working|binds?|bind|enforced",
}


GAP = re.compile(r" (…{1,2}) ")
GAPS = {"…": re.compile(r"[^.;]{0,90}"), "……": re.compile(r"[^.]{0,220}")}
"""What may stand between two words: some words of the clause, or of the sentence."""
Spans = list[tuple[int, int]]


@cache
def rx(pattern: str) -> re.Pattern[str]:
    """The pattern with the families filled in."""
    written = re.sub(
        r"\{([a-z]+)\}", lambda found: rf"\b(?:{FAMILIES[found[1]]})\b" if found[1] in FAMILIES else found[0], pattern
    )
    if re.match(r"(?:\(\?:)*[A-Za-z]", written):
        written = rf"\b(?:{written})"
    return re.compile(written.replace(" …… ", r"\b[^.]{0,220}?\b").replace(" … ", r"\b[^.;]{0,90}?\b"))


@cache
def _ways(pattern: str) -> tuple[tuple[str, ...], ...]:
    """The pattern's alternatives, each as its parts and the gaps between them."""
    ways, depth, begin = [], 0, 0
    for at, letter in enumerate(pattern):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            ways.append(pattern[begin:at])
            begin = at + 1
    ways = [*ways, pattern[begin:]]
    parts = [GAP.split(way) for way in ways]
    balanced = all(part.count("(") == part.count(")") for way in parts for part in way)
    return tuple(map(tuple, parts)) if balanced else ((pattern,),)


def has(words: str, pattern: str, seen: dict[str, Spans]) -> bool:
    """Whether the pattern occurs in the words; ``seen`` keeps where its parts do."""
    return any(_in_order(words, way, seen) for way in _ways(pattern))


def _in_order(words: str, way: tuple[str, ...], seen: dict[str, Spans]) -> bool:
    """Whether the parts follow each other, with no more than their gaps between them."""
    reached = _spans(words, way[0], seen)
    for gap, part in zip(way[1::2], way[2::2], strict=True):
        if not reached:
            return False
        reached = [
            after
            for after in _spans(words, part, seen)
            if any(end <= after[0] and GAPS[gap].fullmatch(words, end, after[0]) for _, end in reached)
        ]
    return bool(reached)


def _spans(words: str, part: str, seen: dict[str, Spans]) -> Spans:
    """Where a part occurs. What it cannot do without is looked for first, as that is faster."""
    if part not in seen:
        names, families = _needs(part)
        possible = all(name in words for name in names) and all(_spans(words, family, seen) for family in families)
        seen[part] = [found.span() for found in rx(part).finditer(words)] if possible else []
    return seen[part]


@cache
def _needs(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and families that a part cannot do without: those that stand in no group."""
    bare, depth = "", 0
    for letter in part:
        depth += letter in "([" and not bare.endswith("\\")
        bare += letter if not depth else ""
        depth -= letter in ")]" and bool(depth)
    if "|" in bare or (part.startswith("{") and part.endswith("}") and part.count("{") == 1):
        return (), ()
    sure = re.sub(r"(?:\{[a-z]+\}|\w)[?*]", " ", bare)
    families = tuple(found for found in re.findall(r"\{[a-z]+\}", sure) if found[1:-1] in FAMILIES)
    return tuple(re.findall(r"\b(?:VENDOR|BOARD|FAMILY|DATA)\b", sure)), families


NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "seventy-two": 72,
    "seventy-five": 75,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "a": 1,
    "an": 1,
    "twenty-one": 21,
    "twenty-four": 24,
    "forty-eight": 48,
    "thirty-six": 36,
    "ninety-six": 96,
    "tenth": 10,
    "fourteenth": 14,
    "fifteenth": 15,
    "twentieth": 20,
    "thirtieth": 30,
    "forty-fifth": 45,
    "sixtieth": 60,
    "ninetieth": 90,
    "one hundred": 100,
    "one hundred twenty": 120,
    "one hundred and twenty": 120,
    "one hundred eighty": 180,
    "one hundred and eighty": 180,
    "twenty-five": 25,
    "thirty-five": 35,
}
"""Numbers in words, as contracts write them."""
UNITS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365, "quarter": 90, "minute": 1 / 1440}
_WORD = "|".join(sorted((re.escape(word) for word in NUMBERS), key=len, reverse=True))
SPAN = re.compile(
    rf"\b(?:(\d[\d,]*)|({_WORD}))(?:\s*\(\s*(\d+)\s*\))?[ -]*"
    rf"(?:full |more |consecutive |additional )?(calendar|business|school|working|clock)?[ -]*(hour|day|week|month|year|quarter|minute)s?\b"
)
BUSINESS = 1.4
"""Days that a business day takes, weekends counted."""


def spans_in(words: str) -> list[float]:
    """Each span of time in the words, in days, in order."""
    numbered = [float(found[1]) for found in re.finditer(r"\bday (\d{1,3})\b", words.lower())]
    return [_days(found) for found in SPAN.finditer(words.lower())] + numbered


def _days(found: re.Match[str]) -> float:
    number = float(found[3] or (found[1] or "").replace(",", "") or NUMBERS[found[2]])
    factor = BUSINESS if found[4] in {"business", "school", "working"} and found[5] == "day" else 1.0
    return number * UNITS[found[5]] * factor
