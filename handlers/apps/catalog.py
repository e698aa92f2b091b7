"""The catalog of known products: the district's contracts and requests, and common products, found by any spelling."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk
from handlers.understanding.named import Words, is_ordinary, is_part, key_of, near, same, words_of
from knowledge.products.common import CommonProduct, common_products
from storage.kinds import AppRequest, AppState
from storage.reading import KeptByHead
from storage.records import Contract

AROUND = frozenset(
    "the a an app apps application website site web webpage online program programs platform software tool extension "
    "game www http https com org net io co".split()
)
"""Words that people put before or after the name of any product."""
MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """What a typed name may mean, as keys of products.

    ``key`` is the product with this name, ``parts`` have the name as a part of theirs, ``near`` are similar ones to
    offer.
    """

    key: str = ""
    parts: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def core(words: Words) -> Words:
    """The words without those in `AROUND` at either end; all of them where nothing else is left."""
    first, last = 0, len(words)
    while first < last and words[first] in AROUND:
        first += 1
    while last > first and words[last - 1] in AROUND:
        last -= 1
    return words[first:last] or words


@dataclass(slots=True)
class ProductIndex:
    """The names of all known products, by key. All spellings of one product have the same key."""

    names: Mapping[str, Sequence[str]]
    """The names of each product, by its key."""
    _exact: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, names in self.names.items():
            for words in map(words_of, names):
                if words:
                    self._exact.setdefault("".join(words), set()).add(key)

    def exact(self, typed: str) -> set[str]:
        """The products with exactly this name, apart from punctuation, spaces and words like "the … app"."""
        words = words_of(typed)
        return self._exact.get("".join(words), set()) or self._exact.get("".join(core(words)), set())

    def near(self, typed: str, among: Sequence[str]) -> tuple[str, ...]:
        """The keys among these that are worth offering with "Did you mean", the most similar first."""
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
"""Last words of a company's name that people leave out."""


@dataclass(slots=True)
class KnownProduct:
    """A product: its names, its kind where known, and the district's contracts and requests for it."""

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
    """The products by key, and the index of their names."""

    products: Mapping[str, KnownProduct]
    index: ProductIndex
    asked: Mapping[str, str]
    """The key of the product that each request asks for, by the request's id."""

    def find(self, typed: str) -> FoundProduct:
        """The product with this name, those on file with it as a part of theirs, and similar ones to offer.

        A known product's name counts as part of another only where it is the firm's name: YouTube is not YouTube Kids.
        """
        exact_keys = sorted(self.index.exact(typed))
        key = exact_keys[0] if len(exact_keys) == 1 else ""
        if key and self.products[key].on_file:
            return FoundProduct(key)
        on_file = [one for one, product in self.products.items() if product.on_file]
        parts = (
            tuple(exact_keys)
            if len(exact_keys) > 1
            else tuple(one for one in on_file if self._has_part(typed, one, key))
        )
        near = self.index.near(typed, on_file if key else [*self.products])
        return FoundProduct(key, parts, tuple(sorted(near, key=lambda one: not self.products[one].on_file)))

    def _has_part(self, typed: str, key: str, known: str) -> bool:
        """Whether the typed name is part of the product's name or its firm's.

        Not for an everyday word, nor for the name of another product, ``known``, unless it is the firm's too.
        """
        product = self.products[key]
        said = " ".join(core(words_of(typed)))
        names = (*(part for of in product.contracts for part in (of.product or of.vendor).split(";")), product.name)
        of_firm = any(_is_firm(typed, of.vendor) for of in product.contracts)
        return any(is_part(said, name) for name in names) and not is_ordinary(said) and (not known or of_firm)

    def label(self, key: str) -> str:
        """The product's name to offer; with its firm, where another product has the same name."""
        product = self.products[key]
        if len(self.index.exact(product.name)) > 1 and product.contracts:
            return f"{product.name} ({product.contracts[0].vendor})"
        return product.name

    def of_request(self, id: str) -> KnownProduct | None:
        """The product that the request asks for; None for a withdrawn one."""
        return self.products[self.asked[id]] if id in self.asked else None

    def product(self, typed: str) -> KnownProduct | None:
        """The product that certainly has this name; None where none or several may be meant."""
        key = self.find(typed).key
        return self.products[key] if key else None


_KEPT: KeptByHead[Catalog] = KeptByHead()


def catalog_of(desk: Desk) -> Catalog:
    """The district's catalog, gathered once for as long as its records stay the same. Raises StoreError."""
    if desk.records is None:
        return _common_catalog()
    return _KEPT.of(desk.records, lambda store: gather(store.contracts(), store.records(AppRequest)))


def gather(contracts: Iterable[Contract], requests: Iterable[AppRequest]) -> Catalog:
    """The catalog of these records. A record's product is a common one where it has a name of that.

    Products of two firms with the same name are two products.
    """
    products = {key: KnownProduct(one.name, one.kind, list(one.names)) for key, one in _common().items()}
    keys_by_name: dict[str, dict[str, None]] = defaultdict(dict)
    for contract in contracts:
        if not contract.withdrawn:
            for key, names in _products_of(contract.vendor, contract.product):
                for name in names:
                    keys_by_name[key_of(name)][key] = None
                known = products.setdefault(key, KnownProduct(names[0]))
                known.contracts.append(contract)
                known.names += names
    for request in (one for one in requests if one.status is not AppState.WITHDRAWN):
        written = key_of(request.product)
        keys = [*keys_by_name.get(written, ())] or [_common_keys().get(written, written)]
        known = products.setdefault(keys[0] if len(keys) == 1 else written, KnownProduct(request.product))
        known.requests.append(request)
        known.names.append(request.product)
        known.kind = known.kind or request.kind
    for key, known in products.items():
        known.key = key
    named = {key: list(dict.fromkeys(one.names)) for key, one in products.items()}
    asked = {each.id: key for key, one in products.items() for each in one.requests}
    return Catalog(products, ProductIndex(named), asked)


def covers(vendor: str, product: str, known: KnownProduct) -> bool:
    """Whether a record of that vendor and product names this product, or only the firm whose product it is."""
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
    """The products of a contract, as (key, names): those parted by semicolons, else the vendor."""
    parts = [name for part in product.split(";") if (name := part.strip()) and words_of(name)]
    products: list[tuple[str, tuple[str, ...]]] = []
    for name in parts or [vendor] * bool(words_of(vendor)):
        names = (name, *_with_firm(vendor, name))
        common = filter(None, (_common_keys().get(key_of(one)) for one in names))
        firm = "".join(_short(vendor))
        products.append((next(common, "") or f"{key_of(name)} {firm}".strip(), names))
    return tuple(products)


def _with_firm(vendor: str, name: str) -> Iterator[str]:
    """The product's name with its firm's, as in Google Classroom; the firm's name where the product's is the same."""
    words, own = words_of(vendor), words_of(name)
    for firm in dict.fromkeys((words, _short(vendor))):
        if firm and own[: len(firm)] != firm:
            yield " ".join((*firm, *own))
            yield " ".join((*own, *firm))
    if own == words[: len(own)] and OF_COMPANIES.issuperset(words[len(own) :]):
        yield vendor


def _is_firm(typed: str, vendor: str) -> bool:
    """Whether it is the firm's name, also without its brackets or the words people leave out."""
    return key_of(typed) in {key_of(vendor), key_of(_BRACKETS.sub("", vendor)), "".join(_short(vendor))}


def _short(vendor: str) -> Words:
    """The firm's name up to the first word in `OF_COMPANIES`."""
    words = words_of(vendor)
    return words[: next((at for at, word in enumerate(words) if at and word in OF_COMPANIES), len(words))]


@cache
def _common() -> Mapping[str, CommonProduct]:
    return {key_of(one.name): one for one in common_products()}


@cache
def _common_keys() -> Mapping[str, str]:
    """The product key of every name of a common product; the name as one word."""
    return {key_of(name): key for key, one in _common().items() for name in one.names}


@cache
def _common_catalog() -> Catalog:
    return gather((), ())
