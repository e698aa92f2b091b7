"""Finds and masks students' personal data in text: names, birth dates, numbers, phones, e-mail and home addresses."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from handlers.dialogue import bounded_re as re

PersonalData = Literal[
    "name", "birth date", "student number", "e-mail address", "phone number", "Social Security number", "home address"
]
WALL = "\0"
"""Replaces what was found already or is not to be read; no pattern matches across it."""


def walled(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text, as long as before, with a wall in place of each span."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], WALL * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


# Data with a fixed shape. The group ``it`` is the find; a match without that group is skipped.

UNREAD = re.compile(rf"\[(?:{'|'.join(get_args(PersonalData))})\]|(?:https?://|www\.)\S+", re.IGNORECASE)
_DESK = (
    r"(?:privacy|support|info|legal|help|helpdesk|security|contracts?|sales|contact|office|admin|dpo|compliance|hello"
    r"|team|no-?reply|billing|data|data-?privacy|student-?privacy|purchasing|accounts?|service)@"
)
_SSN = (
    r"(?:\bssn\b|social security(?: number| no\b| #)?)(?: (?:is|was|ends in|ending in|last (?:four|4)))?[\s:=#(.-]{0,3}"
)
_LOCAL = r"\d{3}[ .-]\d{4}(?![\w-]|\.\d)"
_BARE = r"[2-9]\d\d[2-9]\d{6}(?!\w)"
_PHONE = rf"(?<![\w.#/-])(?:\+?1[ .-]?)?(?!\(?8(?:00|33|44|55|66|77|88))(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-]){_LOCAL}"
_VENDOR_LINE = r"(?:support|help ?desk|sales|fax|hotline|customer service)(?: line| number| phone| team)?[\s:(-]{0,3}"
_CALLED = r"\b(?:call|cell|phone|mobile|tel|text|mom|mother|dad|father|parent|guardian)\b[^\d\0\n]{0,25}?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = (
    rf"(?:\d{{1,4}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?|{_MONTH} {_NTH}(?:,? \d{{4}})?|{_MONTH} \d{{4}}"
    rf"|{_NTH}(?: of)?[ -]{_MONTH},?(?:[ -]\d{{2,4}})?)(?!\w)"
)
_BIRTH = (
    r"(?:\bdob\b|\bd\.o\.b\b\.?|\bb-?day\b|\bbirth[ -]?(?:day|date)\b|\bdate of birth\b|\bborn\b)"
    r"(?: (?:is|was|on|in|of|about|for|the|his|her|student|child)\b){0,5}[\s:=#(,.-]{0,4}"
)
_OTHERS = "contract order vendor app product project invoice account customer course tax meeting district school"
_NO_STUDENTS = "".join(f"(?<!{thing} )" for thing in _OTHERS.split())
_ID = (
    r"(?:\bsasids?\b|\b(?:student|pupil|child|kid|lunch|meal|cafeteria|her|his|their)(?:['’]?s)? ?"
    r"(?:ids?\b|pin\b|nos?\b|num(?:ber)?s?\b|code\b|#)|\b(?:student|pupil) (?=\d{5})"
    rf"|{_NO_STUDENTS}\bids?\b)(?: ?(?:number|no\b|#))?"
    r"(?: (?:is|was|are|of|for|the|student)\b){0,4}[\s:=#(.-]{0,4}"
)
_PLAIN_NUMBER = r"\d(?:-?\d){3,11}(?![\w/]|-\w)"
_SHAPES: tuple[tuple[PersonalData, str], ...] = (
    (
        "e-mail address",
        rf"(?<![\w.+-])(?!{_DESK}|[^\s\0]{{1,120}}\.gov\b)(?P<it>[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})",
    ),
    ("Social Security number", r"(?<![\w.-])(?P<it>\d{3}([- ])\d\d\2\d{4})(?![\w-])"),
    ("Social Security number", rf"{_SSN}(?P<it>\d{{9}}|\d{{4}})(?!\w)"),
    ("phone number", rf"{_VENDOR_LINE}{_PHONE}|(?P<it>{_PHONE})"),
    ("phone number", rf"{_CALLED}(?P<it>(?<!\w)(?:{_BARE}|{_LOCAL}))"),
    ("phone number", rf"(?<!\w)(?P<it>{_BARE})(?= \(?(?:\w+['’]?s? )?(?:cell|phone|mobile|mom|dad)\b)"),
    (
        "birth date",
        rf"{_BIRTH}(?P<it>{_DAY}|\d{{6}}(?:\d\d)?\b)",
    ),
    (
        "birth date",
        r"\b(?:he|she|who|child|student|kid|son|daughter)(?: was| is|,)? born (?:in )?(?P<it>(?:19|20)\d\d)\b",
    ),
    ("birth date", rf"(?<![\w/.-])(?P<it>{_DAY})[\s(,-]{{1,3}}(?:dob|date of birth|birth ?da(?:y|te))\b"),
    ("student number", rf"{_ID}(?P<it>{_PLAIN_NUMBER}(?:(?:, | and |, and | & ){_PLAIN_NUMBER})*)"),
)
NUMBERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _SHAPES)
STREET = re.compile(
    r"(?<![\w$.-])(?P<it>\d{1,5}[a-z]? (?:(?!(?:a|an|the|of|in|on|per|for|by|to|and|students?|days?|hours?|devices?) )"
    r"[a-z][\w'.]{0,20} ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|circle|cir|terrace|ter|place|pl"
    r"|boulevard|blvd|way|trail|turnpike|tpke|highway|hwy|parkway|pkwy)\b\.?(?:,? (?:apt|unit|#)\.? ?\w{1,5})?)",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:home|house|lives?|lived|living|resid\w+|moved|family|pick-?up|drop-?off|bus stop|aunt|uncle|grand\w+|foster"
    r"|guardian|parents?|mother|father|mom|dad|student(?!s)|child|kid)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:office|vendor|headquarters?|hq|school|district|company|inc|llc|suite|library)\b", re.IGNORECASE
)


def is_home(sight: str, start: int, end: int, named: Iterable[int]) -> bool:
    """Whether a street address is a student's home, by the words around it or a name just before it."""
    around = sight[max(0, start - 60) : start].rpartition(WALL)[2] + "\n" + sight[end : end + 45].partition(WALL)[0]
    if any(0 <= start - name <= 30 for name in named):
        return True
    return bool(_HOME.search(around)) and not _WORK.search(around)


WORDS = Path(__file__).parent / "words.txt"

# Each word and sign becomes one letter, so that a rule about sentences is a short pattern.
# Capitalized: G first name, M first name or word, F surname, W surname or word, U unknown, I initial, N no person,
# O institution. Typed small: g m f w, x any other. 0 is a number, s the 's, R "IT" and "HR", X a name found.
# words.txt lists the words of each letter, and has the letters of the words that give a name away.

_TOKEN = re.compile(
    r"(?P<s>['’]s\b)|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|['’-](?!s\b)(?=[^\W\d_]))*)|\d\w*|[^\w\s]|[\n_]"
)
_PLAIN = str.maketrans("łđøı", "ldoi", "'’")
_SURNAME = re.compile(
    r"(?:mc|mac|o['’])\w{4,}|\w{3,}(?:ez|ski|sky|ska|czyk|wicz|enko|opoulos|escu|oglu|ovic|shvili|ian)"
)
_MIXED = re.compile(r"(?!(?:Mc|Mac|Fitz|De|La|Le|Du|Da|Di|Van|Jo)[A-Z])[^\W\d_]*[a-z][A-Z]")
_MORE = r"(?:d{0,2}[GMFWU]|I\.?)"
_KNOWN = rf"(?:[GMF]{_MORE}{{0,3}}|U{{1,2}}I?\.?d{{0,2}}F|I\.[FU])"
_ANY = rf"(?:[GMFWU]{_MORE}{{0,3}}|I\.[GMFWU]|g[fgw]?|[mwf]f)"
_GRADE = r"[,(-]{0,2}p?(?:Q|0Q)"
_SURE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"K(?:[,:(=-]|s?n[b:]?|b){{0,2}}(?P<it>{_ANY})",  # my son Liam
        rf"[SP](?:s?n[b:]{{0,2}}|[:=]|b|S)(?P<it>{_ANY})",  # student: J. Smith
        rf"[SP][,(-]?(?P<it>{_KNOWN}|I\.[GMFWU]|g[fgw]?)",  # the pupil, Fatima Noor
        rf"[yh]x?S,?(?P<it>{_ANY})",  # our foster student Destiny
        rf"[KS]s?[^.\n\0]{{0,4}}n[b:]{{0,2}}(?P<it>{_ANY})",  # the boy's full name is Mateo
        rf"(?P<it>{_KNOWN}|[MW])(?=s[xyhgM]{{0,2}}[EKe])",  # Jayden's IEP
        rf"(?P<it>(?!U[GMF])[WU]{_MORE}{{0,3}})(?=s[xyhg]{{0,2}}[EK])",
        rf"(?P<it>(?!U[GMF])[WU]{_MORE}{{1,3}})(?=s[xyhg]{{0,2}}e)",
        rf"(?P<it>{_KNOWN}|UU)(?={_GRADE})",  # Maria Gonzalez in grade 4
        rf"(?P<it>{_ANY})(?=[,(-]{{1,2}}B[:=#bp.]{{0,2}}[0MN\0]|[,(-]{{1,2}}0x{{0,2}}B)",  # An Nguyen (age 9)
        rf"(?P<it>[GMFWU]{_MORE}{{1,3}})(?=B[:=#bp.]{{0,2}}[0MN\0])",
        rf"[EKP]o(?P<it>{_KNOWN}|M)",  # IEP for Skylar
        rf"(?P<it>{_KNOWN}|M),x?S(?=[pbo,.V]|$)",  # Will, a student in
        r"(?P<it>F)(?=[KS])",  # the Gonzalez twins
        r"o(?P<it>g)(?=[,.;\n]|$)",  # a new login for jayden
        rf"(?P<it>g)(?=sx?[EKe]|[Vb(]|E|{_GRADE})",  # isabella in grade 1
    )
)
_LIKELY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<it>G{_MORE}{{0,3}})",  # Emma, Owen R.
        rf"(?P<it>M(?:I\.?|M)?d{{0,2}}[FW]{_MORE}?|MI\.|MM(?!0))",  # Grace Nguyen
        rf"(?P<it>UI?\.?d{{0,2}}F{_MORE}?)",  # Thabo Nkosi
        r"(?P<it>I\.F)",  # J. Hernandez
        r"(?P<it>F,[GMU]I?\.?)(?=[;(\n]|$|B|Q|0)",  # Nguyen, An
        r"(?<![^;:\n(])(?P<it>[FWU],[GM]I?\.?)(?=[;(\n]|$)",
        rf"(?P<it>M{_MORE}{{1,2}})(?=b?V)",  # Blessing Eze failed
        r"(?P<it>UU(?=V)|U(?=Vh))",  # Femi lost his login
        r"(?P<it>g[fgw]|f,g|[mw]f)",  # maria lopez
    )
)
_STAFF_BEFORE = re.compile(r"(?:T[.:(]?(?:b|p|p[NU]b)?|O\.)$")
_STAFF_AFTER = re.compile(r"(?:[,(-]+|,?b)[yht]?x{0,2}[TR]|pR")
_LIST = re.compile(r"XI?(?P<it>(?:(?:,a?|a|;|&)(?:[UMFWG][UFW]{0,2}(?=[,;a&.()s\n]|$)|[MG](?![GMFWUNO0])))+)")
_THEIRS = re.compile(r"X[,(#:-]{0,3}(?P<it>0)")


@cache
def _lexicon() -> tuple[dict[str, str], re.Pattern[str]]:
    """The letter of each word, and the pattern of phrases that hold a name and no person of ours."""
    letters: dict[str, str] = {}
    phrases: list[str] = []
    letter = ""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            letter = line[2]
        elif letter == "X":
            phrases += [re.escape(phrase) for phrase in line.split("|")]
        elif not line.startswith("#"):
            letters |= dict.fromkeys(line.split(), letter)
    return letters, re.compile(rf"\b(?:{'|'.join(sorted(phrases, key=len, reverse=True))})\b", re.IGNORECASE)


def find_names(sight: str) -> Iterator[tuple[int, int, PersonalData]]:
    """Names, and the student numbers that follow one."""
    lexicon, others = _lexicon()
    tokens = list(_TOKEN.finditer(walled(sight, (m.span() for m in others.finditer(sight)))))
    marked = _marked("".join(_letter(token, lexicon) for token in tokens))
    for m in re.finditer("X+", marked):
        yield tokens[m.start()].start(), tokens[m.end() - 1].end(), "name"
    for number in (tokens[m.start("it")] for m in _THEIRS.finditer(marked)):
        if number[0].isdecimal() and 5 <= len(number[0]) <= 10:
            yield *number.span(), "student number"


def _marked(letters: str) -> str:
    """The letters of a text, with an X for each that belongs to a name."""
    marked = list(letters)
    for rules, sure in ((_SURE, True), (_LIKELY, False)):
        for start, end in (m.span("it") for rule in rules for m in rule.finditer(letters)):
            before, after = letters[max(0, start - 4) : start], letters[end : end + 6]
            staff = not sure and (_STAFF_BEFORE.search(before) or _STAFF_AFTER.match(after))
            if not staff and not after.startswith(("O", "sO")):
                marked[start:end] = "X" * (end - start)
    for m in _LIST.finditer("".join(marked)):
        marked[m.start("it") : m.end("it")] = ("X" if letter.isupper() else letter for letter in m["it"])
    return "".join(marked)


def _letter(token: re.Match[str], lexicon: dict[str, str]) -> str:
    """The letter of a word or sign."""
    word = token[0]
    if token["s"]:
        return "s"
    if not token["word"]:
        return lexicon.get(word, "0") if word[0].isdecimal() else word
    folded = _folded(word)
    letter = "R" if word in {"IT", "HR"} else lexicon.get(folded) or _guessed(word, folded, lexicon)
    if letter == "G" and word.isupper() and len(word) <= 4:
        return "M"  # TED and DAN may be no names
    if word[0].isupper() or letter not in "GMFWUNO":
        return letter
    return letter.lower() if letter in "GMFW" else "x"


def _folded(word: str) -> str:
    """The word in small letters, without accents and apostrophes."""
    plain = word.lower().translate(_PLAIN)
    return plain if plain.isascii() else re.sub(r"[^\w-]", "", unicodedata.normalize("NFD", plain))


def _guessed(word: str, folded: str, lexicon: dict[str, str]) -> str:
    """The letter of a word in no list, by its parts or its shape."""
    if "-" in folded:
        known = [lexicon[part] for part in folded.split("-") if lexicon.get(part, "d") != "d"]
        return next((letter for letter in known if letter not in "GMFW"), known[0] if known else "U")
    if len(word) == 1:
        return "I" if word.isupper() and word != "I" else "x"
    if _MIXED.match(word) or (word.isupper() and len(word) <= 4):
        return "N"
    return "F" if word[0].isupper() and _SURNAME.fullmatch(word.lower()) else "U"


MOST_PASSES = 8
"""One find may hide another right next to it, so the text is searched again with the finds walled off."""


@dataclass(frozen=True, slots=True)
class PersonalDataMatch:
    """A piece of text, from ``start`` to before ``end``, that looks like personal data of a student."""

    kind: PersonalData
    text: str
    start: int
    end: int


def find_personal_data(text: str) -> tuple[PersonalDataMatch, ...]:
    """What looks like personal data of a student, from left to right; no two finds overlap."""
    if not text:
        return ()
    sight = walled(text, (m.span() for m in UNREAD.finditer(text)))
    spans: list[tuple[int, int, PersonalData]] = []
    for _ in range(MOST_PASSES):
        finds = sorted(_finds_in(sight))
        if not finds:
            break
        spans += finds
        sight = walled(sight, ((start, end) for start, end, _ in finds))
    return tuple(PersonalDataMatch(kind, text[start:end], start, end) for start, end, kind in sorted(spans))


def _finds_in(sight: str) -> Iterator[tuple[int, int, PersonalData]]:
    for kind, pattern in NUMBERS:
        numbers = [m.span("it") for m in pattern.finditer(sight) if m["it"]]
        sight = walled(sight, numbers)
        yield from ((start, end, kind) for start, end in numbers)
    streets = [m.span("it") for m in STREET.finditer(sight)]
    names = list(find_names(walled(sight, streets)))
    yield from names
    for start, end in streets:
        if is_home(sight, start, end, [after for _, after, _ in names]):
            yield start, end, "home address"


def mask(text: str, finds: Iterable[PersonalDataMatch]) -> str:
    """The text with each find replaced by its kind in brackets."""
    pieces, at = [], 0
    for find in sorted(finds, key=lambda find: find.start):
        pieces += [text[at : find.start], f"[{find.kind}]"]
        at = find.end
    return "".join([*pieces, text[at:]])
