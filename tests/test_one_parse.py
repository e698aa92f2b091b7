"""Is a message read once, wherever it comes in?"""

import io
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from handlers import dispatch
from handlers.dialogue.desk import Desk, Message
from handlers.understanding.command_parser import read
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.conformance import kinds
from tests.bot.conformance.in_slack import in_slack
from tests.bot.conformance.in_teams import in_teams
from tests.bot.conformance.in_terminal import in_terminal
from tests.bot.conformance.on_page import on_page
from tests.bot.conformance.surface import NOW, PAGE, Listener, Surface
from tests.bot.running_bot import run_bot
from tests.bot.test_conformance import ADMINS
from tests.models import models

SURFACES = (
    pytest.param(in_terminal, id="terminal"),
    pytest.param(on_page, id="page"),
    pytest.param(in_slack, id="slack"),
    pytest.param(in_teams, id="teams"),
)
SAID = (
    "may a vendor sell student data?",
    "deadlines",
    "log-contract vendor: Kahoot; executed: 2026-10-06",
    "contrct C-1",
    "undo",
    "setup morning: 07:30",
)


@pytest.fixture
def read_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the parser has read so far."""
    texts: list[str] = []

    def noting(text: str, *known: object) -> object:
        texts.append(text)
        return read(text, *known)  # type: ignore[arg-type]

    monkeypatch.setattr(dispatch, "read", noting)
    return texts


@pytest.fixture(scope="module")
def empty_desk() -> Desk:
    return Desk(load(), models().rank, Calendar(), NOW, read=models().signs, frame=models().frame)


@pytest.mark.parametrize("opened", SURFACES)
async def test_each_surface_reads_a_message_once(
    opened: Callable[[Listener, Path], AbstractAsyncContextManager[Surface]],
    empty_desk: Desk,
    tmp_path: Path,
    read_texts: list[str],
) -> None:
    in_chat = opened in {in_slack, in_teams}
    role, address = (Role.EVERYONE, PAGE) if in_chat else (Role.ADMIN, "")
    desk = replace(empty_desk, records=open_embedded(tmp_path, "hartford"), role=role, page=address, admins=ADMINS)
    async with opened(Listener(lambda: desk, kinds.instead), tmp_path) as surface:
        await surface.says("help")
        for said in SAID:
            read_texts.clear()
            await surface.says(said)
            assert read_texts == [said], f"{surface.name}: '{said}'"


async def test_a_script_asks_questions_and_no_command_is_read(
    empty_desk: Desk, tmp_path: Path, read_texts: list[str]
) -> None:
    async with run_bot(empty_desk, tmp_path, io.StringIO()) as running_bot:
        status, _ = await running_bot.ask(SAID[0])
    assert status == 200 and not read_texts


def test_what_was_read_at_the_door_is_not_read_again(empty_desk: Desk, read_texts: list[str]) -> None:
    parsed = dispatch.parse_command("define operator")
    reply = dispatch.respond(Message("define operator", parsed=parsed), empty_desk)
    assert read_texts == ["define operator"] and not reply.failed
