"""What the public register shows, contracts and approved products, and what each contract lacks to be lawful."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from handlers.apps.catalog import KnownProduct, catalog_of
from handlers.apps.standing import Stand, standing_of
from handlers.contracts.ended import has_ended
from handlers.dialogue.desk import Desk
from handlers.documents.document import Document, Language
from handlers.history.take_back import IMPORT
from handlers.notices.notice import notice_of
from handlers.register.checks import (
    LANGUAGES,
    BreachEntry,
    Checks,
    Lack,
    Publication,
    What,
    breach_entries,
    has_personal_data,
    last_publication,
)
from knowledge.products.common import CommonProduct, common_products
from storage.events.audit import ERASE
from storage.kinds import Ground
from storage.records import Contract, Setup, StoredFile


@dataclass(frozen=True, slots=True)
class ApprovedProduct:
    """A product by its name; ``until`` is None where no end is on record."""

    name: str
    kind: CommonProduct | None = None
    """A common product of the same kind, which has its name in both languages."""
    until: date | None = None
    contract: str = ""
    """The id of the contract that it rests on, where that stands on the register."""
    bounds: str = ""
    """The ground of an approval that opens it without student data only."""


def approved_products(shown: Collection[str], desk: Desk) -> tuple[ApprovedProduct, ...]:
    """By name. ``shown`` are the ids of the contracts on the register, whose names may go out. Raises StoreError."""
    kinds = {one.kind: one for one in common_products()}
    found = (_approved(one, kinds.get(one.kind), shown, desk) for one in catalog_of(desk).products.values())
    return tuple(sorted((one for each in found for one in each), key=lambda one: one.name.casefold()))


def _approved(
    product: KnownProduct, kind: CommonProduct | None, shown: Collection[str], desk: Desk
) -> Iterator[ApprovedProduct]:
    standing = standing_of(product, desk)
    if standing.stand is not Stand.APPROVED:
        return
    contract = standing.contract.id if standing.contract else standing.request.contract if standing.request else ""
    public = contract if contract in shown else ""
    common = {name for one in common_products() for name in one.names}
    if public or product.name in common or not has_personal_data(product.name):
        ground = standing.request.reason if standing.request else ""
        bounds = ground if ground in {Ground.NO_DATA, Ground.NO_ACCOUNT} else ""
        yield ApprovedProduct(product.name, kind, standing.on, public, bounds)


_TEXTS = ("vendor", "product", "description", "purpose", "kinds")
"""What the district typed and the public reads."""
_FREE = ("description", "purpose", "kinds")
"""Those of them that say anything: a spreadsheet holds there what was written for the office alone."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A contract as the public sees it: texts that may hold a student's data are left out until they are checked."""

    contract: Contract
    name: str
    """What a parent looks for: the product, else the vendor."""
    vendor: str
    """Empty where the name says it."""
    file: StoredFile | None = None
    online: str = ""
    """Where else on the district's website the contract stands."""
    notices: Mapping[Language, Document] = field(default_factory=dict)
    lacks: tuple[Lack, ...] = ()
    checked: frozenset[str] = frozenset()
    """The hashes of what a person answers for."""

    @property
    def may_be_personal(self) -> bool:
        """Whether something of it is withheld as it may hold a student's data."""
        return any(lack.may_be_personal for lack in self.lacks)

    @property
    def is_posted(self) -> bool:
        """Whether everything that the law wants posted stands there."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class PublicRegister:
    """Everything that the site shows, in the order in which it does."""

    district: str
    in_force: tuple[RegisterEntry, ...]
    ended: tuple[RegisterEntry, ...]
    breaches: tuple[BreachEntry, ...]
    yearly: Mapping[Language, Document]
    approved: tuple[ApprovedProduct, ...]
    lacks: tuple[Lack, ...]
    last: Publication | None = None

    @property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """All contracts that are shown."""
        return (*self.in_force, *self.ended)


def public_register(desk: Desk, looked_at: Collection[str] = ()) -> PublicRegister:
    """What is to be published today. ``looked_at`` are the ids whose texts and files a person has just checked.

    A contract that was withdrawn before it was ever published never shows. Raises StoreError.
    """
    last, setup = last_publication(desk), desk.store.setup()
    published, checked = frozenset(last.contracts if last else ()), last.checked if last else frozenset[str]()
    public, imported = (
        [one for one in desk.store.contracts() if not one.withdrawn or one.id in published],
        _imported(desk),
    )
    entries = sorted(
        (_entry(one, checked, imported.get(one.id, ()), one.id in looked_at, desk) for one in public), key=_order
    )
    breaches, unready = breach_entries(checked, looked_at, desk)
    lacks = [lack for one in entries if not one.contract.withdrawn for lack in one.lacks]
    return PublicRegister(
        district=setup.district,
        in_force=tuple(one for one in entries if not _has_ended(one.contract, desk)),
        ended=tuple(one for one in entries if _has_ended(one.contract, desk)),
        breaches=breaches,
        yearly=_yearly(setup, desk),
        approved=approved_products([one.contract.id for one in entries if not one.may_be_personal], desk),
        lacks=(*(() if setup.district else (Lack("", "", "district"),)), *lacks, *unready),
        last=last,
    )


def _order(entry: RegisterEntry) -> tuple[str, str, str]:
    return entry.name.casefold(), entry.vendor.casefold(), str(entry.contract.executed or "")


def _has_ended(contract: Contract, desk: Desk) -> bool:
    return bool(contract.withdrawn) or has_ended(contract, desk.today)


def _imported(desk: Desk) -> Mapping[str, frozenset[str]]:
    """The contracts, and the fields of free text that no person has typed since they came from a spreadsheet.

    An erasure empties the event that tells where a text came from, and tells the text again: so it counts as one too.
    """
    typed: dict[tuple[str, str], bool] = {}
    for event in desk.store.events():
        texts = [(record, name) for record, fields in event.after.items() for name in _FREE if name in fields]
        typed |= {one: event.what not in {IMPORT, ERASE} for one in texts if event.what != ERASE or one not in typed}
    by_contract: dict[str, set[str]] = {}
    for (record, name), by_person in typed.items():
        if not by_person:
            by_contract.setdefault(record, set()).add(name)
    return {record: frozenset(names) for record, names in by_contract.items()}


def _entry(
    contract: Contract, checked: frozenset[str], imported: Collection[str], looked_at: bool, desk: Desk
) -> RegisterEntry:
    if contract.withdrawn:
        contract = replace(contract, file="", link="")
    checks = Checks(contract.id, ", ".join(_names(contract)), checked, looked_at)
    texts = {name: getattr(contract, name) for name in _TEXTS}
    public = _without(checks.withheld(texts.values(), {texts[name] for name in imported}), contract)
    *vendors, name = _names(public)
    file = checks.public_file(contract.file, desk)
    online = contract.link if _is_own_page(contract.link, desk) else ""
    posted = replace(public, file=file.sha256 if file else "", link=online)
    notices = {language: notice_of("contract", posted, language, desk) for language in LANGUAGES}
    for gap in _missing(contract, has_file=bool(contract.file or online)):
        checks.lack(gap)
    if not checks.lacks and desk.store.setup().district and any(notice.blanks() for notice in notices.values()):
        checks.lack("notice")
    return RegisterEntry(
        public, name, "".join(vendors), file, online, notices, tuple(checks.lacks), frozenset(checks.cleared)
    )


def _without(withheld: frozenset[str], contract: Contract) -> Contract:
    """The contract without these texts."""
    blanked: dict[str, Any] = {name: "" for name in _TEXTS if getattr(contract, name) in withheld}
    return replace(contract, **blanked)


def _names(contract: Contract) -> tuple[str, ...]:
    """What a parent looks for, the product, with the vendor before it; one of them, or the id, where that says it."""
    vendor, product = contract.vendor, contract.product
    if vendor and product and vendor.casefold() != product.casefold():
        return vendor, product
    return (product or vendor or contract.id,)


def _missing(contract: Contract, *, has_file: bool) -> Iterator[What]:
    """What the law wants posted and the record does not have."""
    if contract.executed is None:
        yield "executed"
    if not contract.description:
        yield "description"
    if not contract.purpose:
        yield "purpose"
    if not contract.categories:
        yield "data"
    if not has_file:
        yield "file"


def _is_own_page(link: str, desk: Desk) -> bool:
    """Whether a link leads to the district's own website, where a contract may be posted by hand."""
    own = urlsplit(desk.store.setup().site).hostname
    return bool(own) and is_web_page(link) and urlsplit(link).hostname == own


def is_web_page(link: str) -> bool:
    """Whether a link may stand on the site: it leads to a page, and is no script."""
    return urlsplit(link).scheme in {"http", "https"}


def _yearly(setup: Setup, desk: Desk) -> Mapping[Language, Document]:
    """The notice of where the register is, without the lines that somebody still has to complete."""
    if not (is_web_page(setup.site) and setup.district):
        return {}
    found = {language: notice_of("yearly", None, language, desk) for language in LANGUAGES}
    return {language: _complete_lines(notice) for language, notice in found.items()}


def _complete_lines(notice: Document) -> Document:
    blocks = notice.blocks
    return replace(notice, blocks=tuple(one for one in blocks if not replace(notice, blocks=(one,)).blanks()))
