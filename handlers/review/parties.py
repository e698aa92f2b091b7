"""Who is who in a paper and what it calls the data, and each clause in plain words with those names replaced."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from handlers.dialogue import bounded_re as re

DATA_TERM = re.compile(
    r"[“\"]([A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+){0,3}),?[”\"](?: (?:means|is|are|refers|includes|shall mean"
    r"|stands for|covers|has the)\b([^.]{0,90})|\))"
)
DATA_NOUN = re.compile(
    r"(?i)\b(?:data|information|records?|content|stuff|materials?|files?|posts|submissions?|works?|media"
    r"|images|profiles?|portraits|uploads|"
    r"responses|scores|cards|listings|recordings|creations|essays)$"
)
ABOUT_DATA = re.compile(r"(?i)\b(?:information|data|records?|everything|anything|student-generated)\b")
NO_DATA = re.compile(
    r"(?i)agreement|services?\b|provider|vendor|contractor|company|board|district|lea\b|school$|parent"
    r"|\bact\b|law|ferpa|dpa|addendum|user$|purpose|breach|"
    r"exhibit|policy|incident|part(?:y|ies)$|official|days?\b|de-?identified|directory|operator|student$"
    r"|pupil$|terms|msa|order|processor|controller|"
    r"eligible|^we$|^you$|confidential|products?$|claims|usage|aggregate|anonym|system data|underlying"
)


def data_terms(text: str) -> set[str]:
    """What the paper calls the data: terms that end in a word for it, or are defined by one."""
    return {
        match[1]
        for match in DATA_TERM.finditer(text)
        if not NO_DATA.search(match[1]) and (DATA_NOUN.search(match[1]) or ABOUT_DATA.search(match[2] or ""))
    }


STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho"
    "|Illinois|Indiana|Iowa|Kansas|"
    "Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    "|Nebraska|Nevada|New Hampshire|"
    "New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode "
    "Island|South Carolina|"
    "South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
).split("|")
OTHERS = "|".join(state.lower() for state in STATES if state != "Connecticut")
FOREIGN = re.compile(
    rf"\b(?:{OTHERS})\b[^›]{{0,30}}\b(?:residents?|FAMILY|BOARD|users?|customers?|supplement|rider|only|rights"
    rf"|notice|terms|addendum|provisions|specific)\b|"
    rf"\b(?:residents?|users|FAMILY|BOARD|notice|terms|provisions|supplement|addendum) (?:of|in|for"
    rf"|to)\b[^›]{{0,20}}\b(?:{OTHERS})\b|"
    rf"^\s*(?:{OTHERS})\s*$|›\s*(?:{OTHERS})\s*$"
)


def foreign(heading: str) -> bool:
    """Whether the nearest heading speaks of another state and not of Connecticut."""
    nearest = heading.rsplit("›", 1)[-1]
    return "connecticut" not in heading and bool(FOREIGN.search(nearest))


ALIAS = re.compile(
    r"((?:[A-Z\[][\w&’'.,\-\]]*|of|and|the|for|d/b/a|dba|No\.|&|/)(?:\s+(?:[A-Z\[\d][\w&’'.,\-\]]*|of|and|the"
    r"|for|d/b/a|dba|&|/)){0,12}|_{3,})"
    r"[^()\"“”.;]{0,90}?\(\s*(?:(?:hereinafter|hereafter|collectively|referred to as|called|the|each|together"
    r"|or|and|in this \w+),?\s*){0,5}"
    r"((?:[“\"‘'][^”\"’']{2,40}[,.]?[”\"’'](?:,|\s|or|and|the|each|a)*){1,5})"
)
QUOTED = re.compile(r"[“\"‘']([^”\"’']{2,40}?)[,.]?[”\"’']")
FIRM = re.compile(
    r"\b([A-Z][\w&’'\-]*(?:[ ,]+(?:[A-Z][\w&’'\-]*|of|and|&)){0,5}?),?\s+(?:Inc|LLC|L\.L\.C|INC|CORP|Corp"
    r"|Corporation|Ltd|Limited|Company|"
    r"Co|P\.B\.C|PBC|LLP|L\.P|GmbH|B\.V|Pty|Incorporated|Cooperative|Group|Foundation|P\.C|S\.A|AG)\b"
)
SCHOOLS = re.compile(
    r"\b((?:[A-Z][\w’'\-]*|of|No\.|\d+)(?:[ ](?:[A-Z][\w’'\-]*|of|No\.|\d+|and)){0,6}? (?:Board of Education"
    r"|Public Schools|School District"
    r"(?: No\. \d+)?|Schools|School|Academy|BOE|Unified School District))\b"
)
OF_VENDOR = re.compile(
    r"(?i)\b(vendor|provider|contractor|company|operator|processor|consultant|supplier|licensor|seller"
    r"|service provider|publisher|"
    r"we|us|our|developer|host|firm)\b"
)
OF_BOARD = re.compile(
    r"(?i)\b(board|district|lea|school|customer|client|subscriber|controller|licensee|institution|agency"
    r"|buyer|purchaser|you|member|ea|"
    r"educational)\b"
)
OF_NEITHER = re.compile(
    r"(?i)\b(agreement|dpa|addendum|services?|data|party|parties|terms|policy|site|product|contract|act|ferpa"
    r"|date|software|platform|exhibit|msa|mou|rider|order|records?|information|content|app|application"
    r"|program|license|system)\b"
)
COMMON = {
    "The",
    "This",
    "Board",
    "Student",
    "Data",
    "Public",
    "School",
    "Schools",
    "Education",
    "Connecticut",
    "State",
    "New",
    "National",
    "American",
    "Learning",
    "Educational",
    "Town",
    "City",
    "Regional",
    "By",
    "Between",
    "And",
    "An",
    "A",
    "All",
    "For",
    "Our",
    "We",
    "Section",
    "Service",
    "Nothing",
    "Only",
    "Once",
    "After",
    "Before",
    "Upon",
    "While",
    "Agreement",
    "Privacy",
    "Services",
    "Terms",
    "United",
    "First",
    "Google",
    "Amazon",
    "Microsoft",
}


ACTS = re.compile(
    r"\b(?:[Tt]he )?((?:[A-Z][\w&’'\-]+)(?: [A-Z][\w&’'\-]+){0,2})(?:,[^,.]{3,60},)? (?:(?:also|never|only"
    r"|always|and its \w+) )?"
    r"(?:shall|will|agrees?|warrants|may|must|does|won[’']t|undertakes|promises|certifies|acknowledges|keeps"
    r"|deletes|maintains|holds|uses|stores|"
    r"notifies|encrypts|provides|collects|has|is|can|cannot|takes|observes|supports|reserves|owns|answers"
    r"|retains|makes|gives|tells)\b"
)
NAMED = re.compile(
    r"(?m)^\W*(?:Vendor|Provider|Contractor|Company|Seller|Supplier|Operator|VENDOR|PROVIDER|CONTRACTOR)\W*[:"
    r"|]\s*(?:\*\*)?\s*([A-Z][\w&’'\-]+(?: (?:[A-Z&][\w&’'\-]*)){0,4})"
)
"""Who acts in a sentence."""
NO_ACTOR = re.compile(
    r"(?i)\b(agreement|parties|party|section|article|data|parents?|students?|guardians?|services?|court"
    r"|notice|law|exhibit|addendum|this|these|"
    r"information|records?|content|user|users|it|they|teacher|teachers|families|program|term|terms|if|when"
    r"|nothing|all|each|either|no|any|"
    r"state|policy|order|contract|who|such|both|everything|nobody|superintendent|principal|subcontractor\w*"
    r"|subprocessor\w*|that|there|which|"
    r"coordinator|you|who|what|when|where|how|why|please|because|but|so|then|here|one|two|three|people|staff"
    r"|access|deletion|use|security|encryption|today|everyone|anyone|someone|he|she|privacy|backups?"
    r"|retention|training|history|google|support|home|coppa|ferpa|licensee|buyer|pii|ai|director|officer"
    r"|pupils?|children|arbitrator|changes?|requests?|employees?|disputes?|document|provisions?|registrar"
    r"|secretary)\b"
)
TRADING = re.compile(r"(?:d/b/a|dba|D/B/A|doing business as|trading as) [“\"]?([A-Z][\w\-]+)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The names of the vendor, of the board and of the data, longest first."""

    vendor: tuple[str, ...]
    board: tuple[str, ...]
    data: tuple[str, ...] = ()


def parties_of(text: str) -> Parties:
    """The names that the paper itself gives them."""
    vendor: set[str] = set()
    board: set[str] = set()
    for match in ALIAS.finditer(text[:20000]):
        aliases = [name.strip(" ,.") for name in QUOTED.findall(match[2])]
        aliases = [
            name for name in aliases if not OF_NEITHER.search(name) or OF_BOARD.search(name) or OF_VENDOR.search(name)
        ]
        side = _side(match[1], aliases)
        if side:
            (vendor if side == "vendor" else board).update(name for name in aliases if name[:1].isupper())
    for firm, times in Counter(FIRM.findall(text)).most_common(3):
        vendor |= _firm(firm, text, times)
    board |= {
        name
        for name in SCHOOLS.findall(text[:6000])
        if len(name.split()) < 8 and " " in name and not name.startswith(("of ", "and "))
    }
    vendor -= board
    for name in NAMED.findall(text[:5000]):
        vendor |= _firm(name, text, 1)
    vendor |= set(TRADING.findall(text[:5000]))
    named = vendor | board | data_terms(text)
    vendor = {name for name in vendor if not DATA_NOUN.search(name)} | {
        name for name in _actors(text, named) if not DATA_NOUN.search(name)
    }
    data = {name for name in data_terms(text) if name not in vendor | board}
    return Parties(_longest_first(vendor), _longest_first(board), _longest_first(data))


def _actors(text: str, known: set[str]) -> set[str]:
    """Who else acts more than once: the vendor by its own name."""
    heard = " ".join(known)
    counted = Counter(
        name
        for name in ACTS.findall(text)
        if not NO_ACTOR.search(name) and not OF_BOARD.search(name) and name not in STATES
    )
    names = [
        name
        for name, times in counted.most_common(6)
        if times > 1 and name not in known and len(name) > 3 and name not in COMMON
    ]
    return {name for name in names[:1] if counted[name] > 2 or not known or name in heard or text.count(name) > 4}


def _side(name: str, aliases: list[str]) -> str:
    """Whether a name with its aliases is the vendor's or the board's."""
    called = " ".join(aliases)
    if OF_BOARD.search(called) and not OF_VENDOR.search(called):
        return "board"
    if OF_VENDOR.search(called):
        return "vendor"
    if re.search(r"Board of Education|Public Schools|School District|Schools$", name):
        return "board"
    return (
        "vendor"
        if re.search(
            r"\b(Inc|LLC|Corp|Ltd|Co|Limited|P\.B\.C|University|College|Center|Company|Cooperative|Group|PLLC|LLP"
            r"|Foundation)\b",
            name,
        )
        else ""
    )


def _firm(firm: str, text: str, times: int) -> set[str]:
    """A firm's name, and its first word where the paper uses it alone."""
    words = firm.split()
    first_word = words[0].strip(",")
    first_word = first_word.title() if first_word.isupper() and len(first_word) > 4 else first_word
    names = {firm}
    if (
        first_word not in COMMON
        and len(first_word) > 3
        and len(re.findall(rf"\b{re.escape(first_word)}\b", text)) > times + 1
    ):
        names.add(first_word)
    return names if times > 1 or first_word not in COMMON else set()


def _longest_first(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted((name for name in names if len(name) > 1), key=len, reverse=True))


STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u2011": "-", "\n": " "}
)
DATA = re.compile(
    r"\b(?:(?:all|any|the|such|this|that|these|those|said|its|covered|protected|identifiable|confidential|raw"
    r"|underlying|shared)\s+)?"
    r"(?:personally[- ]identifiable (?:student |pupil )?(?:information|data)(?: \(pii\))?"
    r"|(?:student|pupil|learner|education(?:al)?|district|school|board|customer|client|user|child(?:ren)?'?s?"
    r"|covered|protected|personal|"
    r"classroom|roster|account|your|their|subscriber|institution(?:al)?|lea|board's|district's|school's"
    r"|student's|students'|pupil's|pupils'|family)"
    r"(?:[ -](?:personal|education(?:al)?|roster|account|identifiable|private|submitted|related))?"
    r"[ -](?:information|data|records?|files?(?! (?:a|an|the|with|by)\b)|content|work|materials?|submissions?"
    r"|uploads?|details|pii|responses|profiles?|answers|scores|essays|creations|recordings)"
    r"|(?:student|pupil|user|learner|child)[ -](?:generated|created|authored|produced)[ -](?:content|work|materials?)"
    r"|(?:rosters?|recordings|images|portraits|photo(?:graph)?s|essays|submissions|transcripts|voice clips"
    r"|patron records)|(?:patron|player|rider|ridership|athlete|camper|member|reader|patient|game|learning"
    r"|examinee|borrower|meal|library|attendance|test|voice|video|audio|photo|roster) (?:information|data"
    r"|records|profiles?|history|histories|responses|files|recordings)|(?:borrower|examinee|patron|reading"
    r"|loan|borrowing|purchase|quiz|test|assessment) (?:histories|history|responses|answers|scores|results)"
    r"|(?:work|works|content|items|things) (?:made|created|produced|written|authored) by (?:the |your |its "
    r")?(?:students?|pupils?|children|learners)|(?:(?:those|these|the|their|student|students'?) )?(?:names"
    r"|e-mails|quizzes|scores|answers|grades|comments|photos|notes)(?:(?:,|,? and|,? or) (?:(?:the|their) "
    r")?(?:names|e-mails|quizzes|scores|answers|grades|comments|photos|notes))+|pii|data(?! (?:officer"
    r"|coordinator|steward|manager|team|desk|specialist|clerk|custodian|cent(?:er|re)|base|security"
    r"|protection|privacy|processing|breach|processor|controller|subject|loss|incident|retention|elements?))"
    r"|(?:the|all|any|such|this) (?:information|content|records)|information (?:about|on|of|from|relating to) "
    r"(?:students?|pupils?|children|your students)"
    r"|(?:everything|anything|whatever|content|materials?|information) (?:that )?(?:you|users?|students?|the "
    r"district|teachers?|schools?)"
    r"(?: or [\w ]{2,20}?)? (?:submit|upload|post|send|enter|put|type|give|provide|create|make|store)s?)\b"
)
VENDOR = re.compile(
    r"\bi(?= (?:will|delete|keep|do|make|am|have|can|don't|would|call|follow|send|run|sell)\b)|\b(?:(?:the"
    r"|each|our|this)\s+)?(?:contractor|service provider|provider|vendor|company|operator|(?<!sub)processor"
    r"|consultant|supplier|"
    r"licensor|firm|seller|publisher|we|us|our(?= (?:sole |exclusive |and |own |absolute )*(?:property"
    r"|control|ownership|discretion|judgment|opinion|view)\b)|our (?:company|team|staff|engineers|people"
    r"|employees|president)|ourselves|developer)(?:'s)?\b"
)
BOARD = re.compile(
    r"\b(?:(?:the|your|each|a|any|our|such|local)\s+)*(?:(?:local|regional|or|participating|individual"
    r"|subscribing|public|contracting|"
    r"superintendent of the|member) )*(?:board of education|board|(?<!judicial )school districts?"
    r"|(?<!judicial )districts?|lea|schools? or districts?|schools?|customers?(?! (?:success|support|service"
    r"|care))|clients?|subscriber|"
    r"(?<!data )(?<!sole )(?<!or )controller(?! of)|licensee|educational (?:agency|institution)|institution"
    r"|purchaser|buyer|superintendent|you|ea|school officials?|"
    r"principal|registrar|account owners?|(?:technology|it|special education|business) (?:director|manager"
    r"|office)|director of [a-z]+(?: [a-z]+)?|(?:building|school) secretary|administrators?)(?:'s|')?(?! "
    r"(?:data|records?|information|purposes?|days?|year|law|official|use))\b"
)
FAMILY = re.compile(
    r"\b(?:(?:the|a|an|any|each|your|eligible|adult|or|and|legal|their|his|her)\s+)*(?:parents?|guardians?"
    r"|families|family|students?|pupils?|learners?|players?|riders?|athletes?|patrons?|data subjects?|child|"
    r"children|kids?|caregivers?|carers?|mom|dad|moms|dads|household)(?:'s|')?"
    r"(?:(?:,| or| and|, or|, and|/)+ ?(?:(?:the|a|an|any|eligible|adult|legal|their)\s+)*(?:parents?"
    r"|guardians?|families|family|students?|pupils?|learners?|child|children|caregivers?))*\b"
    r"(?! (?:data|information|records?|content|work))"
)


def plain_words(text: str, parties: Parties) -> str:
    """The clause in plain words."""
    for pattern, name in _names(parties):
        text = pattern.sub(name, text)
    words = re.sub(r"\s+", " ", text.translate(STRAIGHT))
    words = re.sub(r"[A-Z][a-zA-Z'\-]*|[A-Z]+", lambda found: found[0] if found[0] in KEPT else found[0].lower(), words)
    words = INNER.sub("-", words).replace("u-s-c.", "usc").replace("c-f-r.", "cfr")
    words = CONTRACTED.sub(lambda found: f" {CONTRACTIONS[found[1]]}", words)
    words = words.replace("end user", "user").replace("end-user", "user")
    words = BY_LAW.sub("", words)
    words = LAWS.sub("ferpa", LIMITED.sub("including", words))
    words = DATA.sub("DATA", SENT.sub("DATA", OFFICE.sub("BOARD", words)))
    words = FAMILY.sub("FAMILY", words)
    words = BOARD.sub("BOARD", words)
    words = VENDOR.sub("VENDOR", words)
    words = re.sub(r"\bDATA(?:(?:,|;| and| or|, and|, or|\(|\))+ ?DATA)+", "DATA", words)
    words = re.sub(r"\b(?:the|our) (VENDOR|BOARD)", r"\1", words)
    return words.replace("DATA (DATA)", "DATA")


OFFICE = re.compile(
    r"\b(?:the |an? )?(?:board|district|school|lea)(?:'s)? (?:data|privacy|technology|it|information|records) "
    r"(?:manager|officer|coordinator|steward|director|lead|specialist|contact|office)\b"
)
"""Who acts for the board, though the words look like data."""
SENT = re.compile(
    r"\b(?:everything|anything|whatever|all that|all) (?:that (?:is |was )?)?(?:\w+,? ){0,3}(?:sent|given"
    r"|typed|submitted|uploaded|provided|entered|posted|shared|supplied|recorded|collected)\b"
)
"""What was handed over, by whatever name."""
INNER = re.compile(r"(?<=\w)\.(?=\w)|(?<=\binc)\.|(?<=\bno)\.(?= ?\d)|(?<=\be-g)\.|(?<=\bi-e)\.|(?<=\bsec)\.")
"""A point that ends no sentence."""
BY_LAW = re.compile(
    r"\b(?:except|unless) (?:as |where |when |to the extent )?(?:otherwise )?(?:prohibited|required|permitted"
    r"|forbidden) by (?:applicable |state |federal )?law,?"
)
"""An exception that every promise has."""
CONTRACTIONS = {"ll": "will", "re": "are", "ve": "have", "d": "would"}
CONTRACTED = re.compile(r"(?<=\w)'(ll|re|ve|d)\b")
LIMITED = re.compile(
    r"(?:including,? )?(?:but )?(?:is |are )?not (?:be )?limited to|(?:including )?without limitation|not only"
)
LAWS = re.compile(r"""family educational rights (?:and|&) privacy act(?: of 1974)?(?: \("?ferpa"?\))?""")
KEPT = {"VENDOR", "BOARD", "FAMILY", "DATA"}


@cache
def _names(parties: Parties) -> tuple[tuple[re.Pattern[str], str], ...]:
    """How each name of the paper becomes the word for its side."""
    sides = ((parties.data, "DATA"), (parties.board, "BOARD"), (parties.vendor, "VENDOR"))
    return tuple(
        (re.compile(rf"(?:\b[Tt]he )?(?<!\w){re.escape(name)}(?:[’']s)?(?!\w)(?:, (?:Inc|LLC)\.?)?"), word)
        for names, word in sides
        for name in names
    )
