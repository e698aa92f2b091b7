"""Who administers the bot in Teams, where nobody was named for it, and what is a place told that the app comes to?"""

from dataclasses import replace

import pytest

from bot.runtime.district_service import DistrictService
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people.access import role_of
from handlers.people.contacts import WELCOME
from handlers.setup.checklist import welcomes_to_refresh
from storage.records import Event, Person, Role
from tests.bot.teams.bot_in_teams import Bot, logged
from tests.bot.teams.small_teams.teams import inputs, words

ASKED = "Are you the one who sets it up?"
I_DO, NOT_I, HERE = "I administer it", "Somebody else will", "Send reminders here"


@pytest.fixture
def new(bot: Bot, empty_desk: Desk) -> Bot:
    """The bot of a district in which nobody has a role, nor is named in the settings."""

    def desk() -> Desk:
        return replace(empty_desk, records=bot.store)

    def hear(message: Message) -> Reply:
        bot.heard.append(message)
        return respond(message, desk())

    bot.desk, office = desk, DistrictService(hear, desk)
    bot.app.districts = lambda _: office
    return bot


def role(bot: Bot, key: str) -> Role:
    return role_of(Message("", who=bot.id(key)), bot.desk())


async def test_whoever_installs_it_first_is_asked_and_is_nobody_special(new: Bot) -> None:
    await new.after(await new.teams.installs("guest", by="guest"))
    assert ASKED not in words(new.last("guest"))
    await new.after(await new.teams.installs("sam", by="sam"))
    assert ASKED in words(new.last("sam")) and I_DO in words(new.last("sam")) and role(new, "sam") is Role.STAFF
    await new.says("may a vendor sell student data?", "sam")
    assert not new.heard[-1].owner, "a question needs no look at the records"
    await new.says("setup district: Hartford", "sam")
    assert ASKED in words(new.last("sam")) and not new.store.setup().district


async def test_the_next_one_may_say_so_and_has_a_name_from_then_on(new: Bot) -> None:
    await new.after(await new.teams.installs("sam", by="sam"))
    await new.presses(NOT_I, new.last("sam"), by="sam")
    await new.after(await new.teams.installs("ana"))
    await new.presses(I_DO, new.last())
    ana = new.store.person(new.id("ana"))
    assert (ana.name, ana.role, new.store.events()[-1].what) == ("Ana Ruiz", Role.ADMIN, "administer")
    await new.says("administer", "sam")
    assert "Ask Ana Ruiz (administrator)." in words(new.last("sam")) and role(new, "sam") is Role.STAFF
    await new.says("roles")
    assert "Ana Ruiz" in words(new.last()) and ASKED not in words(new.last())


async def test_where_somebody_has_a_role_nobody_begins_by_themselves(new: Bot) -> None:
    team = Person(id=new.id("sam"), name="Sam Lee", role=Role.PRIVACY)
    event = Event(who="test", what="grant", when=new.desk().now, surface="test")
    new.store.change(event, lambda _: [team])
    await new.says("administer")
    assert not new.store.people(Role.ADMIN) and ASKED not in words(new.last())


async def test_the_privacy_teams_channel_is_chosen_by_a_button_of_its_welcome(new: Bot) -> None:
    await new.says("administer")
    await new.after(await new.teams.installs("privacy"))
    assert HERE not in words(new.last("privacy")) and "Ana Ruiz" in words(new.last("privacy")), "everybody reads it"
    got = await new.presses(HERE, new.teams.whispers[-1], where="privacy")
    assert new.store.setup().place == f"teams:{new.teams.rooms['privacy'].id}", got.body
    await new.says("help", where="privacy")
    assert HERE not in words(new.last("privacy"))


@pytest.mark.parametrize("where", ["privacy", "chat"])
async def test_one_checklist_is_shown_where_the_app_was_added(new: Bot, where: str) -> None:
    new.teams.group("chat", "ana", "sam")
    await new.says("administer")
    await new.after(await new.teams.installs(where))
    posted, own = new.last(where), new.teams.whispers[-1]
    assert "Import what we have" in words(posted) and "Import what we have" not in words(own)
    assert "Is this the privacy team's own place?" in words(own) and HERE in words(own)


async def test_a_welcome_is_brought_up_to_date_where_it_stands(new: Bot) -> None:
    await new.after(await new.teams.installs("sam", by="sam"))
    assert "0 of 5 done" in words(new.last("sam"))
    await new.after(await new.teams.installs("privacy", by="sam"))
    await new.says("administer", "sam")
    refreshed = dict(welcomes_to_refresh(new.store.events()[-1], new.desk()))
    own, ours = f"teams:{new.teams.rooms['sam'].id}", f"teams:{new.teams.rooms['privacy'].id}"
    shown = {address.partition(" ")[0]: reply for address, reply in refreshed.items()}
    assert shown.keys() == {own, ours} and "✅ Administrator: Sam Lee" in plain(shown[ours])
    assert "0 of 5 done" in shown[own].title and shown[own].choices[0] == Choice(
        "Send reminders to Privacy", f"setup place: {ours} seen: 0", primary=True, settles=True
    )
    assert all(choice.is_question for choice in shown[ours].choices), "everybody reads it"
    assert f"{own} {new.teams.said('sam')[0]['id']}" in refreshed and f"{ours} {new.last('privacy')['id']}" in refreshed
    await new.says("help", "sam")
    assert welcome_of(new, own) == f"{own} {new.teams.said('sam')[0]['id']}", "the person who speaks there keeps it"


async def test_a_welcome_is_left_alone_whose_text_stays(new: Bot) -> None:
    await new.says("administer", "sam")
    for where, by in (("ana", "ana"), ("sam", "sam"), ("privacy", "sam"), ("vendor", "sam")):
        await new.after(await new.teams.installs(where, by=by))
    assert "May I use this app?" in words(new.last("ana")) and "May I use this app?" not in words(new.last("sam"))
    own, ours = (f"teams:{new.teams.rooms[where].id}" for where in ("sam", "privacy"))
    for said, changed in {
        "setup morning: 9:00": set[str](),
        "setup lead: me": {own, ours},
        "setup site: https://oak.org/privacy": set[str](),
        "setup register: yes": {own, ours},
    }.items():
        await new.says(said, "sam")
        shown = dict(welcomes_to_refresh(new.store.events()[-1], new.desk()))
        assert {address.partition(" ")[0] for address in shown} == changed, said


def welcome_of(bot: Bot, place: str) -> str:
    return bot.store.place(place).address[WELCOME]


async def test_the_form_has_the_places_by_name(new: Bot) -> None:
    await new.says("administer")
    for where in ("privacy", "g1", "vendor"):
        await new.after(await new.teams.installs(where))
    await new.says("setup")
    opened = await new.presses("Open the form", new.last())
    places = [choice["title"] for choice in inputs(opened.card)["f.place"]["choices"]]
    assert places[0] == "On the page only" and sorted(places[1:]) == ["A group chat", "Privacy"]
    await new.says("setup place: privacy")
    assert new.store.setup().place == f"teams:{new.teams.rooms['privacy'].id}"


# People who cannot be written to.


async def without_the_app(bot: Bot, *where: str) -> str:
    bot.teams.person("lee", name="Lee Ad")
    for room in where:
        bot.teams.rooms[room].members.append("lee")
    bot.teams.rooms["lee"].installed = False
    return bot.id("lee")


async def test_whoever_is_named_in_their_conversation_is_called_by_their_name(bot: Bot) -> None:
    lee = await without_the_app(bot, "g1")
    await bot.says("setup members: staff", where="g1")
    await bot.says(f"log-contract vendor: IXL; executed: 2026-10-06; owner: {lee}", where="g1")
    assert "I cannot message Lee Ad" in words(bot.teams.whispers[-1])
    assert bot.store.person(lee) == Person(id=lee, name="Lee Ad")


async def test_the_roster_of_the_privacy_team_tells_a_name_too(bot: Bot) -> None:
    lee = await without_the_app(bot, "privacy")
    await bot.says("setup place: here", where="privacy")
    await bot.says(f"log-contract vendor: IXL; executed: 2026-10-06; owner: {lee}")
    assert "I cannot message Lee Ad" in words(bot.last()) and lee not in words(bot.last())


async def test_where_nobody_tells_a_name_no_id_stands_in_its_place(bot: Bot) -> None:
    lee = await without_the_app(bot)
    await logged(bot)
    await bot.says(f"assign D-1 {lee}")
    assert "colleague who does not have the app yet owns it now" in words(bot.last()) and lee not in words(bot.last())
    await bot.says("deadlines")
    assert "a colleague who does not have the app yet" in words(bot.last())


async def test_a_guest_has_a_name_too_and_nothing_else(bot: Bot) -> None:
    await logged(bot)
    await bot.says(f"assign D-1 {bot.id('guest')}", where="g1")
    assert "A Guest owns it now" in words(bot.teams.whispers[-1])
    assert bot.store.person(bot.id("guest")) == Person(id=bot.id("guest"), name="A Guest")


async def test_somebody_without_the_app_who_speaks_in_a_chat_gives_it_to_others_by_name(bot: Bot) -> None:
    lee = await without_the_app(bot, "g1")
    bot.teams.rooms["ana"].installed = False
    await bot.says(f"grant {lee} privacy", where="g1")
    assert bot.store.person(lee) == Person(id=lee, name="Lee Ad", role=Role.PRIVACY)
    assert bot.store.person(bot.id("ana")).name == "Ana Ruiz"
