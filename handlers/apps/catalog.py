"""All products that are known here: those of the district's contracts and requests, and the common ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from threading import Lock
from weakref import WeakKeyDictionary

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.understanding.named import Words, is_ordinary, is_part, key_of, near, same, words_of
from knowledge.products.common import CommonProduct, common_products
from storage.events.audit import Head
from storage.kinds import AppRequest, AppState
from storage.port import Store
from storage.records import Contract

AROUND = frozenset(
    "the a an app apps application website site web webpage online program programs platform software tool extension "
    "game www http https com org net io co".split()
)
"""Words that people put before or behind the name of any product."""
MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """``key`` is called so; ``parts`` have the name within their own; ``near`` are to be offered."""

    key: str = ""
    parts: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def core(words: Words) -> Words:
    """The words without those that people put around any name; all of them where nothing else is left."""
    first, last = 0, len(words)
    while first < last and words[first] in AROUND:
        first += 1
    while last > first and words[last - 1] in AROUND:
        last -= 1
    return words[first:last] or words


@dataclass(slots=True)
class ProductIndex:
    """All known names: of each product by its key. Keys are the same for every spelling of one product."""

    names: Mapping[str, Sequence[str]]
    """Product key to the names by which it is known."""
    _exact: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, names in self.names.items():
            for words in map(words_of, names):
                if words:
                    self._exact.setdefault("".join(words), set()).add(key)

    def exact(self, typed: str) -> set[str]:
        """The products that are called so, letter for letter; signs, blanks and "the … app" aside."""
        words = words_of(typed)
        return self._exact.get("".join(words), set()) or self._exact.get("".join(core(words)), set())

    def near(self, typed: str, among: Sequence[str]) -> tuple[str, ...]:
        """Those of these products that are worth offering with "Did you mean", the likeliest first."""
        keys: dict[str, dict[str, None]] = {}
        for key in among:
            for name in self.names[key]:
                keys.setdefault(name, {})[key] = None
        found = near(" ".join(core(words_of(typed))), keys, 2 * MOST_OFFERED)
        return tuple(dict.fromkeys(key for name in found for key in keys[name]))[:MOST_OFFERED]


_BRACKETS = re.compile(r"\s*\([^()]*\)")
OF_COMPANIES = frozenset(
    "learning education technologies technology labs software group media international publishing systems solutions "
    "interactive studios digital".split()
)
"""Words behind the name of a company that people leave out before its product."""


@dataclass(slots=True)
class KnownProduct:
    """A product: its name, its kind where it is known, and what the district has on file of it."""

    name: str
    kind: str = ""
    names: list[str] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    requests: list[AppRequest] = field(default_factory=list)
    key: str = ""

    @property
    def on_file(self) -> bool:
        """Whether the district has a contract or a request for it."""
        return bool(self.contracts or self.requests)


@dataclass(slots=True)
class Catalog:
    """The products by their keys, and the index of their names."""

    products: Mapping[str, KnownProduct]
    index: ProductIndex
    asked: Mapping[str, str]
    """The ids of requests, and the key of the product that each asks for."""

    def find(self, typed: str) -> FoundProduct:
        """The product that is called so; those on file whose own name has it as a part; those to offer.

        A known product is no part of another one, unless the firm is called so: YouTube is not YouTube Kids.
        """
        called = sorted(self.index.exact(typed))
        key = called[0] if len(called) == 1 else ""
        if key and self.products[key].on_file:
            return FoundProduct(key)
        on_file = [one for one, product in self.products.items() if product.on_file]
        parts = tuple(called) if len(called) > 1 else tuple(one for one in on_file if self._has_part(typed, one, key))
        near = self.index.near(typed, on_file if key else [*self.products])
        return FoundProduct(key, parts, tuple(sorted(near, key=lambda one: not self.products[one].on_file)))

    def _has_part(self, typed: str, key: str, known: str) -> bool:
        """Whether the name is part of what the product is called, and no everyday word or other known product."""
        one = self.products[key]
        said = " ".join(core(words_of(typed)))
        own = (*(part for of in one.contracts for part in (of.product or of.vendor).split(";")), one.name)
        of_firm = any(_is_firm(typed, of.vendor) for of in one.contracts)
        return any(is_part(said, name) for name in own) and not is_ordinary(said) and (not known or of_firm)

    def label(self, key: str) -> str:
        """What the product is called where it is offered: with its firm, where another one is called so too."""
        one = self.products[key]
        if len(self.index.exact(one.name)) > 1 and one.contracts:
            return f"{one.name} ({one.contracts[0].vendor})"
        return one.name

    def of_request(self, id: str) -> KnownProduct | None:
        """The product that the request asks for; None for one that was withdrawn."""
        return self.products[self.asked[id]] if id in self.asked else None

    def product(self, typed: str) -> KnownProduct | None:
        """The product that is surely meant."""
        key = self.find(typed).key
        return self.products[key] if key else None


_KEPT: WeakKeyDictionary[Store, tuple[Head, Catalog]] = WeakKeyDictionary()
_LOCK = Lock()


def catalog_of(desk: Desk) -> Catalog:
    """The catalog of the district, gathered once for as long as its records stay the same. Raises StoreError."""
    if desk.records is None:
        return _common_catalog()
    head = desk.records.head()
    with _LOCK:
        kept = _KEPT.get(desk.records)
    if kept and kept[0] == head:
        return kept[1]
    catalog = gather(desk.records.contracts(), desk.records.apps())
    with _LOCK:
        _KEPT[desk.records] = (head, catalog)
    return catalog


def gather(contracts: Iterable[Contract], requests: Iterable[AppRequest]) -> Catalog:
    """The catalog of these records. A record's product is a common one where it is called as that is.

    What two firms call by the same name are two products.
    """
    products = {key: KnownProduct(one.name, one.kind, list(one.names)) for key, one in _common().items()}
    called: dict[str, dict[str, None]] = defaultdict(dict)
    for contract in contracts:
        if not contract.withdrawn:
            for key, names in _products_of(contract.vendor, contract.product):
                for name in names:
                    called[key_of(name)][key] = None
                one = products.setdefault(key, KnownProduct(names[0]))
                one.contracts.append(contract)
                one.names += names
    for request in (one for one in requests if one.status is not AppState.WITHDRAWN):
        written = key_of(request.product)
        keys = [*called.get(written, ())] or [_common_keys().get(written, written)]
        one = products.setdefault(keys[0] if len(keys) == 1 else written, KnownProduct(request.product))
        one.requests.append(request)
        one.names.append(request.product)
        one.kind = one.kind or request.kind
    for key, one in products.items():
        one.key = key
    named = {key: list(dict.fromkeys(one.names)) for key, one in products.items()}
    asked = {each.id: key for key, one in products.items() for each in one.requests}
    return Catalog(products, ProductIndex(named), asked)


def covers(vendor: str, product: str, known: KnownProduct) -> bool:
    """Whether a record of that vendor and product names this product, or the firm alone, whose product it is."""
    named, firm = _products_of(vendor, product), _short(vendor)
    if any(key == known.key for key, _ in named) or (
        not product and firm and words_of(known.name)[: len(firm)] == firm
    ):
        return True
    return not known.contracts and any(
        same(name, asked) for _, names in named for name in names for asked in known.names
    )


@lru_cache(maxsize=10_000)
def _products_of(vendor: str, product: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a contract is for, each with its key and its names: its products, parted by semicolons, else the vendor."""
    parts = [name for part in product.split(";") if (name := part.strip()) and words_of(name)]
    found: list[tuple[str, tuple[str, ...]]] = []
    for name in parts or [vendor] * bool(words_of(vendor)):
        names = (name, *_with_firm(vendor, name))
        common = filter(None, (_common_keys().get(key_of(one)) for one in names))
        firm = "".join(_short(vendor))
        found.append((next(common, "") or f"{key_of(name)} {firm}".strip(), names))
    return tuple(found)


def _with_firm(vendor: str, name: str) -> Iterator[str]:
    """The product with the name of its firm, as people say it: Google Classroom; the firm's where that says no more."""
    words, own = words_of(vendor), words_of(name)
    for firm in dict.fromkeys((words, _short(vendor))):
        if firm and own[: len(firm)] != firm:
            yield " ".join((*firm, *own))
            yield " ".join((*own, *firm))
    if own == words[: len(own)] and OF_COMPANIES.issuperset(words[len(own) :]):
        yield vendor


def _is_firm(typed: str, vendor: str) -> bool:
    """Whether it is the firm's name, or all of it but what stands in brackets or what people leave out."""
    return key_of(typed) in {key_of(vendor), key_of(_BRACKETS.sub("", vendor)), "".join(_short(vendor))}


def _short(vendor: str) -> Words:
    """The firm's name without what only says that it is one."""
    words = words_of(vendor)
    return words[: next((at for at, word in enumerate(words) if at and word in OF_COMPANIES), len(words))]


@cache
def _common() -> Mapping[str, CommonProduct]:
    return {key_of(one.name): one for one in common_products()}


@cache
def _common_keys() -> Mapping[str, str]:
    """Every name of a common product, as one word, and the product's key."""
    return {key_of(name): key for key, one in _common().items() for name in one.names}


@cache
def _common_catalog() -> Catalog:
    return gather((), ())
