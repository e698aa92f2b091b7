"""Does the pipeline stay usable where the chat itself breaks?"""

import asyncio
from pathlib import Path

from bot.chat.pipeline import Pipeline
from bot.chat.received import InFlight
from bot.chat.transport import Who
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from tests.bot.chat.paper_chat import Paper, School, Slip
from tests.bot.chat.test_pipeline import Room


class Odd(Paper):
    """Tells of people what nobody can read."""

    async def identify(self, incoming: Slip, client: School) -> tuple[Slip, Who]:  # noqa: ARG002 - the shape of the port
        raise KeyError("an odd member")


async def test_a_form_gets_a_reply_though_nobody_can_be_identified(empty_desk: Desk, tmp_path: Path) -> None:
    office = Room(empty_desk, tmp_path)
    slip = Slip(text="log-contract", user="ana", room="office", form="f1", fields={"vendor": "Acme"})
    reply = await Pipeline(Odd({})).guarded(slip, office.school)
    assert reply.failed and reply.form is None


async def test_work_that_broke_can_be_begun_again() -> None:
    async def breaks() -> Reply:
        raise RuntimeError

    in_flight = InFlight()
    task, first = in_flight.begin("press", lambda: asyncio.ensure_future(breaks()))
    await asyncio.wait({task})
    for _ in range(3):  # the name is given back in the loop's next rounds
        await asyncio.sleep(0)
    _, again = in_flight.begin("press", lambda: asyncio.ensure_future(breaks()))
    assert first and again
