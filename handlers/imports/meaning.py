"""Reads what a cell means: a day, yes or no, an address, a vendor, a district; what is not clear is never guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto
from functools import lru_cache
from urllib.parse import urlsplit

from handlers.dialogue import bounded_re as re
from handlers.documents.document import unquoted
from handlers.imports import words
from handlers.imports.files.tables import SheetTable, Value, is_empty
from handlers.imports.headings import (
    EXECUTED,
    EXPIRY,
    LINK,
    OWNER,
    PRODUCT,
    PROVISIONS,
    START,
    VENDOR,
    WITHDRAWN,
    plain,
)
from handlers.understanding.named import has_legal_form

_MONTHS = {
    **{name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)},
    **{name: number for number, name in enumerate("ene feb mar abr may jun jul ago sep oct nov dic".split(), 1)},
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len))})[a-z]*\.?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})(?!\d)"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:Z| ?UTC| ?E[SD]?T| ?[ap]m)?"
_NTH = r"(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d)(?P<year>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)(?:[T ]{_CLOCK})?",
        rf"(?<![\d/])(?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})[-/.]{_YEAR}(?:,? {_CLOCK})?",
        rf"(?<![\d/])(?P<d>\d{{1,2}}){_NTH}[- ]?(?:de |of )?{_MONTH}(?: de)?,?[- ]{_YEAR}",
        rf"\b{_MONTH} ?(?P<d>\d{{1,2}}){_NTH},?[- ]{_YEAR}",
    )
)
_AROUND = re.compile(
    r"\b(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day)?|y|yes|x|si|posted|signed|executed|on|both"
    r"|parties|publicado|firmado|the|el)\b|[^\w?]|_",
    re.IGNORECASE,
)
"""What may stand beside a date without making it doubtful."""
_INEXACT = re.compile(r"\b(?:approx|aprox|about|around|circa|roughly|estimated)|\bca?\.|[~≈∼±]", re.IGNORECASE)
"""What makes a date beside it no exact day."""
_LONG_DASH = re.compile("[\u2010-\u2015]")
_LONG_DASHED = re.compile(r"\d{1,4}[\u2010-\u2015]\d{1,2}[\u2010-\u2015]\d{1,4}")
"""A date as a word processor makes it of hyphens."""
_EXTENDED = re.compile(r"\bext(?:\.|ended|ension)?\b.*?(?:to|until|thru|through)\s", re.IGNORECASE)
_NEVER = re.compile(
    r"auto\W*renew\w*|renews? auto\w*|on ?going|in ?definite(?:ly)?|perpetu\w*|evergreen|none|n/?a|never|continuous"
    r"|no (?:end|expir\w*)(?: date)?|(?:until|till) (?:cancel\w*|terminat\w*|further notice)|month to month|open ended"
    r"|(?:when|until|as long as) we (?:stop|use)\b.*|(?:up)?on termination\b.*"
    r"|sin (?:fecha|vencimiento|termino)|indefinid\w*|no aplica",
)
_UNSIGNED = re.compile(
    r"pending|waiting|awaiting|in (?:process|progress|negotiation|review)|under review|denied|declined|reject\w*"
    r"|(?:vendor|company) (?:declined|refused|will not)"
    r"|refused|requested|withdrawn|cancel\w*|submitted|draft|sent to|out for|unsigned|will not sign|wont sign"
    r"|not (?:signed|approved|required|needed|yet|started)|no (?:login|agreement|contract|dpa)"
    r"|n/?a\b|none\b|no\b|n\b|false|pendiente|en tramite|no firmado|no aplica"
)
_YES = re.compile(
    r"y|yes|x|si|s|true|1|ok|done|posted|up|live|signed|active|complete\w*|approved|on file|publicado|all|todas|todos"
    r"|all met|yes to all|✓|✔|☑|✅"
)
_NO = re.compile(r"n|no|false|0|not yet|none|not posted|no aun|todavia no|✗|✘|❌|☐|-|–|—")
_UNSAID = re.compile(r"n/?a|tbd|tba|[0/]+|\?+|-+|–|—|unknown|no aplica")
SERIALS = range(25_569, 73_051)
"""The numbers of the days from 1970 to 2099."""
LATEST = 2100


class State(Enum):
    """What became of a cell that should hold a day."""

    DAY = auto()
    EMPTY = auto()
    IMPOSSIBLE = auto()
    """Written like a date, but there is no such day."""
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day, or why there is none."""

    state: State
    day: date | None = None
    says: str = ""
    day_first: bool = False
    """Whether it can only be read with the day before the month."""
    open_order: bool = False
    """Whether it could be read either way."""
    month_first: bool = False
    """Whether it can only be read with the month before the day."""

    @property
    def turned(self) -> ReadDay:
        """The day, read the other way."""
        return replace(self, day=self.day.replace(month=self.day.day, day=self.day.month)) if self.day else self


def text_of(value: Value) -> str:
    """A cell as text, its blanks made single; a new line becomes a comma, or a blank before a bracket."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else str(value)
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", value).splitlines()]
    text = ""
    for line in filter(None, lines):
        glue = "" if not text else " " if line.startswith("(") or text.endswith((",", ";", "/", ":")) else ", "
        text += glue + line
    return text


def small(text: str) -> str:
    """A text in lower case, without accents, and without punctuation around it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("’", "'").replace("'", "").split()).strip(" .,;:!*")


def read_day(value: Value, *, from_1904: bool = False) -> ReadDay:
    """A cell of a column of days."""
    if isinstance(value, bool):
        return ReadDay(State.WORDS, says=text_of(value)) if value else ReadDay(State.EMPTY)
    if isinstance(value, date):
        return ReadDay(State.DAY, value) if value.year < LATEST else ReadDay(State.WORDS, says="none")
    text = text_of(value)
    if not text:
        return ReadDay(State.EMPTY)
    if isinstance(value, float) or (text.isascii() and text.isdigit() and len(text) in {5, 8}):
        return _serial(float(text), text, from_1904)
    return _typed(text)


def read_period(text: str) -> tuple[ReadDay, ReadDay]:
    """Both ends of a term that is told in one cell; where it does not name two days, what it says instead of an end."""
    matches = [] if _INEXACT.search(text) else _matches(text)
    if len(matches) == 2:
        return _dated(matches[0], text), _dated(matches[1], text)
    only = _typed(re.sub(r"^(?:thru|through|until|till|to|ends?|hasta)\s+", "", text, flags=re.IGNORECASE))
    return ReadDay(State.EMPTY), only if only.day else ReadDay(State.WORDS if text else State.EMPTY, says=text)


def _serial(number: float, text: str, from_1904: bool) -> ReadDay:
    if len(text) == 8 and text.isdigit():
        return _typed(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    days = int(number) + (1462 if from_1904 else 0)
    if days not in SERIALS:
        return ReadDay(State.WORDS, says=text)
    return ReadDay(State.DAY, date(1899, 12, 30) + timedelta(days=days))


@lru_cache(maxsize=10_000)  # a column is read to know what it holds, and again row by row
def _typed(text: str) -> ReadDay:
    text = (_LONG_DASH.sub("-", text) if _LONG_DASHED.fullmatch(text) else text).replace("’", "'")
    matches = [] if _INEXACT.search(text) else _matches(text)
    if len(matches) == 2 and _EXTENDED.search(text[matches[0].end() : matches[1].start()] + " "):
        return _dated(matches[1], text)
    if len(matches) != 1:
        return ReadDay(State.WORDS, says=text)
    rest = text[: matches[0].start()] + " " + text[matches[0].end() :]
    if _AROUND.sub("", small(rest)):
        return ReadDay(State.WORDS, says=text)
    return _dated(matches[0], text)


def lacks_year(text: str) -> bool:
    """Whether it would be a date if only a year stood behind it."""
    return any(_typed(f"{text}{glue}2000").day for glue in ("/", "-", ".", ", "))


def _matches(text: str) -> list[re.Match[str]]:
    """The dates in a text, from left to right, none inside another."""
    dates = sorted((match for form in _FORMS for match in form.finditer(text)), key=lambda match: match.span())
    matches: list[re.Match[str]] = []
    for match in dates:
        if not matches or match.start() >= matches[-1].end():
            matches.append(match)
    return matches


def _dated(match: re.Match[str], text: str) -> ReadDay:
    parts = match.groupdict()
    year_text = parts["year"].removeprefix("'")
    year = (
        int(year_text)
        if len(year_text) == 4
        else 2000 + int(year_text)
        if int(year_text) < 80
        else 1900 + int(year_text)
    )
    if year >= LATEST:
        return ReadDay(State.WORDS, says="none")
    numbers = parts.get("month") is None
    month, day = int(parts["m"]) if numbers else _MONTHS[parts["month"].lower()], int(parts["d"])
    swapped = numbers and len(match["year"]) < 5 and match.start("m") < match.start("year") and month > 12 >= day
    if swapped:
        month, day = day, month
    try:
        read = date(year, month, day)
    except ValueError:
        return ReadDay(State.IMPOSSIBLE if year and month and day else State.WORDS, says=text)
    month_first = numbers and match.start("m") < match.start("year") and not swapped
    either = month_first and day <= 12 and month != day
    return ReadDay(State.DAY, read, text, swapped, either, month_first and day > 12)


def never_ends(text: str) -> bool:
    """Whether words in the place of an end say that there is none."""
    return bool(_NEVER.fullmatch(small(text))) or small(text) in {"-", "–", "—"}


def not_signed(text: str) -> bool:
    """Whether words say that there is no signed contract."""
    return bool(_UNSIGNED.match(small(text)))


def unsaid(text: str) -> bool:
    """Whether a text only fills the cell."""
    return not small(text) or bool(_UNSAID.fullmatch(small(text)))


def read_flag(value: Value) -> bool | None:
    """Yes or no; None where it is neither for sure."""
    if isinstance(value, bool):
        return value
    text = small(text_of(value))
    if _YES.fullmatch(text) or re.match(r"(?:yes|✓|✔|✅|si,|y,)", text):
        return True
    if _NO.fullmatch(text) or re.match(r"(?:no|not)\b(?! expir)", text):
        return False
    return None


_LINK = re.compile(r"https?://[^\s\"<>]+|(?<![\w@./-])(?:[\w-]+\.)+[a-z]{2,6}/[^\s\"<>]+", re.IGNORECASE)
"""A web address, also as people write it without its beginning; then it has a path."""


def first_link(texts: Iterable[str]) -> str:
    """The only web address in the texts; empty where there is none, or more than one."""
    found = {link.rstrip(".,;)") for text in texts for link in _LINK.findall(text)}
    link = found.pop() if len(found) == 1 else ""
    return link if not link or "://" in link else f"https://{link}"


def host_of(text: str) -> str:
    """The site of the one web address in a text; empty where there is none."""
    return urlsplit(first_link([text])).netloc.casefold()


@dataclass(slots=True)
class ToldRow:
    """What one row says, by the form's fields; what is to be settled before it can be saved, and what cannot be."""

    sheet: str
    number: int
    """As the spreadsheet counts, from 1."""
    values: dict[str, str] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    left_out: str = ""
    """Why it is no contract of this district; empty where it is one."""
    noted: list[str] = field(default_factory=list)
    """What it says that no field can hold, as a yes in the place of a day."""


_FIELDS: Mapping[str, str] = {
    "vendor": VENDOR,
    "product": PRODUCT,
    "executed": EXECUTED,
    "start": START,
    "starts": START,
    "expiry": EXPIRY,
    "expires": EXPIRY,
    "purpose": "purpose",
    "description": "description",
    "categories": "categories",
    "data that may be collected": "categories",
    "kinds": "kinds",
    "kinds of data": "kinds",
    "schools": "schools",
    "subprocessors": "subprocessors",
    "link": LINK,
    "breach days student information": "breach_days",
    "own breach notice student information days": "breach_days",
    "breach days other": "breach_days_other",
    "own breach notice other data days": "breach_days_other",
    "contact": "contact",
    "vendors contact": "contact",
    "owner": OWNER,
    "notes": "notes",
}
"""By the plain heading, as a workbook has it or a CSV file."""
_SEVERAL = frozenset({"categories", "schools", "subprocessors"})
"""Fields of several values in a cell."""
_PROVISION = re.compile(r"(?:provisions|\d+-\d+\w*)(?:\(\w+\))+")


def own_field(heading: str) -> str:
    """The field of a column; empty where it holds what an import does not put on record."""
    return PROVISIONS if _PROVISION.fullmatch(heading) else _FIELDS.get(plain(heading), "")


def own_rows(table: SheetTable, fields: Mapping[str, Sequence[int]]) -> Iterator[ToldRow]:
    """Its rows; ``fields`` are the columns of each field, by their numbers."""
    gone = next(number for number, heading in enumerate(table.headings) if plain(heading) == WITHDRAWN)
    for number in table.rows:
        cells = [*table.sheet.rows[number], *[""] * len(table.headings)]
        left_out = "" if is_empty(cells[gone]) else words.IS_WITHDRAWN
        texts = {name: _told(name, [cells[column] for column in columns]) for name, columns in fields.items()}
        if LINK in fields and not first_link([texts[LINK]]):  # words that lead to the address
            texts[LINK] = first_link(table.sheet.links.get((number, column), "") for column in fields[LINK])
        values = texts if table.sheet.name else {name: unquoted(said) for name, said in texts.items()}
        yield ToldRow(
            table.sheet.name, number + 1, {id: said for id, said in values.items() if said}, left_out=left_out
        )


def _told(name: str, cells: Sequence[Value]) -> str:
    if name == PROVISIONS:
        flags = [read_flag(cell) for cell in cells]
        return "" if None in flags else ",".join(str(place) for place, has in enumerate(flags, 1) if has)
    cell = cells[0]
    text = cell if isinstance(cell, str) else text_of(cell)
    return text.replace(";", ",") if name in _SEVERAL else text


_BRACKETS = re.compile(r"(?P<first>[^()]+?)\s*\((?P<second>[^()]+)\)")
_PARTS = re.compile(r"\s+[/|–—-]\s+|\s*\|\s*|(?<=\w)/(?=[A-Z]\w{3})|:\s+|\s+[–—]\s*")
_MADE_BY = re.compile(r"(?P<first>.+?) (?:made )?(?:by|from) (?P<second>.+)")
_DITTO = re.compile(
    r"\"|''|“|”|〃|´´|same|ditto|do\.|ibid\.?|idem|same as above|\^+|↑|\W?same vendor\W?", re.IGNORECASE
)
KNOWN = frozenset(
    (
        "adobe; amplify; apple; autodesk; blackboard; brainpop; canva; capstone; carnegie learning; cengage; "
        "clever; code.org; college board; commonlit; curriculum associates; discovery education; edmentum; "
        "edpuzzle; follett; frontline; frontline education; gale; google; great minds; heggerty; hmh; "
        "houghton mifflin harcourt; imagine learning; infinite campus; instructure; ixl; ixl learning; kahoot; "
        "kahoot!; khan academy; learning a-z; learning ally; lexia; lexia learning; mcgraw hill; microsoft; "
        "newsela; nwea; overdrive; padlet; panorama education; parentsquare; pearson; powerschool; quizlet; "
        "raptor technologies; renaissance; renaissance learning; savvas; scholastic; securly; seesaw; texthelp; "
        "tobii dynavox; turnitin; tyler technologies; vector solutions; vista higher learning; voyager sopris; "
        "world book; zoom"
    ).split("; ")
)
"""Companies that many districts buy from: where one of two names is theirs, it is the vendor's."""


@dataclass(frozen=True, slots=True)
class VendorNames:
    """Vendor and product as a cell names them; not ``sure`` where another reading is as good."""

    vendor: str
    product: str
    sure: bool = True


_FORMER = re.compile(r"\s*\((?:formerly|f/?k/?a|a/?k/?a|previously|was|now)\b[^)]*\)", re.IGNORECASE)
_AMENDMENT = re.compile(r"(?:amendment|addendum|amend\.|change order)\b", re.IGNORECASE)


def without_former(name: str) -> str:
    """A name without what it was called before."""
    return _FORMER.sub("", name).strip(" *")


def is_amendment(product: str) -> bool:
    """Whether the words in the place of a product say that it only amends another contract."""
    return bool(_AMENDMENT.match(product))


def is_ditto(text: str) -> bool:
    """Whether a cell says that it is the same as the one above it."""
    return bool(_DITTO.fullmatch(text.strip()))


def part(text: str, *, product_first: bool = False) -> VendorNames:
    """Vendor and product of a cell that may name both."""
    bracketed = _BRACKETS.fullmatch(text)
    if bracketed:
        return _two(bracketed["first"].strip(), bracketed["second"].strip(), product_first, brackets=True)
    parts = [one.strip() for one in _PARTS.split(text) if one.strip()]
    if len(parts) < 2 and (match := _MADE_BY.fullmatch(text)):
        return VendorNames(match["second"], match["first"], sure=_is_company(match["second"]))
    if len(parts) < 2:
        return VendorNames(text, "")
    if len(parts) == 2:
        return _two(parts[0], parts[1], product_first, brackets=False)
    companies = [one for one in parts if _is_company(one)]
    if len(companies) == 1 and companies[0] in {parts[0], parts[-1]}:
        leads = companies[0] == parts[0]
        product = text.removeprefix(companies[0]) if leads else text.removesuffix(companies[0])
        return VendorNames(companies[0], product.strip(" /|–—-:"), sure=leads)
    return VendorNames("", text, sure=False)


def _two(first: str, second: str, product_first: bool, *, brackets: bool) -> VendorNames:
    """Of two names, the company's is the vendor's; else the first, or where the heading says so the second."""
    companies = _is_company(first), _is_company(second)
    if companies == (False, True):
        return VendorNames(second, first)
    if companies == (True, False):
        return VendorNames(first, second)
    vendor, product = (second, first) if product_first else (first, second)
    return VendorNames(vendor, product, sure=not brackets or _akin(first, second))


def _akin(first: str, second: str) -> bool:
    """Whether one name holds the other, as in "Boom Learning (Boom Cards)"."""
    words = [set(re.findall(r"\w{3,}", one.casefold())) for one in (first, second)]
    return bool(words[0] & words[1])


def _is_company(name: str) -> bool:
    return name.casefold() in KNOWN or has_legal_form(name)


_COMMON = frozenset(
    "public school schools district districts board dept department education of the town city ct no".split()
)
"""Words that a sheet may leave out of a district's name, or add to it."""


def ours_of(named: Iterable[str], district: str) -> frozenset[str]:
    """Those of the names that are the district's own, as setup has it; none where nobody can tell."""
    return frozenset(name for name in named if name and district and _bare(name) == _bare(district))


def _bare(name: str) -> tuple[str, ...]:
    """The words by which a district differs from others; all its words where it has no such."""
    words = re.findall(r"[^\W_]+", name.casefold().replace("regional", "region"))
    return tuple(word for word in words if word not in _COMMON) or tuple(words)
