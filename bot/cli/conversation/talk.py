"""Hold whole conversations for scripts: JSON lines in, the replies and what they did to the records out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bot import compose
from bot.cli.batch import run_batch
from bot.cli.conversation import words
from bot.cli.conversation.scripted import ScriptedTalk, read_line
from bot.cli.records.district_store import choose_district
from bot.settings import Settings, read_settings
from handlers.dialogue.desk import Desk
from storage.port import Store
from storage.records import Role
from storage.stores import EmbeddedStores, Stores
from storage.vault.vault import Vault, open_vault


@click.command(help=words.HELP_TALK)
@click.option("--jsonl", is_flag=True, help=words.JSONL_ONLY)
@click.option("--data", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help=words.HELP_DATA)
def talk(jsonl: bool, data: Path | None) -> None:
    """Answer each line of standard input, in its own conversation."""
    if not jsonl:
        raise click.UsageError(words.JSONL_ONLY)
    settings = read_settings()
    with open_districts(settings, data) as districts:
        run_batch(Talks(settings, districts).answer)


class Talks:
    """The conversations of one run, by name; law and finder are loaded once for all of them."""

    def __init__(self, settings: Settings, districts: Districts) -> None:
        self._make_desks, self._districts = compose.desk_makers(settings, vault=districts.vault), districts
        self._talks: dict[str, ScriptedTalk] = {}

    def answer(self, call: dict[str, Any]) -> dict[str, Any]:
        """The answer to one line. Raises Sorry for a line that cannot be read or done."""
        line = read_line(call)
        if line.talk not in self._talks:
            self._talks[line.talk] = self._begin(line.talk)
        return self._talks[line.talk].answer(line)

    def _begin(self, name: str) -> ScriptedTalk:
        district, store = self._districts.open(len(self._talks))

        def desk_of(role: Role) -> Desk:
            return self._make_desks(district, store, role, "")()

        return ScriptedTalk(name, store, desk_of, introduces=not self._districts.own)


@dataclass(frozen=True, slots=True)
class Districts:
    """What gives a talk its records: ``own`` for all of them where it is named, otherwise empty ones for each."""

    stores: Stores
    own: str
    vault: Vault

    def open(self, number: int) -> tuple[str, Store]:
        """The district of the talk with that number, and its records."""
        name = self.own or f"talk-{number}"
        return name, self.stores.open(name)


@contextmanager
def open_districts(settings: Settings, data: Path | None) -> Iterator[Districts]:
    """The district in ``data``, or empty ones that are gone at the end."""
    with TemporaryDirectory(prefix="dpa-talk-") as folder:
        stores = EmbeddedStores(data or Path(folder))
        try:
            own = choose_district(None, settings, stores) if data else ""
            yield Districts(stores, own, open_vault(data or Path(folder)))
        finally:
            stores.close()
