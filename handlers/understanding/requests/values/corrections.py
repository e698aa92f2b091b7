"""Reads what somebody wants changed: a field and its new value, a note, which deadlines, or a setting."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.values.days import DayOf, SaidDay

FIELDS: Mapping[str, str] = {
    "notes": r"\bnotes?\b",
    "discovered": r"discover\w*|when (?:they|the vendor) found",
    "board_told": (
        r"notice (?:date|day|came|arrived|was)|date of (?:the )?(?:notice|receipt)|received|receipt"
        r"|told us|day they told us"
        r"|notified us|heard from"
    ),
    "executed": r"sign(?:ed|ing|ature)\b|execut\w+|inked",
    "expiry": (
        r"expir\w*|exp\b|extend\w*|good (?:until|through)|end(?:s|ing)?(?: date)?\b|term\b|runs (?:until|through|to)"
    ),
    "start": r"start(?:s|ing)?(?: date)?\b|effective|begins?",
    "students": (
        r"(?:number|count|how many|\d+) (?:of )?(?:students?|kids|pupils|children)|student count|head ?count"
        r"|students\b|kids\b"
    ),
    "link": r"\blinks?\b|\burl\b|web address|\baddress\b|web ?page|\bpage\b",
    "proof": r"\bproof\b",
    "file": r"\bpdf\b|\bfile\b|signed copy|scan\b",
    "provisions": r"provisions?|clauses?|severability|ferpa|governing law",
    "kinds": r"kinds? of (?:student )?data|data (?:elements|points|fields)",
    "schools": r"\bschools\b",
    "subprocessors": r"\bsub-?(?:processors?|contractors?)\b",
    "categories": (
        r"covers?|collects?|categor\w+|\bdata\b|student information|student records"
        r"|student[- ](?:generated|made) content"
    ),
    "contact": r"\bcontact\b|\brep\b",
    "owner": r"\bowner\b|\bowns\b|owned by|responsible",
    "purpose": r"\bpurpose\b",
    "description": r"descri\w+|what happened",
    "product": r"\bproduct\b|\bapp name\b",
    "vendor": r"\bvendor(?:'s)?(?: name)?\b|\bname\b|misspelled|spell\w*|spelt",
    "contract": r"\bcontract (?:number|id)\b|linked to|tied to",
}
OF_DAYS: Mapping[DayOf, str] = {
    DayOf.DISCOVERED: "discovered",
    DayOf.NOTICE: "board_told",
    DayOf.SIGNED: "executed",
    DayOf.APPROVED: "executed",
    DayOf.EXPIRES: "expiry",
    DayOf.EFFECTIVE: "start",
}
OF_BREACHES = frozenset({"discovered", "board_told", "students", "contract"})
OF_CONTRACTS = frozenset({
    "executed", "expiry", "start", "provisions", "purpose", "product", "contact", "link", "schools", "subprocessors",
})  # fmt: skip
"""Fields that records of one kind alone have."""
_COUNTED = re.compile(r"\b(?:number|count|figure|total|tally|headcount)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w/.-])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\w/.-])\d{1,6}(?![\w/-]|\.\d)")
_OLD = re.compile(
    r"\b(?:not|from|instead of|rather than|isn't|wasn't|says?|shows?|said|listed as|logged as|have it as|has it as"
    r"|i (?:put|wrote|typed|entered|said|had)|we (?:put|had|said|entered)|it (?:was|has)|entered as"
    r"|was put as|currently)"
    r"(?: (?:on|the|as|it))*\s*$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:should(?:'ve| have)? (?:actually |really )?(?:be|been|say|read|have)|(?:change|update|correct"
    r"|fix|set|switch|edit|move)\b"
    r".*?\bto(?: be| say| read)?|needs to be|(?:is|it's|was|are|were) (?:actually|really|spelled|spelt"
    r"|called|supposed to be)"
    r"|\bactually|\bmeant(?: to (?:put|say|write))?|\bi mean|correct (?:one|name|spelling|value|date|number) is"
    r"|(?:went up|up|increased|grew|dropped|down|rose) to\b|\b(?:product|purpose|contact|description)(?: is|:)"
    r"|,\s*(?:it'?s|it is|its)\b|right (?:one|name|spelling|date|number) is|new (?:one|name) is)[: ]+(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
_IN_WORDS = ("notes", "purpose", "description", "product", "vendor", "contact", "kinds", "schools", "subprocessors")
_STATED = re.compile(
    rf"^[^:;.?!]{{0,60}}?(?<![\w-])(?:{'|'.join(f'(?P<{one}>{FIELDS[one]})' for one in _IN_WORDS)})"
    r"(?: (?:of|in|for|on) [^:;,.?!]{1,40}?)?(?: (?:is|are)(?: now| spelled| spelt| called)?|:) (?P<value>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_STATED = re.compile(
    rf"(?:[,;]|,? and| but) (?:the |its |their )?(?:{'|'.join(FIELDS[one] for one in _IN_WORDS)}) (?:is|are|:)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^(?:[,;]|,? and| but) ", re.IGNORECASE)
_TAIL = re.compile(
    r",? (?:and )?(?:not|instead of|rather than|please|thanks|instead|on [bcd]-\d+|for [bcd]-\d+)\b.*$|[.!?]+$"
    r"|,? (?:but )?(?:somebody|someone|i|we|they|he|she|it)"
    r" (?:put|typed|wrote|said|says|entered|had|has)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NOTE = re.compile(
    r"(?:\bnotes?\b.*?(?::|\bthat\b|\bsaying\b)|^(?:jot|write|put) (?:it |this )?down\b.*?\bthat\b"
    r"|^(?:(?:please|pls|kindly|(?:can|could|would|will) (?:you|u)) )*"
    r"(?:put|note|write|jot|record|enter|add|keep|file|mark|leave)\b"
    r"(?: \w+){0,3}? (?:on|in|under|with|for|to|down|against)\b[^:;.?!]{0,50}?\bthat\b"
    r"|\bnote (?:on|for|to) [bc]-\d+[,:]?|\bnote down that)\s*(?P<note>.+)$",
    re.IGNORECASE | re.DOTALL,
)
BEFORE = 30
"""Letters before a value in which a word such as "not" marks it as the old one."""


def said_field(text: str, days: Sequence[SaidDay], never: frozenset[str] = frozenset()) -> str:
    """The field that is named, else that of the new day, and none of ``never``; empty where neither tells."""
    if re.search(r"\bnotes?\b", text, re.IGNORECASE) and _NOTE.search(text):
        return "notes"
    hits = [(match.start(), name) for name, words in FIELDS.items() if (match := _field(words).search(text))]
    named = [pair for pair in hits if pair[1] not in never]
    wrong = re.search(r"\bwrong (\w+)", text, re.IGNORECASE)
    if wrong and (exact := [name for name, words in FIELDS.items() if _field(words).fullmatch(wrong[1])]):
        return exact[0]
    if days and (dated := [pair for pair in named if pair[1] in OF_DAYS.values()]):
        return min(dated)[1]
    if days:
        new = new_day(text, days)
        return OF_DAYS.get(new.role, "") if new else ""
    return min(named)[1] if named else ""


def _field(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)


def new_day(text: str, days: Sequence[SaidDay]) -> SaidDay | None:
    """The day that is to be saved, of those named: the 12th of ``Nov 12 not Nov 2``."""
    new = new_days(text, days)
    return new[-1] if new else None


def new_days(text: str, days: Sequence[SaidDay]) -> tuple[SaidDay, ...]:
    """The days without those that the text calls wrong, such as the 2nd of ``Nov 12 not Nov 2``."""
    return tuple(one for one in days if not _OLD.search(text[max(0, one.start - BEFORE) : one.start]))


def other_days(text: str, days: Sequence[SaidDay], new: SaidDay | None) -> tuple[SaidDay, ...]:
    """The days of other events that are to be saved beside the new one: "signed Nov 24, and it ends June 30"."""
    roles = {new.role} if new else set()
    others = [one for one in days if one.role in OF_DAYS and one.role not in roles]
    return tuple(one for role in OF_DAYS if (one := new_day(text, [day for day in others if day.role is role])))


def new_text(text: str) -> str:
    """What the field is to be, as typed; empty where that is not said."""
    match = _TO.search(text)
    if match is None:
        return ""
    return _bare(match["value"])


def _bare(value: str) -> str:
    """The value without the words behind it; empty where it only says that something is wrong."""
    value = _TAIL.sub("", value).strip(" \"'“”.,")
    return "" if value.lower() in {"corrected", "fixed", "changed", "updated", "different", "wrong"} else value


def stated(text: str) -> tuple[str, str]:
    """The field and all of its value, as in "the purpose of C-8 is math practice"; both empty for what is said else."""
    match = _STATED.search(text)
    if match is None or _TO.search(match["value"]):
        return "", ""
    value = _bare(match["value"])
    return (next(one for one in _IN_WORDS if match[one]), value) if value else ("", "")


def all_stated(text: str) -> tuple[tuple[str, str], ...]:
    """Each field with all of its value: "the vendor is spelled Savvas Co. and the product is enVision"."""
    parts = [text[a:b] for a, b in pairwise((0, *(one.start() for one in _NEXT_STATED.finditer(text)), len(text)))]
    found = [(*stated(_JOINT.sub("", part)), "." * part.endswith(".") * (part is not parts[-1])) for part in parts]
    whole = len(found) > 1 and all(field for field, _, _ in found)
    return tuple((field, f"{value}{dot}") for field, value, dot in found) if whole else ()


def said_note(text: str) -> str:
    """What is to be noted, as typed; empty where nothing is."""
    match = _NOTE.search(text)
    return _THANKS.sub("", match["note"]).strip(' "“”') if match else ""


_AROUND_NOTE = re.compile(
    r"^(?:(?:please |pls |fyi |just )*(?:note|put|write|add|jot down|mention)?\s*(?:for|on|to|under)?\s*)?"
    r"[bcd]-?\d+\s*[:,–—-]*\s*"
    r"|[\s,.;–—-]*\b(?:please |pls )?(?:(?:make|leave|add) (?:it )?a note"
    r"|(?:note|jot|write|record|put|keep) (?:it|this|that)(?: down)?"
    r"|(?:note|put|add|file that|jot) (?:on|under|to|w/|with|for) [bcd]-?\d+|for the record)[\s.!]*$",
    re.IGNORECASE,
)


_THANKS = re.compile(
    r"(?:[?!.,;–—-]\s*(?:thanks?|thank you|thx|ty)\b(?: \w+){0,2}|\s+(?:thanks|thx|ty|please|pls))[\s?!.]*$|\?$",
    re.IGNORECASE,
)


def noted(text: str) -> str:
    """The message without the words that ask to note it."""
    text = _THANKS.sub("", text)
    return _AROUND_NOTE.sub("", _AROUND_NOTE.sub("", text)).strip(' "“”,;')


def day_text(one: SaidDay) -> str:
    """A day as a form takes it, with its time where that is clear; empty where the day is not."""
    if one.day is None:
        return ""
    half = one.time.endswith(("am", "pm"))
    return f"{one.day.isoformat()} {one.time}" if half else one.day.isoformat()


def counted(text: str) -> int | None:
    """The number that a count is to be: the 421 of "it should read 421, not 412"."""
    if not _COUNTED.search(text):
        return None
    new = [one for one in _NUMBER.finditer(text) if not _OLD.search(text[max(0, one.start() - BEFORE) : one.start()])]
    return int(new[0][0].replace(",", "")) if new else None


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
_COMPILED = {name: re.compile(re.alternatives(lines, _PARTS), re.IGNORECASE) for name, lines in DUTIES.items()}


def said_duties(text: str) -> tuple[str, ...]:
    """The deadlines that a message is about, by short name; next to families, a posting is the breach notice's."""
    duties = [name for name, words in _COMPILED.items() if words.search(text)]
    if _COMES_UP.search(text):
        duties = [*(one for one in duties if one != "posting"), "end"]
    if "families" in duties and _ALSO_SITE.search(text) and "yearly" not in duties:
        duties = [*(one for one in duties if one not in {"posting", "website"}), "website"]
    elif "website" in duties and "posting" in duties:
        duties.remove("posting")
    if {"yearly", "report", "calendar"} & set(duties):
        duties = [one for one in duties if one in {"yearly", "report", "calendar"}]
    return tuple(duties)


_FIELDS: Mapping[str, str] = {
    "superintendent": r"superintendent",
    "lead": r"privacy lead",
    "closures": r"closed|school'?s out|out for (?:winter|spring)|closures?|no school|snow day|vacation|break\b",
    "place": (
        r"(?:post|send|put) (?:the )?(?:reminders?|it|them|posts) (?:here|in this|to this)|post here|reminder channel"
    ),
    "before": r"days before|reminder days|remind\w* .*\bdays\b",
    "evening": r"evening|(?:after|later than|past) \d",
    "morning": r"morning|(?:before|earlier than|until) \d|no earlier",
    "zone": r"time ?zone",
    "site": r"web ?site|web page|contracts? page|page of contracts|\bsite\b",
    "district": r"\bdistrict\b",
}
_HOUR = re.compile(r"\b(\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?)?)(?=$|[\s.,!])", re.IGNORECASE)
_SET_TO = re.compile(r"\b(?:is(?: now)?(?: called| named)?|to|as)\b[: ]+(?P<value>[^.!?]+)$", re.IGNORECASE)


def said_setting(text: str, days: Sequence[SaidDay]) -> tuple[str, str]:
    """The field of the setup and its new value as typed; both may be empty. People and links are read elsewhere."""
    field = next((name for name, words in _FIELDS.items() if re.search(words, text, re.IGNORECASE)), "")
    match field:
        case "closures":
            known = [one.day.isoformat() for one in days if one.day]
            span = len(known) == 2 and re.search(r"\b(?:to|through|thru|until)\b| - ", text)
            return field, (" to " if span else ", ").join(known)
        case "morning" | "evening":
            hour = _HOUR.search(text)
            return field, hour[1].strip() if hour else ""
        case "before":
            return field, ", ".join(re.findall(r"\b\d{1,2}\b", text))
        case "zone" | "district":
            match = _SET_TO.search(text)
            return field, match["value"].strip(" \"'") if match else ""
        case "place":
            return field, "here" if re.search(r"\b(?:here|this)\b", text, re.IGNORECASE) else ""
        case _:
            return field, ""
