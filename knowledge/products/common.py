"""Reads the list of common school products, with their kinds and other names; it never says which may be used."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from knowledge.complaint import Complaint

FILE: Final = Path(__file__).with_name("common.yaml")
_KEYS: Final = ({"kind", "spanish", "products"}, {"name", "also"})


@dataclass(frozen=True, slots=True)
class CommonProduct:
    """A product: its name, its kind in a few words, and its other names."""

    name: str
    kind: str
    spanish: str
    """The kind in Spanish."""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the product."""
        return (self.name, *self.also)


@cache
def common_products() -> tuple[CommonProduct, ...]:
    """The whole list, in its order. Raises ValueError where the file is damaged; ``dpa check`` says where."""
    return tuple(_read(FILE))


@cache
def kinds_of_product() -> tuple[str, ...]:
    """The kinds, in the order of the list."""
    return tuple(dict.fromkeys(one.kind for one in common_products()))


def _read(file: Path) -> Iterator[CommonProduct]:
    groups = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe ones only
    if not isinstance(groups, list):
        raise ValueError("the file is not a list")  # noqa: TRY004 - a damaged file, whatever is in it
    for group in groups:
        if not isinstance(group, dict) or set(group) != _KEYS[0]:
            raise ValueError(f"each entry has kind, spanish and products, not {str(group)[:60]}")
        for product in group["products"]:
            if not isinstance(product, dict) or not product.get("name") or set(product) - _KEYS[1]:
                raise ValueError(f"a product has a name and perhaps also, not {str(product)[:60]}")
            yield CommonProduct(
                str(product["name"]),
                str(group["kind"]),
                str(group["spanish"]),
                tuple(map(str, product.get("also", ()))),
            )


def complaints(file: Path = FILE) -> list[Complaint]:
    """Complaints about the list: it cannot be read, or two products have the same name."""
    name = f"{file.parents[1].name}/{file.parent.name}/{file.name}"
    try:
        products = list(_read(file))
    except (ValueError, yaml.YAMLError, OSError) as problem:
        return [Complaint(name, 1, f"the list cannot be read: {problem}", "Write it as the other entries are written.")]
    seen: dict[str, str] = {}
    wrong: list[Complaint] = []
    for product in products:
        for called in product.names:
            other = seen.setdefault("".join(filter(str.isalnum, called.casefold())), product.name)
            if other != product.name:
                wrong.append(Complaint(name, 1, f"'{called}' is a name of {other} too", "Keep it in one place only."))
    return wrong
