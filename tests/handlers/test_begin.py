"""Does a district come to its first administrator on purpose, with a name, and to a place for its reminders?"""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.board.home import home
from handlers.dialogue.desk import Desk, Message, PlaceReaders
from handlers.dialogue.reply import Facts, File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people import words
from handlers.people.access import role_of
from handlers.people.words import STAFF_ASKS
from handlers.setup import welcome_words
from handlers.setup import words as setup_words
from handlers.setup.checklist import next_reminder
from storage.records import Event, Person, Place, Record, Role

TESS, ANA, THERE = "teams:29:tess", "teams:29:ana", {"conversation": "19:x"}
ROOM = Place(id="teams:room", surface="teams", address=THERE, name="Team", private=True)
CHAT = Place(id="teams:a:tess", surface="teams", name="Tess Teacher", private=True)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Tess and Ana have the app; nobody has a role yet."""
    desk = replace(desk, role=Role.EVERYONE)
    put(desk, CHAT, ROOM, Person(id=TESS, name="Tess Teacher", place=CHAT.id), Person(id=ANA, name="Ana Ruiz"))
    return desk


def put(desk: Desk, *records: Record) -> None:
    desk.store.change(Event(who="test", what="meet", when=desk.now, surface="test"), lambda draft: records)  # noqa: ARG005


def say(desk: Desk, text: str, who: str = TESS, place: str = CHAT.id, **flags: bool) -> Reply:
    flags, among_us = {"owner": True, **flags}, PlaceReaders(ROOM.id, known=True)
    return respond(Message(text, who=who, surface="teams", place=place, readers=among_us, **flags), desk)


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.choices]


def press(desk: Desk, label: str, on: Reply, who: str = TESS, place: str = CHAT.id) -> Reply:
    [says] = [choice.say for choice in on.choices if choice.label == label]
    return say(desk, says, who, place)


@pytest.mark.parametrize("text", ["help", "setup", "grant teams:29:ana admin", "roles", "log-contract"])
def test_whoever_may_begin_is_asked_and_has_no_role_until_they_say_so(office: Desk, text: str) -> None:
    before = office.store.head()
    asked = say(office, text)
    assert words.QUESTION in plain(asked) and labels(asked)[:2] == [words.I_DO, words.NOT_I]
    assert role_of(Message("", who=TESS, owner=True), office) is Role.STAFF and office.store.head() == before


def test_whoever_says_so_is_administrator_by_name_and_in_the_audit(office: Desk) -> None:
    begun = press(office, words.I_DO, say(office, "help"))
    event, tess = office.store.events()[-1], office.store.person(TESS)
    assert tess == Person(id=TESS, name="Tess Teacher", role=Role.ADMIN, place=CHAT.id)
    assert (begun.tone, event.who, event.what, event.after[TESS]) == ("done", TESS, "administer", {"role": "admin"})
    assert "Tess Teacher" in plain(say(office, "roles"))
    told = say(office, "administer", ANA)
    assert told.title == "Tess Teacher administers the bot" and told.tone == "plain" and not told.choices
    for text in ("setup", "grant teams:29:ana admin"):
        refused = say(office, text, ANA)
        assert refused.tone == "sorry" and "Ask Tess Teacher (administrator)." in plain(refused)
        assert words.QUESTION not in plain(refused) and not refused.choices
    assert words.QUESTION not in plain(say(office, "help", ANA))


def test_the_first_administrator_makes_another_one_and_stays(office: Desk) -> None:
    say(office, "administer")
    say(office, "grant Ana Ruiz admin")
    assert [one.id for one in office.store.people(Role.ADMIN)] == [ANA, TESS]


def test_no_administrator_becomes_less_by_a_grant_to_themselves(office: Desk) -> None:
    say(office, "administer")
    say(office, "grant Ana Ruiz admin")
    before = office.store.head()
    assert setup_words.has_more(Person(id=TESS, role=Role.ADMIN)) in plain(say(office, "grant me privacy"))
    assert office.store.head() == before
    assert say(office, "grant Tess Teacher privacy", ANA).tone == "done", "another one may do that"


def test_whoever_leaves_it_to_somebody_else_changes_nothing(office: Desk) -> None:
    before = office.store.head()
    left = press(office, words.NOT_I, say(office, "help"))
    assert setup_words.NOT_YET in plain(left) and office.store.head() == before
    assert press(office, words.I_DO, say(office, "help", ANA), ANA).tone == "done"
    assert "Ana Ruiz (administrator)" in plain(say(office, "administer"))


def test_nobody_begins_who_may_not(office: Desk) -> None:
    before = office.store.head()
    for flags in ({"owner": False}, {"outsider": True}):
        assert words.QUESTION not in plain(say(office, "help", **flags))
        assert say(office, "administer", **flags).tone == "sorry"
    assert words.NOBODY_YET in plain(say(office, "setup", owner=False))
    named = replace(office, admins=(ANA,))
    assert "Ask Ana Ruiz (administrator)." in plain(say(named, "administer"))
    assert respond(Message("administer", owner=True), office).tone == "sorry", "nobody in particular"
    assert office.store.head() == before


def test_saying_so_twice_is_saying_it_once(office: Desk) -> None:
    say(office, "administer")
    before = office.store.head()
    again = say(office, "administer")
    assert setup_words.ALREADY in plain(again) and office.store.head() == before


def test_of_two_who_say_so_at_once_one_is_administrator(office: Desk) -> None:
    ready = threading.Barrier(2)

    def begin(who: str) -> None:
        ready.wait()
        say(office, "administer", who)

    both = [threading.Thread(target=begin, args=(who,)) for who in (TESS, ANA)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(office.store.people(Role.ADMIN)) == 1


def test_that_begins_a_sentence_is_no_command(office: Desk) -> None:
    before = office.store.head()
    say(office, "administer a survey to students without consent?")
    assert office.store.head() == before


def test_the_home_asks_too(office: Desk) -> None:
    message = Message("", who=TESS, surface="slack", owner=True)
    assert labels(home(message, office)[0]) == [words.I_DO, words.NOT_I]
    say(office, "administer")
    assert words.I_DO not in labels(home(message, office)[0])


# The welcome.


def test_where_reminders_go_is_set_by_a_button_of_the_welcome(office: Desk) -> None:
    say(office, "administer")
    welcome = say(office, "help", place=ROOM.id)
    assert labels(welcome)[0] == welcome_words.HERE and welcome_words.IS_IT_HERE in plain(welcome)
    assert (
        press(office, welcome_words.HERE, welcome, place=ROOM.id).tone == "done"
        and office.store.setup().place == ROOM.id
    )
    assert welcome_words.HERE not in labels(say(office, "help", place=ROOM.id))


def test_whoever_may_begin_does_so_on_the_way(office: Desk) -> None:
    welcome = say(office, "help", place=ROOM.id, public=True)
    assert words.I_DO in labels(welcome) and welcome_words.HERE not in labels(welcome), "many read it"
    begun = press(office, words.I_DO, say(office, "setup place: here", place=ROOM.id), place=ROOM.id)
    assert labels(begun)[0] == welcome_words.HERE and welcome_words.IS_IT_HERE in plain(begun)
    assert (
        press(office, welcome_words.HERE, begun, place=ROOM.id).tone == "done" and office.store.setup().place == ROOM.id
    )


def test_there_is_no_such_button_elsewhere_or_for_others(office: Desk) -> None:
    say(office, "administer")
    put(office, open_to_all := replace(ROOM, id="teams:open", private=False))
    for who, place in ((TESS, CHAT.id), (TESS, open_to_all.id), (TESS, "teams:unknown"), (ANA, ROOM.id)):
        assert welcome_words.HERE not in labels(say(office, "help", who, place))


def test_staff_are_welcomed_with_questions(office: Desk) -> None:
    put(office, Person(id=ANA, name="Ana Ruiz", role=Role.ADMIN))
    welcome = say(office, "help")
    assert labels(welcome) == [*STAFF_ASKS, "What is due", "Contracts", "All commands"]
    assert len(plain(welcome).splitlines()) <= 5 and welcome.choices[-1].say == "help all"
    for question in STAFF_ASKS:
        assert press(office, question, welcome).tone not in {"unknown", "sorry"}
    told = press(office, "A vendor told us of a breach", welcome)
    assert "two business days" in plain(told) and "Yes" not in plain(told)


# The first hour.


def test_each_step_leads_to_the_next_and_the_last_one_names_the_next_reminder(desk: Desk, tmp_path: Path) -> None:
    desk = replace(desk, register=str(tmp_path / "register"))

    def on_page(text: str) -> Reply:
        return respond(Message(text, who="Dana", surface="page"), desk)

    steps = [label for part in on_page("help steps").parts if isinstance(part, Facts) for label, _ in part.rows]
    assert steps == [
        "⬜ Who does what", "· ✅ Administrator", "· ✅ Reminders go to", "· ⬜ Privacy lead", "⬜ Import what we have", "⬜ Fix the three worst", "⬜ Publish", "⬜ Invite",
    ]  # fmt: skip
    assert labels(on_page("help"))[0] == welcome_words.NAME_LEAD
    named = on_page("grant Dana Reed dana@oak.org lead")
    assert {welcome_words.IMPORT_LIST, welcome_words.LOG_FIRST} < set(labels(named))
    logged = on_page("log-contract vendor: Acme; executed: 2026-11-24")
    assert "Step 3 of 5" in plain(logged) and labels(logged)[:2] == ["Mark provisions", "All steps"]
    fixed = on_page("correct C-1 provisions: all")
    assert "10 of 10 present" in plain(fixed) and welcome_words.PUBLISH_NOW in labels(fixed)

    def publish() -> Reply:
        return on_page(next(one.say for one in on_page("register").choices if one.say.startswith("publish")))

    publish()
    assert welcome_words.PREPARED in plain(on_page("help steps")), (
        "where nobody knows the address, families see nothing"
    )
    on_page("setup site: https://oak.org/privacy")
    shown = on_page("help steps")
    assert welcome_words.WITHOUT_ADDRESS in plain(shown), "what was published holds no address"
    assert welcome_words.PUBLISH_NOW in labels(shown)
    written = publish()
    assert "on the bot's computer" in plain(written) and welcome_words.INVITE_SOMEBODY in labels(written)
    on_page("log-contract vendor: Bolt; executed: 2026-10-01; provisions: all")
    ended = " ".join(plain(on_page("grant Bo Lee bo@oak.org staff")).split())
    assert "All five steps are done. Overdue now: Post the contract (Bolt). The next reminder comes on" in ended
    assert "a.m., about what is overdue, to the privacy team." in ended
    assert "All five steps" not in plain(on_page("grant Cy Roe cy@oak.org staff")), "it is said once"
    assert "Who does what" not in plain(on_page("help steps"))


SHEET = ["Vendor,Date signed,All provisions", *(f"Firm {letter},9/1/2025,yes" for letter in "ABCD"), "Edge,9/2/2025,"]


def test_what_a_spreadsheet_told_is_not_taken_for_fixed(desk: Desk) -> None:
    desk = replace(desk, register="site")

    def on_page(text: str, *files: File) -> Reply:
        return respond(Message(text, who="Dana", surface="page", files=files), desk)

    on_page("grant Dana Reed dana@oak.org lead")
    shown = on_page("import", File("list.csv", "text/csv", "\n".join(SHEET).encode()))
    done = on_page(next(one.say for one in shown.choices if one.primary))
    assert [one.label for one in done.choices if one.primary] == ["Fix Edge"]
    assert "⬜ Fix the three worst" in plain(on_page("help steps"))
    assert welcome_words.PUBLISH_NOW in labels(on_page("correct C-5 provisions: all"))


def test_of_what_is_overdue_already_a_list_reminds_the_next_morning(desk: Desk) -> None:
    file = File("list.csv", "text/csv", "\n".join(SHEET).encode())
    shown = respond(Message("import", who="Dana", surface="page", files=(file,)), desk)
    respond(Message(shown.choices[0].say, who="Dana", surface="page"), desk)
    coming = next_reminder(desk)
    assert coming and coming.on.isoformat()[:16] == "2026-11-25T08:00"
    assert (coming.about, coming.to) == ("the 5 deadlines that are overdue", "the privacy team")


def test_where_nobody_is_on_file_the_form_of_a_role_asks_for_the_e_mail(desk: Desk) -> None:
    def needed(text: str) -> list[str]:
        form = respond(Message(text, who="Dana", surface="page"), desk).form
        return [one.id for one in form.fields if one.required] if form else []

    assert "email" in needed("grant") and "email" not in needed("grant lead")
    respond(Message("grant Dana Reed dana@oak.org lead", who="Dana", surface="page"), desk)
    assert "email" not in needed("grant")
