"""Which field of a contract does the heading of a column name, in English or Spanish?"""

import unicodedata
from collections.abc import Iterable, Mapping

from handlers.dialogue import bounded_re as re
from knowledge.columns.heading_reader import shares_of

VENDOR, PRODUCT, BOTH = "vendor", "product", "vendor_product"
EXECUTED, EXPIRY, START, POSTED, LINK = "executed", "expiry", "start", "posted", "link"
OWNER, PROVISIONS, SIGNED, DISTRICT = "owner", "provisions", "signed", "district"
SIGNATURE, PERIOD = "signature", "period"
"""The day on which one of the parties signed, and both ends of the contract's term in one cell."""
STUDENT_DATA, NAME, CONTACT = "student_data", "name", "contact"
"""Whether the vendor has students' data at all, a name of which the other columns tell whose it is, whom to ask."""
NAMES = frozenset({VENDOR, PRODUCT, BOTH, NAME})
"""Of which a table of contracts has one."""
WITHDRAWN = "withdrawn"
_OWN_MARKS = frozenset({"file sha256", "sha 256 of the file"})
LONGEST_HEADING = 120
_WHO = r"vendors?|compan(?:y|ies)|providers?|publishers?|operators?|contractors?|makers?|proveedor(?:es)?|empresas?"
_WHAT = (
    r"products?|apps?|applications?|platforms?|tools?|programs?|software|resources?|services?|titles?"
    r"|productos?|aplicacion(?:es)?"
)
_PARTED = r"\W*(?:/|&|\+|,|\||\(|:|[-–—]|\band\b|\bor\b|\by\b)\W*"
MAY_BE_DISTRICT = "organization"
"""What is called so is the vendor's name, or beside a vendor's the district's."""
CALLED = {"name": NAME, "nombre": NAME, MAY_BE_DISTRICT: VENDOR}
UNREAD = frozenset({"none", "notes"})
"""What the reader of headings calls a column that is not read."""
CELL = "cell"
"""What it calls a text that is no heading, as the name of a product."""
SURE = 0.6
"""Share of all fields from which a text counts as a heading."""
_PRODUCT_FIRST = re.compile(rf"\b(?:{_WHAT})\b{_PARTED}(?:{_WHO})\b(?!{_PARTED}(?:{_WHAT})\b)", re.IGNORECASE)


_SHORT = {
    "dt": "date",
    "exec": "executed",
    "eff": "effective",
    "exp": "expires",
    "ntc": "notice",
    "desc": "description",
    "vend": "vendor",
    "agmt": "agreement",
    "prod": "product",
    "thru": "through",
}
"""What old systems write for the words of a heading."""


MAY_NAME = 0.08
_ALL = re.compile(
    r"provision|clausula|10 ?234 ?bb|contract (?:has|includes|contains).*\bterms?\b"
    r"|(?:all|every|each|req\w*)\b.*\b(?:terms?|elements)\b"
)
_WEAK = (re.compile(r"approv|aprobacion"), re.compile(r"^(?:date|fecha)$"))
"""Headings that mean the day of execution where no better one is there, the better first."""


def plain(text: str) -> str:
    """A heading in small plain letters, without signs and abbreviations."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found = re.sub(r"[^a-z0-9]+", " ", bare.casefold().replace("'", "")).split()
    return " ".join(_SHORT.get(word, word) for word in found)


def is_own(headings: Iterable[str]) -> bool:
    """Whether these are the headings of contracts in the bot's own export."""
    heads = set(map(plain, headings))
    return bool(heads & _OWN_MARKS) and {VENDOR, PRODUCT, EXECUTED, WITHDRAWN} <= heads


def likely(heading: str) -> Mapping[str, float]:
    """How likely the heading means each field; an empty one is a column that is not read."""
    if (bare := plain(heading)) in CALLED:
        return {CALLED[bare]: 1.0}
    shares = shares_of(heading)
    read = {field: share for field, share in shares.items() if field not in {*UNREAD, CELL}}
    return {**read, "": sum(map(shares.__getitem__, UNREAD))}


def field_of(heading: str, known: Mapping[str, str] = {}) -> str | None:
    """The field; empty where it is a heading of something that is not read, None where it is no heading.

    ``known`` are the fields that somebody named, by the plain heading.
    """
    if not (bare := plain(heading)) or len(heading) > LONGEST_HEADING:
        return None
    if bare in known:
        return known[bare]
    shares = likely(heading)
    return max(shares, key=shares.__getitem__) if sum(shares.values()) >= SURE else None


def may_name(heading: str) -> bool:
    """Whether the column may well name the vendor or the product."""
    return bool(plain(heading)) and sum(share for field, share in likely(heading).items() if field in NAMES) >= MAY_NAME


def clearness(heading: str, known: Mapping[str, str] = {}) -> float:
    """How surely a heading says by itself what its column holds, or that it is not read."""
    return 1.0 if plain(heading) in known else max(likely(heading).values())


def is_clear(heading: str, known: Mapping[str, str] = {}) -> bool:
    """Whether a heading needs none above it to name a field."""
    return bool(field_of(heading, known)) and clearness(heading, known) >= SURE


def weakness(heading: str) -> int:
    """How little a heading says that its dates are those of execution: 0 where it says so."""
    bare = plain(heading)
    return next((place for place, pattern in enumerate(_WEAK, 1) if pattern.search(bare)), 0)


def says_all(heading: str) -> bool:
    """Whether a yes below the heading says that a contract has all provisions."""
    return bool(_ALL.search(plain(heading)))


def product_first(heading: str) -> bool:
    """Whether a column of both names the product before the vendor, as in "Product (Vendor)"."""
    return bool(_PRODUCT_FIRST.search(heading))
