"""Does the pipeline hold the policy of a chat, whichever chat it is?"""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat import words
from bot.chat.pipeline import Pipeline, share
from bot.chat.transport import Failure, Readers, Who
from bot.chat.work import THREADS
from bot.runtime.district_service import DistrictService
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.chat.paper_chat import Paper, School, Slip

ASK = "may a vendor sell student data?"
CITE = "10-234"
GRANT = "grant paper:gus staff"


class Room:
    """Ana administers, Sam is of the district, Gus is a guest; nobody knows Zed."""

    def __init__(self, empty_desk: Desk, data: Path) -> None:
        store = open_embedded(data, "hartford")
        self.desk = replace(empty_desk, records=store, admins=("paper:ana",))
        self.heard: list[Message] = []
        member = Who(outsider=False, sure=True)
        people = {"ana": replace(member, name="Ana Ruiz"), "sam": replace(member, name="Sam Lee")}
        self.paper = Paper({**people, "gus": Who(name="Gus Gast", sure=True)})
        self.pipeline: Pipeline[Slip, School] = Pipeline(self.paper)
        self.school = School(lambda _: DistrictService(self._respond, lambda: self.desk), "school")

    def _respond(self, message: Message) -> Reply:
        self.heard.append(message)
        return respond(message, self.desk)

    async def says(self, text: str, by: str = "ana", room: str = "office") -> str:
        """What the author reads."""
        slip = Slip(text=text, user=by, room=room, request=f"{by} {text}")
        self.pipeline.work(self.pipeline.answer(slip, self.school), slip, self.school)
        await self.pipeline.rest()
        found = self.paper.apart or self.paper.private
        return plain(found[-1]) if found else ""

    async def shares(self, by: str = "ana", room: str = "office") -> None:
        """The author of the last answer presses its button."""
        slip = Slip(user=by, room=room)
        self.pipeline.work(share(self.pipeline, self.paper.shares[-1], slip, self.school, "press"), slip, self.school)
        await self.pipeline.rest()


@pytest.fixture
def office(empty_desk: Desk, tmp_path: Path) -> Room:
    return Room(empty_desk, tmp_path)


async def test_a_question_is_answered_and_can_be_shared_once_by_its_author(office: Room) -> None:
    assert CITE in await office.says(ASK)
    await office.shares(by="sam")
    assert not office.paper.public and words.NOT_SHARED in plain(office.paper.private[-1])
    await office.shares()
    assert [CITE in plain(one) for one in office.paper.public] == [True] and len(office.heard) == 1


async def test_alone_with_the_bot_there_is_nothing_to_share(office: Room) -> None:
    await office.says(ASK, room="")
    assert not office.paper.shares


async def test_work_that_takes_long_is_seen_until_the_answer_and_quick_work_is_not(office: Room) -> None:
    await office.says(ASK)
    assert office.paper.signs == []
    office.pipeline.sign_after = 0
    assert CITE in await office.says(f"{ASK} or rent it?")
    assert office.paper.signs == [False, True]


@pytest.mark.parametrize("readers", [Readers.MEMBERS, Readers.TEAM, Readers.OTHERS])
async def test_only_members_of_a_closed_room_are_no_public(office: Room, readers: Readers) -> None:
    office.paper.readers = readers
    await office.says("deadlines")
    assert office.heard[-1].public is (readers is not Readers.MEMBERS)


async def test_somebody_whom_the_chat_cannot_name_is_a_guest_and_reads_why(office: Room) -> None:
    assert office.paper.unsure_who in await office.says("deadlines", by="zed")
    assert office.heard[-1].outsider and office.paper.unsure_who not in await office.says(ASK, by="zed")


@pytest.mark.parametrize("refuses", [True, False])
async def test_nothing_is_given_to_a_guest_unnoticed(office: Room, refuses: bool) -> None:
    office.paper.refuses_strangers = refuses
    says = await office.says(GRANT)
    assert ("Gus Gast (no member)" in says) is refuses and (words.guest(name="Gus Gast") in says) is not refuses
    gus = office.desk.store.person("paper:gus")
    assert gus and gus.role is (Role.EVERYONE if refuses else Role.STAFF), "their name alone is kept"


async def test_somebody_who_is_met_can_be_written_to(office: Room) -> None:
    await office.says("deadlines", by="sam")
    sam = office.desk.store.person("paper:sam")
    assert sam and sam.name == "Sam Lee" and office.desk.store.place(sam.place)


@pytest.mark.parametrize(
    ("torn", "says"),
    [
        (Failure.MAYBE, words.perhaps("Paper", "")),
        (Failure.RETRY, words.busy("Paper", "")),
        (Failure.NEVER, "reference"),
    ],
)
async def test_the_author_reads_what_failed(office: Room, torn: Failure, says: str) -> None:
    office.paper.torn = torn
    assert says in await office.says(ASK)
    assert bool(office.paper.apart) is (torn is Failure.MAYBE), "where the answer may be, nothing is put beside it"


@pytest.mark.parametrize(("torn", "again"), [(Failure.MAYBE, False), (Failure.NEVER, True)])
async def test_what_was_not_shared_may_be_pressed_again(office: Room, torn: Failure, again: bool) -> None:
    await office.says(ASK)
    assert office.pipeline.dedupe.first("press")
    office.paper.torn = torn
    await office.shares()
    assert office.pipeline.dedupe.first("press") is again


def test_a_text_is_parsed_once_for_all_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    slip = Slip(text="help")
    parsed = slip.parsed
    monkeypatch.setattr("bot.chat.received.parse_command", lambda text: pytest.fail(f"read again: {text}"))
    assert replace(slip, user="ana").parsed is parsed and slip.saying("help").parsed is parsed


async def test_who_waits_long_for_an_answer_is_told_so_and_then_gets_it(office: Room) -> None:
    office.pipeline.queue.told_after = 0.0
    go = threading.Event()
    busy = [asyncio.create_task(office.pipeline.queue.answer(go.wait, told_nothing)) for _ in range(THREADS)]
    asking = asyncio.create_task(office.says(ASK))
    await office.paper.reached.wait()
    assert plain(office.paper.private[-1]).strip() == words.wait_your_turn(number=1) and not asking.done()
    go.set()
    assert CITE in await asking and len(office.paper.private) == 2
    await asyncio.gather(*busy)


async def told_nothing(_: int) -> None:
    """Nobody is there to be told."""


async def test_a_command_does_not_wait_behind_questions(office: Room) -> None:
    go = threading.Event()
    busy = [asyncio.create_task(office.pipeline.queue.answer(go.wait, told_nothing)) for _ in range(THREADS)]
    try:
        assert "deadline" in (await office.says("deadlines")).lower()
    finally:
        go.set()
    await asyncio.gather(*busy)


async def test_the_answer_comes_though_nobody_could_be_told_to_wait(office: Room) -> None:
    office.pipeline.queue.told_after = 0.0
    go = threading.Event()
    busy = [asyncio.create_task(office.pipeline.queue.answer(go.wait, told_nothing)) for _ in range(THREADS)]
    office.paper.torn = Failure.NEVER
    asking = asyncio.create_task(office.says(ASK))
    await office.paper.reached.wait()
    go.set()
    assert CITE in await asking
    await asyncio.gather(*busy)
