"""Which field of a contract does the heading of a column name, in English or Spanish?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

VENDOR, PRODUCT, BOTH = "vendor", "product", "vendor_product"
EXECUTED, EXPIRY, START, POSTED, LINK = "executed", "expiry", "start", "posted", "link"
OWNER, PROVISIONS, SIGNED, DISTRICT = "owner", "provisions", "signed", "district"
NAMES = frozenset({VENDOR, PRODUCT, BOTH})
"""Of which a table of contracts has one."""
LONGEST_HEADING = 120
_WHO = r"vendors?|compan(?:y|ies)|providers?|publishers?|operators?|contractors?|makers?|proveedor(?:es)?|empresas?"
_WHAT = r"products?|apps?|tools?|programs?|software|resources?|services?|titles?|productos?"
_PARTED = r"\W*(?:/|&|\+|,|\||\(|:|[-–—]|\band\b|\bor\b|\by\b)\W*"
_BOTH = re.compile(rf"\b(?:{_WHO})\b{_PARTED}(?:{_WHAT})\b|\b(?:{_WHAT})\b{_PARTED}(?:{_WHO})\b", re.IGNORECASE)
_PRODUCT_FIRST = re.compile(rf"\b(?:{_WHAT})\b{_PARTED}(?:{_WHO})\b(?!{_PARTED}(?:{_WHAT})\b)", re.IGNORECASE)
_UNREAD = re.compile(
    r"renew|renov|invoice|\bcosts?\b|costo|amount|pric(?:e|ing)|\bfees?\b|budget|\bpo\b|purchas|licen[sc]e|\bgrad(?:es?|os)\b"
    r"|grade levels?|subjects?|\bsso\b|roster|board (?:approv|vote|meeting)|days (?:left|remaining)|timestamp|request"
    r"|who asked|teacher|last updated|(?:status|last) (?:updated|reviewed)|(?:parents?|famil(?:y|ies)) (?:notice|notified)"
    r"|notice to (?:parents?|famil)|binder|policy|exhibit e|agreement type|(?:dpa|contract|product) type"
    r"|originat|\bids?$|^id\b|\bnumber$|^(?:no|num|nr)$|privacy status|compliance|usage|users|rating|\bseal\b|school year|building|schools?$"
    r"|reminder|^(?:notes?|remarks?|comments?|observaciones|notas)$|last (?:review|contact)|date (?:added|entered|sent|received)|sent (?:on|date|to)"
    r"|(?:expir\w*|expires?) notes?|state$|^column ?\d+$|estado$"
    r"|(?:agreement|contract|dpa|company|vendor|product|resource|terms|tos)s? (?:url|link|web ?site|web ?page|pdf|doc(?:ument)?)"
)
_EXPLICIT: tuple[tuple[str, str], ...] = (
    (
        r"provision|clausula|10 ?234 ?bb|(?:all|every|each|req\w*|required|ct) .*\b(?:terms?|elements) .*(?:contract|includ|there)"
        r"|contract (?:has|includes|contains).*\bterms?\b|(?:all|every|required|reqd) terms?",
        PROVISIONS,
    ),
    (
        r"(?:link|url|address|page|enlace|direccion|liga) (?:to |of |for |del? |al )?(?:the |la |el )?.*(?:notice|post\w*|aviso)"
        r"|(?:notice|posting|posted|aviso|website notice|public notice)s? (?:url|link|page|address|where|enlace)$"
        r"|where (?:is it )?posted|posted (?:at|where)$|^(?:web )?links?$|^url$|^where$|^enlace$",
        LINK,
    ),
    (
        r"\bpost(?:ed|ing)?\b|\bpublish|publicad|publicaci|\bnotices?\b|\baviso\b"
        r"|on (?:the |our |district )?(?:web ?site|web ?page|web)$",
        POSTED,
    ),
    (
        r"(?:date|day|fecha).*(?:execut|sign|firm|agreement|contract$)|(?:execut|sign(?:ed|ature|ing)?|agreement|contract) (?:date|on|day)"
        r"|executed|execution|signed (?:by )?both|firmad[oa]$|^firma$|fecha de(?:l)? (?:contrato|acuerdo)",
        EXECUTED,
    ),
    (
        r"expir|\bends?\b|\bended\b|end date|terminat|good (?:through|thru|until|till?)|through$|valid (?:until|through|thru|to)"
        r"|\buntil\b|vence|vencimiento|caduc|fecha (?:de )?(?:fin|termin)",
        EXPIRY,
    ),
    (r"effective|start|begin|inicio|comienz|vigente desde", START),
    (
        r"\bowners?\b|responsib|responsable|(?:district|tech|staff|school|internal|our) contact|point person|^who$|\blead$"
        r"|managed by|assigned to|encargad",
        OWNER,
    ),
    (r"(?:vendor|company|sales|provider|contact) ?s? (?:contact|rep\w*|e ?mail|phone)|contacto", "contact"),
    (r"\bsigned\b|signature|agreement$|status|on file|\bdpa\b|contract$|firmad|acuerdo", SIGNED),
    (r"\bdata\b|\bdatos\b|student info|elements|\bpii\b|what we share|information (?:collected|shared)", "kinds"),
    (rf"\b(?:{_WHO}|suppliers?|manufacturers?|third part(?:y|ies)|compania|fabricante)\b", VENDOR),
    (rf"\b(?:{_WHAT}|applications?|platforms?|aplicacion(?:es)?|herramientas?|web ?sites?|curriculum)\b", PRODUCT),
    (r"^(?:district|lea|school district|distrito)(?: name)?$", DISTRICT),
    (r"purpose|proposito", "purpose"),
    (r"description|descripcion", "description"),
)
_ORDER = tuple((re.compile(pattern), field) for pattern, field in _EXPLICIT)
_WEAK = (re.compile(r"date approved|approv\w* date|approved on|fecha de aprobacion"), re.compile(r"^(?:date|fecha)$"))
"""Headings that mean the day of execution where no better one is there, the better first."""


def plain(text: str) -> str:
    """A heading in small plain letters, without signs."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare.casefold().replace("'", "")).split())


def field_of(heading: str, known: Mapping[str, str] = {}) -> str | None:
    """The field; empty where it is a heading of something that is not read, None where it is not known at all.

    ``known`` are the fields that somebody named, by the plain heading.
    """
    bare = plain(heading)
    if not bare or len(heading) > LONGEST_HEADING:
        return None
    if bare in known:
        return known[bare]
    if _BOTH.search(heading):
        return BOTH
    if _UNREAD.search(bare):
        return ""
    found = next((field for pattern, field in _ORDER if pattern.search(bare)), None)
    return EXECUTED if found is None and weakness(heading) else found


def weakness(heading: str) -> int:
    """How little a heading says that its dates are those of execution: 0 where it says so."""
    bare = plain(heading)
    return next((place for place, pattern in enumerate(_WEAK, 1) if pattern.search(bare)), 0)


def product_first(heading: str) -> bool:
    """Whether a column of both names the product before the vendor, as in "Product (Vendor)"."""
    return bool(_PRODUCT_FIRST.search(heading))
