"""Does the bot know who speaks in Teams, who reads it, and whom it can write to later?"""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.runtime.district_service import DistrictService
from handlers.dialogue.desk import Desk
from handlers.dispatch import respond
from storage.embedded.store import open_embedded
from storage.records import Role
from tests.bot.chat.shared import ASK
from tests.bot.teams.bot_in_teams import CITE, Bot, logged
from tests.bot.teams.small_teams.teams import Json, words


@pytest.mark.parametrize(
    ("by", "where", "outsider", "public"),
    [
        ("ana", "ana", False, False),
        ("ana", "g1", False, False),
        ("ana", "privacy", False, True),
        ("ana", "staff", False, True),
        ("ana", "vendor", False, True),
        ("guest", "staff", True, True),
        ("guest", "guest", True, False),
        ("far", "vendor", True, True),
    ],
)
async def test_teams_tells_who_that_is_and_who_reads_it(
    bot: Bot, by: str, where: str, outsider: bool, public: bool
) -> None:
    await bot.says(ASK, by, where=where)
    heard = bot.heard[-1]
    assert (heard.outsider, heard.public, heard.owner) == (outsider, public, False)
    assert heard.who == bot.id(by) and CITE in words(bot.last(where))


async def test_a_channel_is_too_public_for_records_until_it_is_the_districts_own(bot: Bot) -> None:
    await bot.says("deadlines", where="privacy")
    assert "open to many people" in words(bot.teams.whispers[-1])
    await bot.says("setup place: here", where="privacy")
    place = f"teams:{bot.teams.rooms['privacy'].id}"
    assert bot.store.setup().place == place and "this private channel" in words(bot.teams.whispers[-1])
    await bot.says("deadlines", where="privacy")
    assert "open to many people" not in words(bot.teams.whispers[-1]) and not bot.heard[-1].public
    assert not bot.teams.said("privacy")


async def test_whoever_makes_a_teams_channel_the_districts_own_reads_who_reads_it(bot: Bot) -> None:
    await bot.moves_to("staff")
    assert bot.store.setup().place and "Everyone in this team" in words(bot.teams.whispers[-1])
    await bot.moves_to("g1")
    assert "Everyone in this chat" in words(bot.teams.whispers[-1])


async def test_a_channel_that_others_read_is_never_the_districts_own(bot: Bot) -> None:
    await bot.says("setup place: here", where="vendor")
    assert not bot.store.setup().place and "Too many people" in words(bot.teams.whispers[-1])


@pytest.mark.parametrize("member", ["{}", "", "[]", "<html>", '{"id": "29:ana"}', '{"tenantId": "TENANT"}'])
async def test_a_member_of_whom_teams_tells_too_little_is_not_known_and_asked_about_anew(bot: Bot, member: str) -> None:
    bot.teams.mumble("member", member.replace("TENANT", bot.teams.tenant).encode())
    await bot.says("deadlines")
    assert bot.heard[-1].outsider and "could not tell me" in words(bot.last())
    await bot.says("deadlines")
    assert not bot.heard[-1].outsider


@pytest.mark.parametrize("claimed", ["ana", ""])
async def test_who_that_is_the_roster_says_and_not_the_message(bot: Bot, claimed: str) -> None:
    told = bot.teams.written("roles", "sam", "sam")
    told["from"]["aadObjectId"] = bot.teams.people[claimed].aad if claimed else None
    await bot.after(await bot.teams.send(told))
    assert bot.heard[-1].who == bot.id("sam") and not bot.store.person(bot.id("ana"))
    person = bot.store.person(bot.id("sam"))
    assert person and person.place == "teams:a:sam"


async def test_teams_is_asked_once_about_each(bot: Bot) -> None:
    for _ in range(3):
        await bot.says(ASK)
    assert len([call for call in bot.teams.calls if call.what == "member"]) == 1


async def test_a_refusal_says_why_where_teams_does_not_tell(bot: Bot) -> None:
    bot.teams.refuse("member", 500, times=2)
    await bot.says("deadlines")
    assert "could not tell me" in words(bot.last()) and bot.heard[-1].outsider
    await bot.says("deadlines")
    assert "could not tell me" not in words(bot.last()) and not bot.heard[-1].outsider


async def test_whoever_teams_did_not_tell_of_at_first_is_kept_as_soon_as_it_does(bot: Bot) -> None:
    bot.teams.refuse("member", 500, times=2)
    for kept in (False, True):
        await bot.says(ASK, "sam")
        assert bool(bot.store.person(bot.id("sam"))) is kept


async def test_people_and_places_are_kept_with_one_write_each(bot: Bot) -> None:
    await bot.says(ASK, where="staff")
    room = bot.teams.rooms["staff"]
    place, person = bot.store.place(f"teams:{room.id}"), bot.store.person(bot.id("ana"))
    assert place and place.private and place.name == "Staff"
    assert {**place.address, "team": ""} == {
        "service": bot.teams.service,
        "conversation": room.id,
        "tenant": bot.teams.tenant,
        "bot": bot.teams.bot,
        "team": "",
    }
    assert person and person.name == "Ana Ruiz" and person.place == "teams:a:ana"
    chat = bot.store.place("teams:a:ana")
    assert chat.private and chat.address["conversation"] == "a:ana"
    head = bot.store.head()
    await bot.says(ASK, where="staff")
    await bot.says(ASK)
    assert bot.store.head() == head
    await bot.says(ASK, "far", where="vendor")
    assert bot.store.person(bot.id("far")) is None
    assert bot.store.place(f"teams:{bot.teams.rooms['vendor'].id}").private is False


async def test_whoever_is_named_can_be_written_to(bot: Bot) -> None:
    await mentioned(bot, "grant", "sam", "privacy")
    person = bot.store.person(bot.id("sam"))
    assert (person.role, person.name, person.place) == (Role.PRIVACY, "Sam Lee", "teams:a:sam")
    await mentioned(bot, "grant", "guest", "staff")
    assert "A Guest is a guest" in words(bot.teams.whispers[-1])
    assert not bot.store.person(bot.id("guest")).place


async def test_people_of_whom_teams_does_not_tell_keep_the_name_that_the_mention_shows(bot: Bot) -> None:
    await bot.says(ASK, where="g1")
    bot.teams.refuse("member", 500, times=20)
    bot.teams.hindrances["member"].insert(0, ("", ""))  # what tells the id, before what tells of the person
    await mentioned(bot, "grant", "sam", "privacy")
    person = bot.store.person(bot.id("sam"))
    assert (person.role, person.name, person.place) == (Role.PRIVACY, "Sam Lee", "")
    assert "Sam Lee is now" in words(bot.teams.whispers[-1])


async def test_whoever_is_given_something_is_met_before(bot: Bot) -> None:
    """Else the answer would say that they cannot be written to."""
    await logged(bot)
    await mentioned(bot, "assign D-1", "sam")
    assert bot.store.deadline("D-1").owner == bot.id("sam")
    assert "cannot message" not in words(bot.teams.whispers[-1])
    bot.teams.person("new", "Nora New")
    bot.teams.rooms["g1"].members.append("new")
    bot.teams.rooms["new"].installed = False
    await mentioned(bot, "assign D-1", "new")
    assert "I cannot message" in words(bot.teams.whispers[-1])


async def mentioned(bot: Bot, before: str, who: str, after: str = "") -> None:
    """Something is said in the group chat that names somebody."""
    found = bot.teams.written(f"{before} <at>{who}</at> {after}", "ana", "g1", named=True)
    found["entities"].append(mention(bot, who))
    await bot.after(await bot.teams.send(found))


def mention(bot: Bot, who: str) -> Json:
    mentioned = {"id": bot.teams.people[who].id, "name": bot.teams.people[who].name}
    return {"type": "mention", "text": f"<at>{who}</at>", "mentioned": mentioned}


async def test_each_organization_leads_to_its_district(bot: Bot, empty_desk: Desk, tmp_path: Path) -> None:
    stores = {tenant: open_embedded(tmp_path, tenant) for tenant in (bot.teams.tenant, "other")}

    def office(tenant: str) -> DistrictService:
        def desk() -> Desk:
            return replace(empty_desk, records=stores[tenant], admins=(bot.id("ana"),))

        return DistrictService(lambda message: respond(message, desk()), desk)

    bot.app.districts = office
    await bot.says("log-contract vendor: Kahoot; executed: 2026-10-06")
    assert stores[bot.teams.tenant].contract("C-1") and not stores["other"].contract("C-1")


async def test_reminders_that_move_are_told_of_in_the_place_that_they_leave(bot: Bot) -> None:
    await bot.moves_to("privacy")
    await bot.moves_to("g1")
    told = words(bot.teams.whispers[-1])
    assert "from now on, and no longer to Privacy" in told, told
    assert ["no longer come here" in words(one) for one in bot.teams.said("privacy")] == [True]
    assert not bot.teams.said("g1")
