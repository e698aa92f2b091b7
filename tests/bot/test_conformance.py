"""Is every command, and every kind of reply, there in Slack, in Teams, on the page and in the terminal alike?

What was found stands in docs/conformance.md; after a wanted change: python -m tests.bot.test_conformance
"""

import asyncio
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Role
from storage.vault.sealed import SealedQuestions
from storage.vault.vault import open_vault
from tests.bot.conformance import kinds
from tests.bot.conformance.in_slack import in_slack
from tests.bot.conformance.in_teams import in_teams
from tests.bot.conformance.in_terminal import in_terminal
from tests.bot.conformance.on_page import on_page
from tests.bot.conformance.story import STORY, Told, tell
from tests.bot.conformance.surface import NOW, PAGE, Listener, Surface
from tests.models import models

TABLE = Path(__file__).parents[2] / "docs/conformance.md"
ADMINS = ("slack:U1", f"teams:{uuid5(NAMESPACE_URL, 'person:ana')}")
Open = Callable[[Listener, Path], AbstractAsyncContextManager[Surface]]
CHATS: tuple[Open, ...] = (in_slack, in_teams)
HERE: tuple[Open, ...] = (on_page, in_terminal)
HEAD = """# The same everywhere

What works in Slack, in Teams, on the web page and in the terminal. A test does each of these in turn, as a person would:
`tests/bot/test_conformance.py`. It fails if a word of a reply is not shown, if something filled in gets lost, if the records
of two surfaces differ after a step, or if this table is not what it found. `python -m tests.bot.test_conformance` writes it
again.

Slack: `/dpa …` in a private channel. Teams: in the chat with the app. Page: a browser without scripts. Terminal: `dpa chat`.
*only you see it*, *card*, *page* and *text* are how the answer is shown. *A → B* means: A was filled in or pressed, and B
was the answer.
"""


@dataclass
class Found:
    """By surface: the story of the commands, and how each kind of reply came."""

    told: dict[str, Told] = field(default_factory=dict)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)


async def find(data: Path) -> Found:
    bare, found = Desk(load(), models().rank, Calendar(), NOW, read=models().signs, frame=models().frame), Found()
    for number, opened in enumerate((*CHATS, *HERE)):
        own = data / str(number)
        own.mkdir()
        in_chat = opened in CHATS
        role, page = (Role.EVERYONE, PAGE) if in_chat else (Role.ADMIN, "")
        sealed = SealedQuestions(open_vault(own), "hartford")
        desk = replace(bare, records=open_embedded(own, "hartford"), role=role, page=page, admins=ADMINS, sealed=sealed)
        desk = replace(desk, register=str(own / "register"))
        async with opened(Listener(lambda desk=desk: desk, kinds.instead), own) as surface:  # type: ignore[misc]
            found.told[surface.name] = await tell(surface)
            found.shown[surface.name] = await kinds.show(surface)
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Everything, done once on every surface."""
    return asyncio.run(find(tmp_path_factory.mktemp("conformance")))


def test_no_command_and_no_kind_of_reply_is_left_out() -> None:
    assert sorted(step.command for step in STORY) == sorted(COMMANDS)
    kinds.complete()


def test_after_each_command_the_same_is_on_record_whatever_it_was_said_through(found: Found) -> None:
    (first, told), *others = found.told.items()
    for step in STORY:
        for name, other in others:
            assert other.records[step.command] == told.records[step.command], f"{step.command}: {first}, {name}"
    assert len({repr(rows) for rows in told.records.values()}) > 10, "most of what changes something changed it"


def test_the_table_in_the_docs_is_what_was_found(found: Found) -> None:
    assert TABLE.read_text() == written(found), "python -m tests.bot.test_conformance"


def written(found: Found) -> str:
    return "\n".join([HEAD, *_commands(found), "", *_kinds(found), ""])


def _commands(found: Found) -> Iterator[str]:
    yield from ("## Commands", "", *_row(["", *found.told]), "|---" * (len(found.told) + 1) + "|")
    for command in COMMANDS.values():
        name = f"`{command.usage}`" + ("" if command.listed else " (a button says it)")
        yield from _row([name, *(told.ways[command.name] for told in found.told.values())])


def _kinds(found: Found) -> Iterator[str]:
    yield from ("## Kinds of reply", "", *_row(["", *found.shown]), "|---" * (len(found.shown) + 1) + "|")
    for kind, name in kinds.ROWS.items():
        yield from _row([name, *(shown[kind] for shown in found.shown.values())])


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        TABLE.write_text(written(asyncio.run(find(Path(made)))))
