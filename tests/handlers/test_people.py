"""Can each person do what their role allows, in their own district, and nothing else?"""

import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.commands import COMMANDS
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import CommandSpec
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.plain_text import plain
from handlers.dispatch import respond
from handlers.people import first_admin_words as begin
from handlers.people import words as wording_people
from handlers.people.access import allow, role_of
from handlers.people.names import read_id
from handlers.setup.values import closure_spans, read_closures, read_days_before, read_hour, read_zone
from storage.embedded.store import open_embedded
from storage.records import Event, Person, Place, Record, Role, Setup

FOR_EVERYONE = set("ask define operator rule due help check topic nearest send-gap administer".split())
"""What somebody without a role may say; a new command is for a role unless it is put here on purpose."""
WHO, TEAM = "slack:U7", {"team": "T1"}


@pytest.fixture
def office(desk: Desk) -> Desk:
    """A district in which a member may no more than a stranger, on a surface that gives nobody a role."""
    desk = replace(desk, role=Role.EVERYONE)
    put(desk, Setup(members=Role.EVERYONE))
    return desk


def put(desk: Desk, *records: Record) -> None:
    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), lambda draft: records)  # noqa: ARG005


def say(desk: Desk, text: str, who: str = WHO, **flags: bool) -> str:
    return plain(respond(Message(text, who=who, surface="slack", place="slack:C1", **flags), desk))  # type: ignore[arg-type]


def given(desk: Desk, role: Role, who: str = WHO) -> Desk:
    put(desk, Person(id=who, role=role))
    return desk


def typed(command: CommandSpec) -> str:
    """The command as somebody would type it."""
    return command.usage.replace("PERSON", "slack:U5").replace("ROLE", "staff")


def refuses(text: str, name: str) -> bool:
    return f"can use '{name}'." in text


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_every_command_is_open_to_its_role_and_those_above_only(office: Desk, command: CommandSpec, role: Role) -> None:
    given(office, role)
    before = office.store.head()
    text = say(office, typed(command))
    assert refuses(text, command.name) == (not role.includes(command.role)), text
    assert wording.BUG_TITLE not in text
    if role in {Role.EVERYONE, Role.STAFF} and command.name != "send-gap":
        assert office.store.head() == before


def test_no_command_is_for_everyone_by_oversight() -> None:
    assert {command.name for command in COMMANDS.values() if command.role is Role.EVERYONE} == FOR_EVERYONE
    assert {name for name in FOR_EVERYONE if COMMANDS[name].changes} == {"send-gap", "administer"}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_an_outsider_hears_of_the_law_only_whatever_role_they_have(office: Desk, command: CommandSpec) -> None:
    given(office, Role.ADMIN)
    before = office.store.head()
    text = say(replace(office, role=Role.ADMIN, admins=(WHO,)), typed(command), outsider=True, owner=True)
    of_the_law = command.name in FOR_EVERYONE - {"send-gap", "administer"}
    assert (wording_people.OUTSIDERS in text) == (not of_the_law), text
    assert office.store.head() == before


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda command: command.name)
def test_no_record_is_spoken_of_where_many_can_read(office: Desk, command: CommandSpec) -> None:
    text = say(given(office, Role.ADMIN), typed(command), public=True)
    assert (wording_people.TOO_PUBLIC in text) == (command.name not in FOR_EVERYONE), text


def test_the_law_is_answered_when_the_records_cannot_be_read(office: Desk, tmp_path: Path) -> None:
    for file in tmp_path.rglob("district.json"):
        file.write_text("{")
    broken = replace(office, records=open_embedded(tmp_path, "hartford", to_restore=True))
    allow("rule", Role.EVERYONE, Message("rule cc(b)(3)", who=WHO), broken)
    assert "10-234cc(b)(3)" in say(broken, "rule cc(b)(3)")


# Where a role comes from.


def role(desk: Desk, who: str = WHO, **flags: bool) -> Role:
    return role_of(Message("", who=who, **flags), desk)  # type: ignore[arg-type]


def test_whoever_may_begin_has_no_role_by_that(office: Desk) -> None:
    assert role(office, owner=True) is Role.EVERYONE
    given(office, Role.ADMIN, "slack:U8")
    assert role(office, owner=True) is Role.EVERYONE


def test_that_nobody_is_administrator_yet_is_all_that_is_said(office: Desk) -> None:
    """There may be a privacy team already, as somebody at the machine may have given it."""
    given(office, Role.PRIVACY)
    for text in (say(office, "setup"), say(office, "roles")):
        assert begin.NOBODY_YET in text and "Nobody has been given a role" not in text


def test_the_settings_name_administrators_for_good(office: Desk) -> None:
    named = replace(office, admins=(WHO,))
    assert role(named) is Role.ADMIN
    given(office, Role.ADMIN, "slack:U8")
    assert role(named) is Role.ADMIN
    assert role(named, outsider=True) is Role.EVERYONE
    assert "DPA_ADMINS" in say(named, f"revoke {WHO}", "slack:U8")
    assert "slack:U7 (by the settings)" in say(named, "roles")
    put(named, Person(id=WHO, name="Ana Ruiz"))
    assert "Ask Ana Ruiz" in say(replace(named, role=Role.EVERYONE), "setup", "slack:U3")


def test_an_administrator_of_elsewhere_is_not_named(office: Desk) -> None:
    """The settings are those of all districts of a bot, and its records of one."""
    far = "teams:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    named = replace(office, admins=(far, WHO))
    text = say(named, "setup", "slack:U3")
    assert "Ask your administrator." in text and far not in text and WHO not in text
    given(named, Role.PRIVACY, "slack:U3")
    assert "by the settings" in (text := say(named, "roles", "slack:U3")) and far not in text and WHO not in text
    assert WHO in say(named, "roles"), "but to themselves"
    put(named, Person(id=far, name="Of Elsewhere"))
    assert "Ask Of Elsewhere (administrator)." in say(named, "grant slack:U5 staff", "slack:U3")


def test_the_surface_gives_the_least_that_somebody_may(office: Desk) -> None:
    local = replace(office, role=Role.PRIVACY)
    assert role(local, "dana") is Role.PRIVACY
    assert role(given(local, Role.STAFF)) is Role.PRIVACY
    assert role(given(local, Role.ADMIN)) is Role.ADMIN


@pytest.mark.parametrize(
    ("who", "members", "may"),
    [
        ("slack:U1", Role.STAFF, Role.STAFF),
        ("teams:29:1abc", Role.STAFF, Role.STAFF),
        ("slack:U1", Role.EVERYONE, Role.EVERYONE),
        ("", Role.STAFF, Role.EVERYONE),
        ("somebody at a terminal", Role.STAFF, Role.EVERYONE),
    ],
)
def test_a_member_may_what_the_district_says(office: Desk, who: str, members: Role, may: Role) -> None:
    put(office, Setup(members=members))
    assert role(office, who) is may


def test_a_desk_without_records_gives_what_its_surface_gives(bare_desk: Desk) -> None:
    bare = replace(bare_desk, role=Role.EVERYONE)
    assert role(bare, owner=True) is Role.EVERYONE
    assert refuses(say(bare, "log-contract"), "log-contract")


# Giving and taking.


def test_a_grant_is_audited_with_who_gave_it(office: Desk) -> None:
    given(office, Role.ADMIN)
    say(office, "grant slack:u42 privacy Ana Ruiz")
    assert office.store.people(Role.PRIVACY) == [Person(id="slack:U42", name="Ana Ruiz", role=Role.PRIVACY)]
    say(office, "revoke Ana Ruiz")
    first, second = office.store.events()[-2:]
    assert (first.who, first.what, first.surface) == (WHO, "grant", "slack")
    assert first.after["slack:U42"]["role"] == "privacy"
    assert (second.what, second.before["slack:U42"]) == ("revoke", {"role": "privacy"})
    assert office.store.person("slack:U42") == Person(id="slack:U42", name="Ana Ruiz")


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("admin", Role.ADMIN),
        ("Administrator", Role.ADMIN),
        ("staff", Role.STAFF),
        ("privacy", Role.PRIVACY),
        ("privacy team", Role.PRIVACY),
        ("the Privacy Team", Role.PRIVACY),
        ("lead", Role.PRIVACY),
        ("as privacy lead", Role.PRIVACY),
    ],
)
def test_a_role_is_given_by_the_words_that_people_use(office: Desk, words: str, role: Role) -> None:
    given(office, Role.ADMIN)
    put(office, Person(id="slack:U5", name="Sam Lee"))
    for who in ("Sam Lee", "@sam lee", "slack:U5") if not words.startswith(("the", "as")) else ("Sam Lee",):
        put(office, Person(id="slack:U5", name="Sam Lee"), Setup(members=Role.EVERYONE))
        assert "Sam Lee is now:" in say(office, f"grant {who} {words}")
        assert office.store.person("slack:U5") == Person(id="slack:U5", name="Sam Lee", role=role)
        assert office.store.setup().lead == ("slack:U5" if words.endswith("lead") else "")


def test_whoever_leads_keeps_a_higher_role_and_is_told_of_once(office: Desk) -> None:
    given(office, Role.ADMIN)
    put(office, Person(id=WHO, name="Ana Ruiz", role=Role.ADMIN))
    assert "Ana Ruiz is now: privacy lead" in (text := say(office, "grant me lead")) and begin.LEAD_MAY in text
    before = office.store.head()
    assert "is the privacy lead already" in say(office, "grant me lead") and office.store.head() == before
    assert office.store.people(Role.ADMIN) and office.store.setup().lead == WHO


def test_a_name_that_follows_the_words_of_a_role_is_a_name(office: Desk) -> None:
    given(office, Role.ADMIN)
    say(office, "grant slack:U5 privacy team Sam Lee")
    assert office.store.person("slack:U5") == Person(id="slack:U5", name="Sam Lee", role=Role.PRIVACY)
    assert "A colleague I do not know yet (slack:U9) is now: staff" in say(office, "grant slack:U9 staff")


def test_a_grant_keeps_the_name_and_the_place_there_are(office: Desk) -> None:
    given(office, Role.ADMIN)
    put(office, Person(id="teams:29:1aB", name="Ana Ruiz", place="teams:a"))
    say(office, "grant ana ruiz staff")
    say(office, "grant teams:29:1aB privacy")
    found = Person(id="teams:29:1aB", name="Ana Ruiz", place="teams:a", role=Role.PRIVACY)
    assert office.store.person("teams:29:1aB") == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("grant slack:U5", "Choose one: staff, privacy or admin"),
        ("grant slack:U5 boss", "'boss' is not one of"),
        ("grant slack:U5 of elsewhere", "'of' is not one of"),
        ("grant slack:U5 everyone", "'everyone' is not one of"),
        ("grant slack:ana privacy", "I do not know anyone called 'slack:ana'"),
        ("grant Nobody admin", "I do not know anyone called 'Nobody'"),
        ("grant Kim Fox privacy", "Several people are called 'Kim Fox': slack:U5 and slack:U6"),
        ("revoke", "Something is missing"),
        ("revoke parental consent", "write ask before it"),
        ("revoke slack:U5", "has no role to take away"),
        (f"revoke {WHO}", "the last administrator"),
        (f"grant {WHO} privacy", "the last administrator"),
        (f"grant {WHO} admin", "has that role already"),
    ],
)
def test_what_cannot_be_given_or_taken_is_said_and_changes_nothing(office: Desk, text: str, said: str) -> None:
    given(office, Role.ADMIN)
    put(office, Person(id="slack:U5", name="Kim Fox"), Person(id="slack:U6", name="Kim Fox"))
    before = office.store.head()
    assert said in say(office, text)
    assert office.store.head() == before


def test_two_administrators_cannot_revoke_each_other_at_once(office: Desk) -> None:
    for _ in range(5):
        put(office, Person(id="slack:U1", role=Role.ADMIN), Person(id="slack:U2", role=Role.ADMIN))
        ready = threading.Barrier(2)

        def take(who: str, whom: str, ready: threading.Barrier = ready) -> None:
            ready.wait()
            say(office, f"revoke {whom}", who)

        both = [
            threading.Thread(target=take, args=pair) for pair in (("slack:U1", "slack:U2"), ("slack:U2", "slack:U1"))
        ]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert len(office.store.people(Role.ADMIN)) == 1


def test_the_same_press_gives_once(office: Desk) -> None:
    given(office, Role.ADMIN)
    press = Message("grant slack:U5 staff", who=WHO, surface="slack", request="press-1")
    assert wording_people.AGAIN not in plain(respond(press, office))
    after = office.store.head()
    assert wording_people.AGAIN in plain(respond(press, office))
    assert office.store.head() == after


def test_a_refusal_names_a_few_and_says_how_many_more(office: Desk) -> None:
    put(office, *(Person(id=f"slack:U{n}", name=f"Team {n}", role=Role.PRIVACY) for n in range(1, 9)))
    assert "Ask Team 1, Team 2, Team 3, Team 4, Team 5 or 3 more (privacy team)." in say(
        office, "done D-1 x", "slack:X"
    )


# The setup.


def test_a_setup_is_read_saved_and_shown_again(office: Desk) -> None:
    given(office, Role.ADMIN)
    put(office, Place(id="slack:G1", surface="slack", address=TEAM, name="#privacy", private=True))
    put(office, Setup(rungs={"post-contract": (2,)}, members=Role.EVERYONE))
    text = say(office, f"setup place: privacy; lead: {WHO}; evening: 5:30 p.m.; before: 1, 7, 3; members: staff")
    assert "Where the privacy team gets posts: #privacy" in text
    assert office.store.setup() == Setup(
        place="slack:G1",
        lead=WHO,
        zone="America/New_York",
        evening="17:30",
        before=(7, 3, 1),
        members=Role.STAFF,
        rungs={"post-contract": [2]},
    )
    event = office.store.events()[-1]
    assert (event.who, event.what, event.after["setup"]["place"]) == (WHO, "setup", "slack:G1")
    say(office, "setup lead: ; place: page")
    assert (office.store.setup().lead, office.store.setup().place) == ("", "")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("place: here", wording_people.PLACE_PUBLIC),
        ("place: slack:C1", wording_people.PLACE_PUBLIC),
        ("place: slack:C9", "I am in no private channel or group chat called 'slack:C9'"),
        ("place: Everybody", "I am in no private channel or group chat called 'Everybody'"),
        ("lead: Nobody", "I do not know anyone called 'Nobody'"),
        ("site: javascript:alert(1)", "starting with https://"),
        ("zone: ../etc/passwd", wording_people.NO_ZONE),
        ("morning: 25:00", wording_people.NO_HOUR),
        ("morning: 18:00", wording_people.EVENING_FIRST),
        ("before: 0", wording_people.NO_DAYS),
        ("closures: 2027-01-05 to 2027-01-01", wording_people.BACKWARDS),
        ("closures: 2026-01-01 to 2036-01-01", wording_people.TOO_MANY_CLOSED),
        ("closures: soon", "I cannot read 'soon' as a date"),
        ("members: admin", "is not one of"),
        ("colour: blue", "There is no field 'colour'"),
    ],
)
def test_a_setup_that_cannot_be_is_named_at_its_field(office: Desk, wrong: str, said: str) -> None:
    given(office, Role.ADMIN)
    put(office, Place(id="slack:C1", surface="slack", name="everybody"))
    before = office.store.head()
    assert said in say(office, f"setup {wrong}")
    assert office.store.head() == before


def test_here_is_where_one_writes_if_it_is_private_and_known(office: Desk) -> None:
    given(office, Role.ADMIN)
    assert wording_people.HERE_UNKNOWN in say(office, "setup place: here")
    put(office, Place(id="slack:C1", surface="slack", private=True))
    assert wording_people.SETUP_SAVED in say(office, "setup place: here")
    assert office.store.setup().place == "slack:C1"


def test_a_place_is_chosen_by_its_name_if_it_is_the_only_one(office: Desk) -> None:
    given(office, Role.ADMIN)
    assert begin.NO_PLACE in str(respond(Message("setup", who=WHO), office).form)
    named = {"slack:G1": "#privacy", "slack:G2": "A group chat", "slack:G3": "A group chat"}
    shut = [Place(id=id, surface="slack", address=TEAM, name=name, private=True) for id, name in named.items()]
    chat, gone = replace(shut[0], id="slack:D1", name="Kim Fox"), replace(shut[0], id="slack:G4", address={})
    put(
        office,
        *shut,
        chat,
        gone,
        replace(shut[0], id="slack:C1", private=False),
        Person(id="slack:U5", place="slack:D1"),
    )
    form = respond(Message("setup", who=WHO), office).form
    assert form
    assert next(field.options for field in form.fields if field.id == "place") == (
        ("page", "On the page only"),
        ("slack:G1", "#privacy"),
        ("slack:G2", "A group chat (1 of 2)"),
        ("slack:G3", "A group chat (2 of 2)"),
    )
    say(office, "setup place: Privacy")
    assert office.store.setup().place == "slack:G1"
    put(office, replace(shut[0], address={}))
    assert "#privacy" in str(respond(Message("setup", who=WHO), office).form), "what is set stays in the form"
    assert "I am in 2 places called 'a group chat'" in say(office, "setup place: a group chat")
    assert "no private channel or group chat called 'Kim Fox'" in say(office, "setup place: Kim Fox")
    assert office.store.setup().place == "slack:G1"
    say(office, "setup place: on the page only")
    assert office.store.setup().place == ""


def test_typed_days_and_hours_are_read_as_people_mean_them() -> None:
    days = read_closures("Dec 24, 2026 to Dec 26, 2026, 2027-02-15\nOct 7, 2026; 10/7/2026")
    assert days == ("2026-10-07", "2026-12-24", "2026-12-25", "2026-12-26", "2027-02-15")
    assert read_closures(closure_spans(days)) == days
    assert [read_hour(text) for text in ("8", "08:05", "12 am", "12:30pm", "5 p.m.")] == [
        "08:00", "08:05", "00:00", "12:30", "17:00",
    ]  # fmt: skip
    assert read_days_before("1 3,7") == (7, 3, 1)
    assert read_zone("America/Chicago") == "America/Chicago"


@pytest.mark.parametrize("text", ["24:00", "13 pm", "0 am", "8:60", "noon", "-1"])
def test_an_hour_that_is_none_is_not_guessed(text: str) -> None:
    with pytest.raises(Sorry):
        read_hour(text)


@pytest.mark.parametrize("text", ["0", "61", "1.5", "x", ",", "1 2 3 4 5 6"])
def test_days_before_that_are_none_are_not_guessed(text: str) -> None:
    with pytest.raises(Sorry):
        read_days_before(text)


# Two districts.


def test_no_district_sees_or_decides_anything_of_another(office: Desk, tmp_path: Path) -> None:
    """The same person, the same words, the same folder of data: another drawer."""
    other = replace(office, records=open_embedded(tmp_path, "new-haven"))
    given(office, Role.ADMIN)
    say(office, "log-contract vendor: Acme; executed: 2026-11-20")
    say(office, "setup district: Hartford; members: staff")
    put(other, Setup(members=Role.EVERYONE))
    assert role(office) is Role.ADMIN
    assert role(other) is Role.EVERYONE
    assert refuses(say(other, "contract C-1"), "contract")
    given(other, Role.ADMIN)
    for text in asked(office):
        assert "Acme" not in say(other, text), text
        assert "Hartford" not in say(other, text), text
    say(other, "grant slack:U8 admin Sam Lee")
    assert role(office, "slack:U8") is Role.STAFF
    say(other, f"revoke {WHO}", "slack:U8")
    assert role(office) is Role.ADMIN
    assert [contract.vendor for contract in office.store.contracts()] == ["Acme"]


def asked(office: Desk) -> Iterable[str]:
    """Every listing, and every command on an id that the first district has."""
    ids = ("C-1", *(deadline.id for deadline in office.store.deadlines()))
    for command in COMMANDS.values():
        if command.role is not Role.EVERYONE:
            yield command.name
            yield from (f"{command.name} {id}" for id in ids)


def test_an_id_is_the_same_however_it_is_typed() -> None:
    assert read_id("Slack:u042") == "slack:U042"
    assert read_id("teams:0FF1CE00-0000-4000-8000-00000000ABCD") == "teams:0ff1ce00-0000-4000-8000-00000000abcd"
    assert read_id("teams:29:1aBc") == "teams:29:1aBc", "an id of Teams' own keeps its letters"
