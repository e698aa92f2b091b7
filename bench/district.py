"""A district that is played at speed: its small Slack, its people, its bot's own heartbeat, and a clock that is moved."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from measure import scratch

from bot.runtime.heartbeat import Heartbeat
from bot.runtime.refresh_posts import Settling
from bot.slack.notify import SlackChannel
from bot.web.app import PageChannel
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dispatch import respond
from handlers.reminders.channels import Channel
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Event, Person, Place, Role, Setup
from tests.bot.slack.small_slack.slack import Slack, elements

ZONE = ZoneInfo("America/New_York")
TEAM = "C1"
PEOPLE = {"U1": "Lena Lead", "U2": "Ana Ruiz", "U3": "Sam Super", "U4": "Tess Todd", "U5": "Omar Ott"}
"""The privacy team."""
LEAD, OWNER, SUPERINTENDENT = "U1", "U2", "U3"
BEATS = tuple(range(6, 20))
"""Hours of a day at which the bot looks."""
LAW = load()


@dataclass
class District:
    """A district in the small Slack, its people, its bot and its clock."""

    slack: Slack
    folder: str
    now: datetime
    staff: Mapping[str, str] = field(default_factory=dict)
    """Those beside the privacy team."""
    beats: tuple[int, ...] = BEATS
    clock: Heartbeat = field(init=False)
    hear: Settling = field(init=False)
    drills: MutableMapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = open_embedded(Path(self.folder), "hartford")
        self.slack.channel(TEAM, name="privacy", is_private=True)
        places = {TEAM: Place(id=f"slack:{TEAM}", surface="slack", name="privacy", private=True)}
        for user, name in {**PEOPLE, **self.staff}.items():
            self.slack.user(user, name=name)
            chat = self.slack.chat_with(user)
            places[user] = Place(id=f"slack:{chat}", surface="slack", name=name, private=True)
        known = [
            Person(id=f"slack:{u}", name=n, role=role, place=places[u].id)
            for some, role in ((PEOPLE, Role.PRIVACY), (self.staff, Role.STAFF))
            for u, n in some.items()
        ]
        roles = {"lead": f"slack:{LEAD}", "superintendent": f"slack:{SUPERINTENDENT}"}
        event = Event(who="bench", what="setup", when=self.now, surface="bench")
        self.store.change(event, lambda _: [*places.values(), *known, Setup(place=f"slack:{TEAM}", **roles)])
        slack = replace(SlackChannel(lambda _: self.slack.token, self.slack.url), gap=timedelta())
        ways: dict[str, Channel] = {"slack": slack, "page": PageChannel()}
        self.clock = Heartbeat(lambda: ["hartford"], self.desk, lambda _: ways, self._due, interval=1)
        self.hear = Settling(lambda message: respond(message, self.desk()), self.desk, {"slack": slack}, pauses=())

    def _due(self, now: datetime) -> list[str]:
        return ["hartford"] if self.store.due(now, 1) else []

    def desk(self, _: str = "") -> Desk:
        desk = Desk(LAW, lambda _: (), Calendar(), self.now, self.store, Role.ADMIN, commands=COMMANDS)
        return replace(desk, drills=self.drills)

    def say(self, text: str, who: str = LEAD, fields: Mapping[str, str] | None = None) -> Reply:
        return self.hear(Message(text, who=f"slack:{who}", surface="slack", fields=fields or {}))

    def run(self, until: datetime, each: Callable[[], None] = lambda: None, *, away: bool = False) -> None:
        """Move the clock, and beat at each hour of the day; ``away``: the bot is off until the end."""
        while self.now < until:
            self.now = min(self._next_hour(), until)
            if away and self.now < until:
                continue
            each()
            self.beat()

    def beat(self) -> None:
        """Until nothing more goes out, so that what comes later by its pace is counted too."""
        before = -1
        while before != (before := len(self.slack.calls)):
            self.clock.beat()

    def posts(self) -> list[tuple[str, bool]]:
        """Every message that was posted: to whom (the channel or a person), and whether in a thread."""
        whose = {self.slack.chat_with(user): user for user in (*PEOPLE, *self.staff)} | {TEAM: TEAM}
        return [(whose[args["channel"]], bool(args.get("thread_ts"))) for args in self.slack.asked("chat.postMessage")]

    def living(self, channel: str) -> int:
        """Messages that have a button to close something."""
        return sum(
            any(str(one.get("value", "")).startswith("done ") for one in elements(message))
            for message in self.slack.said(channel)
        )

    def _next_hour(self) -> datetime:
        later = (self.now + timedelta(hours=1)).replace(minute=0, second=0)
        while later.hour not in self.beats:
            later += timedelta(hours=1)
        return later


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def scene(play: Callable[[District], None], begins: str, **more: Any) -> None:
    """A district of its own, from that moment on."""
    with tempfile.TemporaryDirectory(dir=scratch(), ignore_cleanup_errors=True) as folder:
        async with Slack() as slack:
            district = District(slack, folder, at(begins), **more)

            def act() -> None:
                try:
                    play(district)
                    district.hear.hurry().result(60)
                finally:
                    district.hear.stop()
                    district.store.close()

            await asyncio.to_thread(act)
