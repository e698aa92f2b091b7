"""Everything that the recorder of replies takes from the project, in one place: when modules move, only this changes."""

import json
import logging
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from measure import ROOT

from bot.cli import conversation
from bot.slack.render import blocks as slack
from bot.slack.render import modals
from bot.teams.render import cards as teams
from bot.web import pages
from handlers.board.board import board, greeting
from handlers.board.dues import BoardQuery
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Form, Reply
from handlers.dispatch import respond
from handlers.reminders.channels import Channels
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Place, Role
from storage.vault.sealed import PageChecks, SealedQuestions, WaitingFiles
from storage.vault.vault import open_vault
from tests.bot import replies as shown_in_tests
from tests.bot.conformance import kinds as conformance
from tests.handlers.talk import Talk
from tests.models import models

__all__ = ["COMMANDS", "EXAMPLES", "File", "Form", "Message", "Reply"]

EXAMPLES = {spec.name: spec.example for spec in COMMANDS.values() if spec.example}
ZONE = ZoneInfo("America/New_York")
PAGE = "https://dpa.example.org/enter/hartford"
Turn = tuple[dict[str, Any], Reply | str] | list[tuple[str, Reply]]
"""What was said and the reply; or what went out, by place."""
TALKS, QUESTIONS = ROOT / "tests/handlers/talks", ROOT / "tests/development"


def steady() -> None:
    """From now on nothing is random, and nothing is logged: two recordings of the same code are the same."""
    logging.disable(logging.CRITICAL)
    numbers = count(1)
    secrets.token_hex = lambda nbytes=None: f"{next(numbers):0{2 * (nbytes or 32)}x}"
    secrets.token_urlsafe = lambda nbytes=None: f"{next(numbers):0{-(-(nbytes or 32) * 4 // 3)}d}"


@dataclass
class Posted:
    """A channel that keeps what is posted."""

    replies: list[tuple[str, Reply]] = field(default_factory=list)
    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        self.replies.append((f"{place.id} {post}{' again' if again else ''}", reply))
        return post

    def find(self, place: Place, post: str) -> str:  # noqa: ARG002
        return ""


class District:
    """One district's bot at a set time."""

    def __init__(self, folder: Path, now: str) -> None:
        self.store, vault = open_embedded(folder, "hartford"), open_vault(folder)
        self.desk = replace(
            _bare(),
            records=self.store,
            sealed=SealedQuestions(vault, "hartford"),
            waiting=WaitingFiles(vault, "hartford"),
            page_checks=PageChecks(vault, "hartford"),
            drills={},
        )
        self.now(now)

    def now(self, now: str) -> None:
        self.desk = replace(self.desk, now=datetime.fromisoformat(now).replace(tzinfo=ZONE))

    def says(self, message: Message, role: str, page: str | None = "") -> Reply:
        """What the bot replies to somebody with that role."""
        return respond(message, replace(self.desk, role=Role(role), page=page))

    def boards(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """The pages that are no single reply, as HTML."""
        desk = replace(self.desk, role=Role.ADMIN)
        for name, asked in {
            "all": {"every": True},
            "plain": {},
            "gaps": {"gaps": True},
            "search": {"search": "kahoot"},
        }.items():
            wanted = BoardQuery(
                **({"search": "", "gaps": False, "every": False, "contracts": 1, "breaches": 1} | asked)
            )
            yield (
                f"board {name}",
                lambda wanted=wanted: _html("board.html", board=board(wanted, desk, None), asked=wanted, seen=()),
            )
        yield "greeting", lambda: html(greeting(Message("", surface="page"), desk))


@cache
def _bare() -> Desk:
    own, now = models(), datetime(2026, 11, 24, 9, tzinfo=ZONE)
    desk = Desk(load(), own.rank, Calendar(), now, role=Role.ADMIN, read=own.signs, frame=own.frame)
    return replace(desk, invites=PAGE)


@dataclass
class _Recorded(Talk):
    """A talk that notes what was said and replied, and what went out, and expects nothing."""

    turns: list[Turn] = field(default_factory=list)
    channel: Posted = field(default_factory=Posted)

    def step(self, word: str, rest: str, at: str) -> None:
        if word in {"now", "you", "met", "press", "fill", "mornings"}:
            super().step(word, rest, at)

    def say(self, text: str, fields: dict[str, str] | None = None, proposal: str = "") -> None:
        super().say(text, fields, proposal)
        assert self.reply
        self.turns.append(({"text": text, "fields": fields or {}, "speaker": self.speaker}, self.reply))

    def move(self, now: datetime) -> None:
        self.channel = Posted()
        super().move(now)
        self.turns.append(self.channel.replies)

    def ways(self) -> Channels:
        return {"slack": self.channel, "page": self.channel}


def played(path: Path, district: District) -> list[Turn]:
    """What is replied in a talk, turn by turn, and what goes out when its clock moves."""
    talk = _Recorded(district.desk)
    try:
        talk.play(path)
    except AssertionError as lost:
        talk.turns.append(({"text": ""}, f"cannot be played: {lost}".partition("\n")[0]))
    return talk.turns


def kinds() -> Iterator[tuple[str, Reply]]:
    """Replies of each kind, as the tests show them."""
    for group, replies in {
        "conformance": conformance.REPLIES,
        "reply": shown_in_tests.REPLIES,
        "form": shown_in_tests.VIEWS,
    }.items():
        yield from ((f"{group} {name}", reply) for name, reply in replies.items())


def surfaces() -> dict[str, Callable[[Reply], Any]]:
    """How a reply is shown, by surface: JSON or text."""
    return {"slack": _slack, "teams": _teams, "page": html, "terminal": _terminal}


def _slack(reply: Reply) -> Any:
    return {"messages": slack.messages(reply), **({"view": _tried(modals.view, reply)} if reply.form else {})}


def _teams(reply: Reply) -> Any:
    form = {"dialog": _tried(teams.dialog, reply), "inline": _tried(teams.inline, reply)} if reply.form else {}
    return {"messages": teams.messages(reply), "card": teams.card(reply), **form}


def _tried(show: Callable[[Reply], Any], reply: Reply) -> Any:
    try:
        return show(reply)
    except ValueError as refused:
        return f"ValueError: {refused}"


@cache
def _pages() -> Any:
    found = pages.templates()
    found.globals["press"] = lambda: "press"
    return found


def _html(template: str, **values: Any) -> str:
    given = {"token": "token", "path": "/", "visitor": "", **values}
    return str(_pages().get_template(template).render(given))


def html(reply: Reply) -> str:
    """The reply as a piece of the page; of its files, which say when they were made, only the names."""
    return re.sub(r"base64,[\w+/=]+", "base64,", _html("reply.html", reply=reply, said=""))


def _terminal(reply: Reply) -> str:
    lines = [conversation.show(reply)]

    def hear(prompt: str) -> str:
        lines.append(prompt)
        return ""

    if reply.form:
        conversation.fill(reply.form, hear, lines.append)
    return "\n".join(lines)


def questions() -> Iterator[tuple[str, str]]:
    """Id and words of each question of the development sets."""
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield f"{path.stem}-{row['id']}", row["q"]
