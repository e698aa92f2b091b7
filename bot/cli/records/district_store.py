"""Opens the records of the district that a command is about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot import compose
from bot.cli import check_words
from bot.settings import Settings, read_settings
from handlers.dialogue.command_spec import Sorry
from handlers.export.words import head as head_text
from storage.atomic_files import write_whole
from storage.embedded.store import open_embedded
from storage.port import NAME, Store, StoreError
from storage.stores import Stores

district_option = click.option("--district", metavar="NAME", help=check_words.HELP_DISTRICT)


@dataclass(frozen=True, slots=True)
class DistrictStore:
    """A district's records, by name, and the settings by which they were found."""

    district: str
    store: Store
    settings: Settings

    @property
    def folder(self) -> Path | None:
        """The folder of the records; None for a database."""
        return None if self.settings.database_url else self.settings.data / self.district

    @property
    def head(self) -> str:
        """The head of the audit chain, as an export shows it."""
        head = self.store.head()
        return head_text(head.number, head.hash)

    def check_target(self, path: Path) -> None:
        """Raise Sorry for a file to be written that lies in the folder of the records."""
        if self.folder and path.resolve().is_relative_to(self.folder.resolve()):
            raise Sorry(check_words.among_records(path=path))

    def write(self, path: Path, content: bytes) -> None:
        """Write the file. Raises Sorry where it lies in the folder of the records, StoreError where it cannot be."""
        self.check_target(path)
        try:
            write_whole(path, [content])
        except OSError as problem:
            raise StoreError(check_words.not_written(path=path, why=problem.strerror or "")) from problem


@contextmanager
def open_district(name: str | None, *, to_restore: bool = False) -> Iterator[DistrictStore]:
    """A district's records. Raises Sorry where it is not clear which district, StoreError where they cannot be read."""
    settings = read_settings()
    stores = compose.open_stores(settings)
    try:
        district = choose_district(name, settings, stores, new=to_restore)
        if to_restore and not settings.database_url:
            yield DistrictStore(district, open_embedded(settings.data, district, to_restore=True), settings)
        else:
            yield DistrictStore(district, stores.open(district), settings)
    finally:
        stores.close()


def choose_district(name: str | None, settings: Settings, stores: Stores, *, new: bool = False) -> str:
    """The district that is meant; a named one must exist, so that a typo does not make an empty store."""
    known = stores.districts()
    if name is None:
        if "district" in settings.model_fields_set or settings.district in known or not known:
            return settings.district
        if len(known) > 1:
            raise Sorry(check_words.which(known))
        return known[0]
    if not re.fullmatch(NAME, name):
        raise Sorry(check_words.bad_name(name=name))
    # A folder may lack its file, which opening it reports.
    has_folder = not settings.database_url and (settings.data / name).is_dir()
    if not new and name not in known and not has_folder:
        raise Sorry(check_words.no_district(name, known))
    return name
