"""Which field of a contract does the heading of a column name, in English or Spanish?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from handlers.dialogue import bounded_re as re

VENDOR, PRODUCT, BOTH = "vendor", "product", "vendor_product"
EXECUTED, EXPIRY, START, POSTED, LINK = "executed", "expiry", "start", "posted", "link"
OWNER, PROVISIONS, SIGNED, DISTRICT = "owner", "provisions", "signed", "district"
SIGNATURE, PERIOD = "signature", "period"
"""The day on which one of the parties signed, and both ends of the contract's term in one cell."""
STUDENT_DATA, NAME = "student_data", "name"
"""Whether the vendor has students' data at all, and a name of which the other columns tell whose it is."""
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
_BOTH = re.compile(rf"\b(?:{_WHO})\b{_PARTED}(?:{_WHAT})\b|\b(?:{_WHAT})\b{_PARTED}(?:{_WHO})\b", re.IGNORECASE)
_PRODUCT_FIRST = re.compile(rf"\b(?:{_WHAT})\b{_PARTED}(?:{_WHO})\b(?!{_PARTED}(?:{_WHAT})\b)", re.IGNORECASE)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_UNREAD = _any(
    r"renew|renov|invoice|\bcosts?\b|costo|amount|pric(?:e|ing)|\bfees?\b|budget|\bpo\b|purchas|licen[sc]e",
    r"\bgrad(?:es?|os)\b|grade levels?|subjects?$|school year|building|schools?$|teacher|request|who asked",
    r"\bsso\b|roster|usage|users|rating|\bseal\b|privacy status|compliance|policy|timestamp|reminder",
    r"board (?:approv|vote|meeting)|days (?:left|remaining)|last (?:updated|review|contact)|(?:status|last) (?:up|re)",
    r"(?:parents?|famil(?:y|ies)) (?:notice|notified)|notice to (?:parents?|famil)|binder",
    r"exhibit e|(?:agreement|dpa|contract|product) type|originat|state$|estado$",
    r"\bids?$|^id\b|\bnumber$|^(?:no|num|nr)$|^column ?\d+$|^(?:notes?|remarks?|comments?|observaciones|notas)$",
    r"entered",
    r"(?:posted|signed|entered|approved|added) by(?! (?:both|all|vendor|district|board|company|provider|supt|super))",
    r"^web ?site(?: (?:link|url|address))?$|(?:link|url) (?:to|of|for) (?:the )?(?:dpa|agreement|contract|terms)",
    r"received|date (?:added|entered|sent)|sent (?:on|date|to)|(?:expir\w*|expires?) notes?",
    r"(?:agreement|contract|dpa|company|vendor|product|resource|terms|tos)s? (?:url|link|web ?(?:site|page)|pdf|doc)",
)
_LISTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_any(r"sub ?(?:processor|contractor|vendor)s?$|sub ?encargados?$"), "subprocessors"),
    (_any(r"^schools$|^(?:which )?schools?(?: \w+)? us(?:e|es|ing)(?: it)?$|^used (?:by|at|in) schools?$"), "schools"),
)
"""Columns of names parted by commas; a column of one school a row tells who asked for it, and is not read."""
_ORDER: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _any(
            r"sign\w*(?: date)? by (?:the )?(?:vendor|district|board|company|provider|contractor|super\w*)",
            r"(?:vendor|district|board|company|provider|superintendent)s? (?:signed|signature|execut\w*)",
        ),
        SIGNATURE,
    ),
    (_any(r"^(?:contract |agreement )?(?:terms?|period|dates|vigencia)$"), PERIOD),
    (
        _any(
            r"provision|clausula|10 ?234 ?bb|contract (?:has|includes|contains).*\bterms?\b",
            r"(?:all|every|each|req\w*)\b.*\b(?:terms?|elements)\b",
        ),
        PROVISIONS,
    ),
    (
        _any(
            r"(?:link|url|address|page|enlace|direccion|liga) (?:(?:to|of|for|del?|al) )?.*(?:notice|post\w*|aviso)",
            r"(?:notice|posting|posted|aviso)s? (?:url|link|page|address|where|enlace)$",
            r"where (?:is it )?posted|posted (?:at|where)$|^(?:web )?links?$|^url$|^where$|^enlace$",
        ),
        LINK,
    ),
    (
        _any(
            r"\bpost(?:ed|ing)?\b|\bpublish(?:ed|ing)?\b|publicad|publicaci|\bnotices?\b|\baviso\b",
            r"^web (?:date|posting|notice)|date on (?:the )?web",
            r"\bon (?:the |our |district )?(?:web ?)?(?:site|page|web)$",
        ),
        POSTED,
    ),
    (
        _any(
            r"(?:date|day|fecha).*(?:execut|sign|firm|agreement|contract$)|executed|execution|signed (?:by )?both",
            r"counter ?signed|fully signed",
            r"(?:execut|sign(?:ed|ature|ing)?|agreement|contract) (?:date|on|day)|firmad[oa]$|^firma$",
            r"fecha de(?:l)? (?:contrato|acuerdo)",
        ),
        EXECUTED,
    ),
    (
        _any(
            r"expir|\bends?\b|\bended\b|end date|terminat|good (?:through|until|till?)|through$|\buntil\b",
            r"valid (?:until|through|to)|vence|vencimiento|caduc|fecha (?:de )?(?:fin|termin)",
        ),
        EXPIRY,
    ),
    (_any(r"effective|start|begin|inicio|comienz|vigente desde"), START),
    (
        _any(
            r"\bowners?\b|responsib|responsable|(?:district|tech|staff|school|internal|our) contact|point person",
            r"^who$|^person$|^contact(?: person)?$|point of contact|manager|attorney|coordinator|\blead$",
            r"managed by|assigned to|encargad",
        ),
        OWNER,
    ),
    (_any(r"(?:vendor|company|sales|provider|contact) ?s? (?:contact|rep\w*|e ?mail|phone)|contacto"), "contact"),
    (_any(r"\bsigned\b|^approved$|signature|agreement$|status|on file|\bdpa\b|contract$|firmad|acuerdo"), SIGNED),
    (
        _any(r"\bdata\b|\bdatos\b|student info|elements|\bpii\b|what we share|information (?:collected|shared)"),
        "kinds",
    ),
    (
        _any(
            rf"\b(?:{_WHO}|suppliers?|manufacturers?|third part(?:y|ies)|compania|fabricante)\b",
            r"\b(?:counterpart(?:y|ies)|organizations?)\b",
        ),
        VENDOR,
    ),
    (
        _any(rf"\b(?:{_WHAT}|herramientas?|curriculum)\b"),
        PRODUCT,
    ),
    (_any(r"^(?:district|lea|school district|distrito)(?: name)?$"), DISTRICT),
    (_any(r"^(?:what(?: we use)?|subject matter|used product)$"), PRODUCT),
    (_any(r"^(?:name|nombre)$"), NAME),
    (_any(r"purpose|proposito|^used for$"), "purpose"),
    (_any(r"description|descripcion"), "description"),
)
"""Asked from the top: the first that fits is the field."""
_WEAK = (
    re.compile(r"date approved|date of approval|approv\w* date|^approved(?: on)?$|fecha de aprobacion"),
    re.compile(r"^(?:date|fecha)$"),
)
"""Headings that mean the day of execution where no better one is there, the better first."""


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


_ANSWERS = re.compile(r"(?<=\w) (?:y n|yes no|si no|check|x)$")
"""What a heading says of the answers below it, as in "Posted (Y/N)"."""


def plain(text: str) -> str:
    """A heading in small plain letters, without signs and abbreviations."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found = re.sub(r"[^a-z0-9]+", " ", bare.casefold().replace("'", "")).split()
    return " ".join(_SHORT.get(word, word) for word in found)


def is_own(headings: Iterable[str]) -> bool:
    """Whether these are the headings of contracts in the bot's own export."""
    heads = set(map(plain, headings))
    return bool(heads & _OWN_MARKS) and {VENDOR, PRODUCT, EXECUTED, WITHDRAWN} <= heads


def field_of(heading: str, known: Mapping[str, str] = {}) -> str | None:
    """The field; empty where it is a heading of something that is not read, None where it is not known at all.

    ``known`` are the fields that somebody named, by the plain heading.
    """
    bare = plain(heading)
    if not bare or len(heading) > LONGEST_HEADING:
        return None
    if bare in known:
        return known[bare]
    bare = _ANSWERS.sub("", bare)
    if "#" in heading:
        return ""
    if _BOTH.search(heading):
        return BOTH
    field_name = next((field for pattern, field in _LISTS if pattern.search(bare)), None)
    if field_name is None and _UNREAD.search(bare):
        return ""
    field_name = field_name or next((field for pattern, field in _ORDER if pattern.search(bare)), None)
    return EXECUTED if field_name is None and weakness(heading) else field_name


def weakness(heading: str) -> int:
    """How little a heading says that its dates are those of execution: 0 where it says so."""
    bare = plain(heading)
    return next((place for place, pattern in enumerate(_WEAK, 1) if pattern.search(bare)), 0)


def product_first(heading: str) -> bool:
    """Whether a column of both names the product before the vendor, as in "Product (Vendor)"."""
    return bool(_PRODUCT_FIRST.search(heading))
