"""Is what is under way ended while the chats can still be spoken to?"""

# ruff: noqa: ARG002 (a chat that does nothing)

from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web

from bot.office import Office
from bot.web.chats import Chats
from handlers.desk import Desk, Message
from handlers.promises.ways import Place
from handlers.reply import Reply

REPLY = Reply(title="Done")


@dataclass
class Told:
    """A chat, and the way to it, that writes down what happens."""

    name: str
    told: list[str]
    gap: timedelta = field(default_factory=timedelta)

    def districts(self) -> list[str]:
        return ["hartford", self.name]

    def way_of(self, district: str) -> "Told":
        return self

    def changed(self, district: str) -> None:
        self.told.append(f"{self.name} changed in {district}")

    def mount(self, here: web.Application, office: object) -> None:
        async def hold(_: web.Application):
            yield
            self.told.append(f"{self.name} closed")

        here.cleanup_ctx.append(hold)

    def trouble(self) -> str:
        return ""

    async def rest(self) -> None:
        self.told.append(f"{self.name} rests")

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        return ""

    def find(self, place: Place, post: str) -> str:
        return ""

    def settle(self, place: Place, sent_as: str, reply: Reply) -> None:
        self.told.append(f"{self.name} settled")


def nobody() -> Desk:
    raise RuntimeError("no desk is needed")


async def test_all_chats_are_one_and_end_before_they_are_closed() -> None:
    told: list[str] = []
    chats = Chats({name: Told(name, told) for name in ("slack", "teams")})
    assert chats.districts() == ["hartford", "slack", "teams"] and list(chats.ways("hartford")) == ["slack", "teams"]
    office = chats.settling(Office(lambda _: REPLY, nobody), "hartford")
    assert office.hear(Message("help")) is REPLY
    assert told == ["slack changed in hartford", "teams changed in hartford"]
    told.clear()
    here = web.Application()
    for add in chats.mounts(lambda _: office):
        add(here)
    runner = web.AppRunner(here)
    await runner.setup()
    office.hear._aside.submit(lambda: told.append("a post is shown anew"))
    await runner.cleanup()
    assert told.index("slack rests") < told.index("teams closed") and told[-2:] == ["teams closed", "slack closed"]
    assert office.hear._over.is_set() and "a post is shown anew" in told
