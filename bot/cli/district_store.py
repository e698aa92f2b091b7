"""Which district's records does a command mean?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot import __main__ as plug
from bot.cli import keeper_words as words
from bot.settings import Settings, read_settings
from handlers.dialogue.errors import Sorry
from handlers.export.words import head as told
from storage.embedded.store import open_embedded
from storage.port import NAME, Store
from storage.stores import Stores

named = click.option("--district", metavar="NAME", help=words.HELP_DISTRICT)


@dataclass(frozen=True, slots=True)
class Drawer:
    """A district's records, by name, and the settings by which they were found."""

    district: str
    store: Store
    settings: Settings

    @property
    def folder(self) -> Path | None:
        """Where they lie; None where that is a database."""
        return None if self.settings.database_url else self.settings.data / self.district

    @property
    def head(self) -> str:
        """The audit's head."""
        head = self.store.head()
        return told(head.number, head.hash)

    def spare(self, path: Path) -> None:
        """Raise Sorry for a file that would be written over the records or among them."""
        if self.folder and path.resolve().is_relative_to(self.folder.resolve()):
            raise Sorry(words.among_records(path))


@contextmanager
def opened(name: str | None, *, to_restore: bool = False) -> Iterator[Drawer]:
    """The drawer of a district. Raises Sorry where it is not clear which one, StoreError where it cannot be read."""
    settings = read_settings()
    cabinet = plug.cabinet(settings)
    try:
        district = which(name, settings, cabinet, new=to_restore)
        if to_restore and not settings.database_url:
            yield Drawer(district, open_embedded(settings.data, district, to_restore=True), settings)
        else:
            yield Drawer(district, cabinet.open(district), settings)
    finally:
        cabinet.close()


def which(name: str | None, settings: Settings, cabinet: Stores, *, new: bool = False) -> str:
    """The district that is meant; one that is named has to be there, so that a slip does not make an empty drawer."""
    known = cabinet.districts()
    if name is None:
        if "district" in settings.model_fields_set or settings.district in known or not known:
            return settings.district
        if len(known) > 1:
            raise Sorry(words.which(known))
        return known[0]
    if not re.fullmatch(NAME, name):
        raise Sorry(words.bad_name(name))
    here = not settings.database_url and (settings.data / name).is_dir()  # perhaps without its file, which is to tell
    if not new and name not in known and not here:
        raise Sorry(words.no_district(name, known))
    return name
