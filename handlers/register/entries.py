"""What stands on the public register, and what each entry lacks to be lawful."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from handlers.dialogue.desk import Desk
from handlers.documents.document import Document, Language
from handlers.register.checks import Checks, Lack, What
from handlers.register.notices import NoticeKind, notice_of
from handlers.register.publication import Publication, last_publication
from knowledge.names import TELL_FAMILIES
from storage.records import Breach, Contract, Setup, Status, StoredFile

LANGUAGES: tuple[Language, ...] = ("en", "es")


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
    def is_posted(self) -> bool:
        """Whether everything that the law wants posted stands there."""
        return all(lack.what == "unread" for lack in self.lacks)


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """A breach of which the families have been told, with its notice."""

    breach: Breach
    notices: Mapping[Language, Document]


@dataclass(frozen=True, slots=True)
class PublicRegister:
    """Everything that the site shows, in the order in which it does."""

    district: str
    in_force: tuple[RegisterEntry, ...]
    ended: tuple[RegisterEntry, ...]
    breaches: tuple[BreachEntry, ...]
    yearly: Mapping[Language, Document]
    lacks: tuple[Lack, ...]
    last: Publication | None = None

    @property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """All contracts that are shown."""
        return (*self.in_force, *self.ended)


def public_register(desk: Desk, looked_at: Collection[str] = (), address: str = "") -> PublicRegister:
    """What is to be published today. ``looked_at`` are the ids whose texts and files a person has just checked.

    A contract that was withdrawn before it was ever published never shows. Raises StoreError.
    """
    last, setup = last_publication(desk), desk.store.setup()
    setup = replace(setup, site=address or setup.site)
    shown, checked = frozenset(last.contracts if last else ()), last.checked if last else frozenset[str]()
    public = [one for one in desk.store.contracts() if not one.withdrawn or one.id in shown]
    entries = sorted((_entry(one, checked, one.id in looked_at, desk) for one in public), key=_order)
    breaches, unready = _breaches(desk)
    found = [lack for one in entries if not one.contract.withdrawn for lack in one.lacks]
    return PublicRegister(
        district=setup.district,
        in_force=tuple(one for one in entries if not _has_ended(one.contract, desk)),
        ended=tuple(one for one in entries if _has_ended(one.contract, desk)),
        breaches=breaches,
        yearly=_in_each_language("yearly", setup, desk) if setup.site else {},
        lacks=(*found, *unready),
        last=last,
    )


def _order(entry: RegisterEntry) -> tuple[str, str, str]:
    return entry.name.casefold(), entry.vendor.casefold(), entry.contract.executed.isoformat()


def _has_ended(contract: Contract, desk: Desk) -> bool:
    return bool(contract.withdrawn or (contract.expiry and contract.expiry < desk.today))


def _entry(contract: Contract, checked: frozenset[str], looked_at: bool, desk: Desk) -> RegisterEntry:
    name = contract.product or contract.vendor
    vendor = contract.vendor if contract.vendor.casefold() != name.casefold() else ""
    checks = Checks(contract, f"{vendor}, {name}" if vendor else name, checked, looked_at)
    public, file = checks.public_texts(), checks.public_file(desk)
    online = contract.link if _is_own_page(contract.link, desk) else ""
    notices = _in_each_language("contract", public, desk)
    for what in _missing(contract, notices if public == contract else {}, has_file=bool(contract.file or online)):
        checks.lack(what)
    return RegisterEntry(public, name, vendor, file, online, notices, tuple(checks.lacks), frozenset(checks.cleared))


def _missing(contract: Contract, notices: Mapping[Language, Document], *, has_file: bool) -> Iterator[What]:
    """What the law wants posted and the record does not say."""
    if not contract.description:
        yield "description"
    if not contract.purpose:
        yield "purpose"
    if not contract.categories:
        yield "data"
    if not has_file:
        yield "file"
    told = contract.description and contract.purpose and contract.categories
    if told and any(notice.blanks() for notice in notices.values()):
        yield "notice"


def _is_own_page(link: str, desk: Desk) -> bool:
    """Whether a link leads to the district's own website, where a contract may be posted by hand."""
    own = urlsplit(desk.store.setup().site).hostname
    return bool(own) and urlsplit(link).hostname == own


def _breaches(desk: Desk) -> tuple[tuple[BreachEntry, ...], list[Lack]]:
    """Those of which the families have been told, the newest first; nobody reads of one here before they do."""
    told = {one.record for one in desk.store.deadlines(status=Status.DONE) if one.duty == TELL_FAMILIES and one.proof}
    found, lacks = list[BreachEntry](), list[Lack]()
    for breach in desk.store.breaches()[::-1]:
        if breach.withdrawn or breach.id not in told:
            continue
        notices = _in_each_language("breach", breach, desk)
        if any(notice.blanks() for notice in notices.values()):
            lacks.append(Lack(breach.id, breach.vendor, "notice"))
        else:
            found.append(BreachEntry(breach, notices))
    return tuple(found), lacks


def _in_each_language(kind: NoticeKind, record: Contract | Breach | Setup, desk: Desk) -> Mapping[Language, Document]:
    return {language: notice_of(kind, record, language, desk) for language in LANGUAGES}
