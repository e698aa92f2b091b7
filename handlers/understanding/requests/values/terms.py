"""Finds provisions, data, student counts, lengths of contracts, files, links, reasons, means and impossible dates."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.dates import MONTH
from handlers.understanding.words import COUNT, NUMBER, number_of

PROVISIONS: Mapping[str, str] = {
    "property": r"property|ownership|owns the data",
    "deletion": r"deletion|delete|deleting|destruction of data|removal",
    "purpose": r"purpose|use limitation|no other use|limits? on use",
    "review": r"(?:parent(?:al)? )?(?:review|access and correction|inspection)|correction(?: of records)?",
    "security": r"security|confidentiality|safeguards?",
    "breach": r"breach(?: notification| notice| reporting)?|incident",
    "end": r"end[- ]of[- ]contract|retention|return of data|nothing kept|termination",
    "ferpa": r"ferpa|family educational rights[\w ]*",
    "governing-law": r"governing[- ]law|connecticut law|choice of law|ct law",
    "severability": r"severability|severable",
}
_NOUN = r"(?: (?:clause|provision|language|part|piece|term|section|line|sentence|item|paragraph|statement|one))s?"
_EVERY = re.compile(
    r"\b(?:all (?:of )?(?:the )?(?:ten|10)|all (?:the )?(?:required )?(?:provisions|clauses|terms)"
    r"|(?:everything|it all)(?:'s| is)"
    r" (?:in (?:it|there)|there)|has (?:all|everything)|all ten|nothing(?:'s| is) missing"
    r"|complete contract|10 of (?:the )?10"
    r"|ten of (?:the )?ten|every provision)\b",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:but|except|save|minus|other than|apart from|bar)\b|\b(?:9|nine) (?:of|out of)\b", re.IGNORECASE
)
_LACK = (
    r"(?:no|missing|lacks?|lacking|without|doesn'?t have|does not have|isn'?t|except(?: for)?|minus"
    r"|left out|but (?:not )?)"
)
DIRECTORY = "directory_information"
_DATA_WORDS: Mapping[str, str] = {
    "student_information": (
        r"student info(?:rmation)?|names?|birth ?(?:days?|dates?)|dates? of birth|dobs?|addresses|home addresses"
        r"|student ids?|ids|(?:id|identification) numbers?"
        r"|phone(?: number)?s?"
        r"|e-?mail addresses|emails|ssns?|social security(?: number)?s?|grades|test scores|scores"
        r"|health|medical|discipline"
        r"|attendance|iep\w*|special ed(?:ucation)?|lunch (?:status|data)|passwords|logins?|photos?"
        r"|personal (?:info\w*|data)"
    ),
    "student_records": r"\bstudent records?|transcripts?|assessments?",
    "student_generated_content": (
        r"student[- ]generated(?: content)?|essays?|artwork|drawings|videos?|student work|portfolios?"
    ),
    DIRECTORY: r"directory info(?:rmation)?",
}
_DATA = {name: re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE) for name, words in _DATA_WORDS.items()}
_KIDS = (
    r"(?:of our |of your |of the |our |your |affected |individual )?(?:kids|students?|pupils|children|accounts|kid"
    r"|names|learners|\w+ graders|seniors|athletes|of ours)"
)
_COUPLE = "a couple"
_COUNT = re.compile(rf"(?<![\w/.-])(?:{COUNT})(?![\w/]|-\d|\.\d)", re.IGNORECASE)
_STUDENTS = re.compile(
    rf"(?<![\w/-])(?!(?:an?|one) {_KIDS})(?P<many>{_COUPLE}|{COUNT}) (?:of )?{_KIDS}\b"
    r"|\b(?:students?|kids|number|count|it was|actually|only|affected|be)(?: is| was| were| should be"
    r"| affected| to|:|=)* "
    r"(?:about |around |roughly )?(?P<after>\d{1,3}(?:,\d{3})+|\d{1,6})(?!\w|[/-]\d)(?= (?:kids"
    r"|students|not|instead|affected)|[.,!]?$)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://[^\s<>\"]+|\bwww\.[^\s<>\"]+|\b[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:org|com|net|edu|gov|us"
    r"|io)(?:/[^\s<>\"]*)?"
)


_FILE = re.compile(r"\b[\w-]+\.(?:pdf|docx?|png|jpe?g|eml|msg|xlsx?)\b", re.IGNORECASE)
_PLAIN = ("deletion", "security", "ferpa", "governing-law", "severability")
"""Provisions whose name alone is enough to mean them."""
_ADDED = r"\b(?:add|adds|added|has|have|includes?|included|with|mark|marked)(?: the| a| now| that)*"


@dataclass(frozen=True, slots=True)
class SaidProvisions:
    """The provisions that a contract is said to have and to lack, by name."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def said_provisions(text: str) -> SaidProvisions:
    """What a message says of a contract's provisions."""
    every = bool(
        _EVERY.search(text) or (_BUT.search(text) and re.search(r"\b(?:9|nine) (?:of|out of)\b", text, re.IGNORECASE))
    )
    lacks = tuple(
        name
        for name, words in PROVISIONS.items()
        if _lacks(words, text)
        or (every and re.search(rf"\b(?:but|except|save|minus)(?: for)?(?: the)? (?:{words})\b", text, re.IGNORECASE))
    )
    if every:
        return SaidProvisions(tuple(name for name in PROVISIONS if name not in lacks), lacks)
    has = (name for name, words in PROVISIONS.items() if re.search(rf"\b(?:{words}){_NOUN}\b", text, re.IGNORECASE))
    added = [name for name in _PLAIN if re.search(rf"{_ADDED} (?:{PROVISIONS[name]})\b", text, re.IGNORECASE)]
    return SaidProvisions(tuple(dict.fromkeys(name for name in (*has, *added) if name not in lacks)), lacks)


def provisions_in(name: str) -> tuple[str, ...]:
    """The provisions that words are the name of, where it is known that they name one."""
    return tuple(
        id for id, words in PROVISIONS.items() if re.fullmatch(rf"(?:the )?(?:{words})", name.strip(), re.IGNORECASE)
    )


def _lacks(words: str, text: str) -> bool:
    lacking = (
        rf"\b{_LACK} (?:the |a |an |any |\w+ (?:and|or) )?(?:{words})(?:{_NOUN}\b|\b(?! (?:notice (?:came|from)|at)))"
    )
    stated = (
        rf"\b(?:{words})(?:{_NOUN})? (?:is|are|was|were|isn'?t)(?: still| also)? ?(?:missing|not (?:there"
        rf"|in it)|left out|in it|there)\b"
    )
    missing = re.search(lacking, text, re.IGNORECASE)
    match = re.search(stated, text, re.IGNORECASE)
    return bool(missing or (match and re.search(r"missing|not|n'?t|left out", match[0], re.IGNORECASE)))


_NOT_THESE = re.compile(
    r"(?:\b(?:no|not|nor|never|without|none of|neither|exclud\w+|except(?: for)?)|n['’]t)"
    r"(?:(?!\b(?:only|just|but|and|yes)\b)[\w'’ /-]|, (?=(?:or|nor)\b)){0,40}$",
    re.IGNORECASE,
)
"""Before data that was not involved, in the same clause: "no grades or student information"."""
_WERE_NOT = re.compile(
    r"[\w'’ /-]{0,30}?\b(?:(?:was|were|is|are)(?: not|n['’]t)|not|never)"
    r" (?:involved|affected|included|exposed|leaked|taken|stolen|touched|compromised|accessed|part|among)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:only|just|solely|nothing but|no more than|limited to) (?:the |their |basic )?$", re.IGNORECASE
)
_ALONE = re.compile(r"(?: data)? (?:only|alone|and nothing (?:else|more))\b", re.IGNORECASE)


def said_data(text: str) -> tuple[str, ...]:
    """The law's words for the data that a message names, and does not say was not involved.

    A kind of directory information is not guessed; where only that is said to be involved, its kinds are no other data.
    """
    hits = {name: [one for one in words.finditer(text) if not _is_denied(one, text)] for name, words in _DATA.items()}
    if any(_ONLY.search(text[: one.start()]) or _ALONE.match(text, one.end()) for one in hits[DIRECTORY]):
        return (DIRECTORY,)
    return tuple(name for name, found in hits.items() if found)


def _is_denied(data: re.Match[str], text: str) -> bool:
    return bool(_NOT_THESE.search(text[: data.start()]) or _WERE_NOT.match(text, data.end()))


def without_data(text: str) -> str:
    """The text without the words by which `said_data` knows data."""
    for words in _DATA.values():
        text = words.sub(" ", text)
    return text


def said_kinds(text: str) -> str:
    """The kinds of data that a message names, as typed, without the law's own words for them."""
    laws = [name.replace("_", " ") for name in _DATA]
    hits = (hit for words in _DATA.values() for hit in words.finditer(text))
    typed = [hit[0] for hit in sorted(hits, key=lambda hit: hit.start())]
    plain = (one for one in typed if not any(law.startswith(_singular(one)) for law in laws))
    return ", ".join(dict.fromkeys(plain))


def _singular(words: str) -> str:
    return words.casefold().replace("-", " ").removesuffix("s")


def said_students(text: str) -> int | None:
    """How many students a message speaks of; None where it gives no number."""
    match = _STUDENTS.search(text)
    if match is None:
        return None
    many = match["many"] or match["after"]
    return 2 if many.lower() == _COUPLE else number_of(many)


def counts_in(text: str) -> Iterator[int]:
    """The numbers in a text, in figures or words; an article is none."""
    for match in _COUNT.finditer(text):
        if match[0].lower() not in {"a", "an"}:
            yield number_of(match[0])


def said_file(text: str) -> str:
    """The name of a file, as in ``letter.pdf``; empty where none is named."""
    match = _FILE.search(text)
    return match[0] if match else ""


def said_links(text: str) -> tuple[str, ...]:
    """Web addresses, each once, with https:// where a scheme is missing."""
    found = (match[0].rstrip(".,;:!?)'") for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(link if link.startswith("http") else f"https://{link}" for link in found))


_WHY = re.compile(
    r"(?:\b(?:because|since(?! (?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec|\d))|as in|bc|cuz|reason(?: is|:)?|due to)"
    r"|\b(?=(?:waiting (?:for|on)|we're waiting|counsel|it was (?:logged|entered)|logged (?:it )?twice"
    r"|entered (?:it )?twice|it's a duplicate|duplicate"
    r"|(?:was )?entered by mistake|false alarm|(?:we )?(?:stopped using|no longer use|don'?t use"
    r"|never signed|never happened)|logged by mistake|not (?:a real|really a)|wrong vendor)\b)"
    r"|\s[-–—]+\s|[;:]\s)\s*(?P<why>[^.!?]+)",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"^(?:please|thanks|ok|it'?s at|https?:)", re.IGNORECASE)
LONGEST = 200


def said_reason(text: str) -> str:
    """The reason, from the word that begins it to the end of its sentence; empty where none is given."""
    match = _WHY.search(text)
    why = match["why"].strip(" ,\"'") if match else ""
    return "" if _UNSAID.match(why) or "http" in why else why[:LONGEST]


_ELECTRONIC = (
    r"e-?mails?|post|texts?|sms|messages?|fax|newsletters?|push|voicemails?|notifications?|portal|app|website|web page"
)
_BY_HAND = r"mail|letters?|phone|calls?|hand|notes?|flyers?|person"
MEANS = (
    rf"(?:(?:by|in|with|over|per) (?:(?:an?|the|our) )?(?:[\w-]+ ){{0,2}}?(?:{_ELECTRONIC}|{_BY_HAND})"
    r"(?: (?:messages?|calls?))?|(?:via|through) (?:(?:an?|the|our) )?[\w-]+)(?![\w-])"
)
_SAID_MEANS = re.compile(rf"\b{MEANS}", re.IGNORECASE)
_VERB = re.compile(r"\b(e-?mail|mail|text|phon|call|fax|messag)ed\b", re.IGNORECASE)
_NOUNS = {"mail": "mail", "text": "text", "phon": "phone", "call": "phone", "fax": "fax", "messag": "message"}


def said_means(text: str) -> str:
    """By what means somebody was told, as in ``by e-mail``; empty where none is said."""
    if found := _SAID_MEANS.search(text):
        return found[0]
    verb = _VERB.search(text)
    return f"by {_NOUNS.get(verb[1].lower(), 'e-mail')}" if verb else ""


def is_not_electronic(text: str) -> bool:
    """Whether somebody was told by letter, by phone or in person, and by no other means that the text names."""
    means = said_means(text)
    by_hand, electronic = (rf"(?<![\w-])(?:{words})(?![\w-])" for words in (_BY_HAND, _ELECTRONIC))
    return bool(re.search(by_hand, means, re.IGNORECASE)) and not re.search(electronic, text, re.IGNORECASE)


_PAPER = r"(?:contract|agreement|deal|n?dpa|subscription|licen[sc]e|renewal|extension|commitment|period|term)"
_LENGTH = re.compile(
    rf"(?<![\w-])(?P<number>{NUMBER})(?: \(\d{{1,2}}\))?[ -](?:(?:full|more|additional|calendar) )?"
    r"(?P<school>(?:school|fiscal|academic) )?(?P<unit>year|yr|month|mo)s?\b",
    re.IGNORECASE,
)
_LASTS = re.compile(
    rf"\b(?:good|valid|lasts?|lasting|runs?|running|continues?|ends?|ending|expires?|{_PAPER}|for|by)"
    r"(?: (?:is|of|for|the|another|about|out|total|on|effect|force))*:? (?P<within>(?:in|within) (?:about )?)?$",
    re.IGNORECASE,
)
"""What stands before the length of a contract."""
_OF_TERM = re.compile(rf"[ -](?:long )?{_PAPER}\b|,? (?:from|starting|beginning|commencing)\b", re.IGNORECASE)
"""What stands after it."""
_FROM_SIGNING = re.compile(
    r" (?:from|after|of) (?:(?:the|its|date|day|of) )*(?:sign(?:ing|ature|ed)|execut(?:ion|ed|ing))\b", re.IGNORECASE
)
_OF_DATA = re.compile(
    r"\b(?:us(?:ed|ing)|been|ke(?:ep|eps|pt)|retain\w*|retention|stor(?:es?|ed)|delet\w*|had)\b[^,.;]*$", re.IGNORECASE
)
"""How long something was used or is kept."""
MONTHS_OF_YEAR = 12
TERM = "term"
"""The value for a form that says how long a contract lasts."""


def said_term(text: str) -> tuple[str, int, int]:
    """How long a contract is said to last, as typed, with its start and end; empty where that is not said."""
    for match in _LENGTH.finditer(text):
        before = _LASTS.search(text, 0, match.start())
        if not (before or _OF_TERM.match(text, match.end())) or _OF_DATA.search(text, 0, match.start()):
            continue
        start = before.start("within") if before and before["within"] else match.start()
        signing = _FROM_SIGNING.match(text, match.end())
        end = signing.end() if signing else match.end()
        return text[start:end], start, end
    return "", 0, 0


def term_end(said: str, start: date | None, signed: date | None) -> date | None:
    """The last day of a term, the day before its anniversary; None where nobody can tell from which day it counts.

    Of "in two years" that is not clear, nor how long a school year is.
    """
    match = _LENGTH.search(said)
    first = signed if match and _FROM_SIGNING.match(said, match.end()) else start
    if match is None or match.start() or match["school"] or first is None:
        return None
    many = number_of(match["number"]) * (MONTHS_OF_YEAR if match["unit"].lower().startswith("y") else 1)
    return first + relativedelta(months=many) - timedelta(days=1)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(
    rf"\b(?P<name>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|:)(?:,?\s+(?P<year>\d{{4}}))?(?!\w)"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name2>{MONTH})(?!\w)(?:,?\s+(?P<year2>\d{{4}}))?"
    r"|(?<![\d/])(?P<month>\d{1,2})/(?P<day3>\d{1,2})(?:/(?P<year3>\d{2,4}))?(?![\d/])"
    r"|(?<!\d)(?P<year4>\d{4})-(?P<month2>\d{1,2})-(?P<day4>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
LEAP = 2000
AROUND_THE_CLOCK = "24/7"


def impossible_dates(text: str) -> tuple[tuple[int, int, str], ...]:
    """Dates that no calendar has, as February 30: start, end, and as typed."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WRITTEN.finditer(text):
        written = match[0].strip()
        name = match["name"] or match["name2"]
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(match["month"] or match["month2"])
        day = int(match["day"] or match["day2"] or match["day3"] or match["day4"])
        year = int(match["year"] or match["year2"] or match["year3"] or match["year4"] or LEAP)
        year = year + LEAP if year < 100 else year
        if written != AROUND_THE_CLOCK and not _exists(year, month, day):
            yield match.start(), match.end(), written


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= MONTHS_OF_YEAR and 1 <= day <= monthrange(year, month)[1]
