"""Parts a cell that names vendor and product together, and says where nobody can tell which is which."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.dialogue import bounded_re as re
from handlers.understanding.named.firms import without_firm

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
    if len(parts) < 2 and (made := _MADE_BY.fullmatch(text)):
        return VendorNames(made["second"], made["first"], sure=_is_company(made["second"]))
    if len(parts) < 2:
        return VendorNames(text, "")
    if len(parts) == 2:
        return _two(parts[0], parts[1], product_first, brackets=False)
    known = [one for one in parts if _is_company(one)]
    if len(known) == 1 and known[0] in {parts[0], parts[-1]}:
        first = known[0] == parts[0]
        rest = text.removeprefix(known[0]) if first else text.removesuffix(known[0])
        return VendorNames(known[0], rest.strip(" /|–—-:"), sure=first)
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
    return name.casefold() in KNOWN or without_firm(name) != name
