"""Is a setup saved as it was meant, and is what cannot be named at its field?"""

from dataclasses import replace

import pytest

from handlers.dialogue.desk import Desk, Message, PlaceReaders
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.forms import words as form_words
from handlers.people.page_people import mailbox
from handlers.setup import welcome_words
from handlers.setup import words as setup_words
from storage.records import Person, Place, Role, Setup
from tests.handlers.district import WHO, given, put, say

TEAM = {"team": "T1"}
AMONG_US = PlaceReaders("slack:G1", known=True)


def test_a_setup_is_read_saved_and_shown_again(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    put(closed_office, Place(id="slack:G1", surface="slack", address=TEAM, name="#privacy", private=True))
    put(closed_office, Setup(rungs={"post-contract": (2,)}, members=Role.EVERYONE))
    text = say(
        closed_office,
        f"setup place: privacy; lead: {WHO}; evening: 5:30 p.m.; before: 1, 7, 3; members: staff",
        readers=AMONG_US,
    )
    assert "Where the privacy team gets posts: #privacy" in text
    assert closed_office.store.setup() == Setup(
        place="slack:G1",
        lead=WHO,
        zone="America/New_York",
        evening="17:30",
        before=(7, 3, 1),
        members=Role.STAFF,
        rungs={"post-contract": [2]},
    )
    event = closed_office.store.events()[-1]
    assert (event.who, event.what, event.after["setup"]["place"]) == (WHO, "setup", "slack:G1")
    say(closed_office, "setup lead: ; place: page")
    assert (closed_office.store.setup().lead, closed_office.store.setup().place) == ("", "")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("place: here", setup_words.PLACE_PUBLIC),
        ("place: slack:C1", setup_words.PLACE_PUBLIC),
        ("place: slack:C9", "I am not in a private channel or group chat called 'slack:C9'"),
        ("place: Everybody", "I am not in a private channel or group chat called 'Everybody'"),
        ("lead: Nobody", "I do not know anyone called 'Nobody'"),
        ("site: javascript:alert(1)", "starting with https://"),
        ("zone: ../etc/passwd", setup_words.NO_ZONE),
        ("morning: 25:00", setup_words.NO_HOUR),
        ("morning: 18:00", setup_words.EVENING_FIRST),
        ("before: 0", setup_words.NO_DAYS),
        ("closures: 2027-01-05 to 2027-01-01", form_words.BACKWARDS),
        ("closures: 2026-01-01 to 2036-01-01", form_words.TOO_MANY_DAYS),
        ("closures: soon", "I cannot read 'soon' as a date"),
        ("members: admin", "is not one of"),
        ("colour: blue", "There is no field 'colour'"),
    ],
)
def test_a_setup_that_cannot_be_is_named_at_its_field(closed_office: Desk, wrong: str, said: str) -> None:
    given(closed_office, Role.ADMIN)
    put(closed_office, Place(id="slack:C1", surface="slack", name="everybody"))
    before = closed_office.store.head()
    assert said in say(closed_office, f"setup {wrong}")
    assert closed_office.store.head() == before


def test_here_is_where_one_writes_if_it_is_private_and_known(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    assert setup_words.HERE_UNKNOWN in say(closed_office, "setup place: here")
    put(closed_office, Place(id="slack:C1", surface="slack", private=True))
    assert setup_words.SETUP_SAVED in say(
        closed_office, "setup place: here", readers=replace(AMONG_US, place="slack:C1")
    )
    assert closed_office.store.setup().place == "slack:C1"


def test_a_place_is_chosen_by_its_name_if_it_is_the_only_one(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    assert setup_words.NO_PLACE in str(respond(Message("setup", who=WHO), closed_office).form)
    named = {"slack:G1": "#privacy", "slack:G2": "A group chat", "slack:G3": "A group chat"}
    shut = [Place(id=id, surface="slack", address=TEAM, name=name, private=True) for id, name in named.items()]
    chat, gone = replace(shut[0], id="slack:D1", name="Kim Fox"), replace(shut[0], id="slack:G4", address={})
    put(
        closed_office,
        *shut,
        chat,
        gone,
        replace(shut[0], id="slack:C1", private=False),
        Person(id="slack:U5", place="slack:D1"),
    )
    form = respond(Message("setup", who=WHO), closed_office).form
    assert form
    assert next(field.options for field in form.fields if field.id == "place") == (
        ("page", "On the page only"),
        ("slack:G1", "#privacy"),
        ("slack:G2", "A group chat (1 of 2)"),
        ("slack:G3", "A group chat (2 of 2)"),
    )
    say(closed_office, "setup place: Privacy", readers=AMONG_US)
    assert closed_office.store.setup().place == "slack:G1"
    put(closed_office, replace(shut[0], address={}))
    assert "#privacy" in str(respond(Message("setup", who=WHO), closed_office).form), "what is set stays in the form"
    assert "I am in 2 places called 'a group chat'" in say(closed_office, "setup place: a group chat")
    assert "not in a private channel or group chat called 'Kim Fox'" in say(closed_office, "setup place: Kim Fox")
    assert closed_office.store.setup().place == "slack:G1"
    say(closed_office, "setup place: on the page only")
    assert closed_office.store.setup().place == ""


def test_a_lead_who_is_in_no_chat_is_asked_for_by_e_mail_and_the_rest_is_kept(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    asked = respond(Message("setup lead: Dana Reed; district: Oak Schools", who=WHO), closed_office)
    assert asked.form and [field.id for field in asked.form.fields] == ["lead_email"]
    assert "I do not know anyone called 'Dana Reed' yet" in plain(asked)
    assert closed_office.store.setup().district == ""
    wrong = respond(Message(asked.form.say, who=WHO, fields={"lead_email": "dana"}), closed_office)
    assert wrong.form and wrong.form.fields[0].error == welcome_words.NO_EMAIL
    saved = plain(respond(Message(wrong.form.say, who=WHO, fields={"lead_email": "Dana@Oak.org"}), closed_office))
    setup, dana = closed_office.store.setup(), closed_office.store.person("page:dana@oak.org")
    assert dana and (setup.lead, setup.district, dana.name, dana.role) == (
        dana.id,
        "Oak Schools",
        "Dana Reed",
        Role.PRIVACY,
    )
    assert "Link for Dana Reed" in saved and mailbox(dana)


def test_names_and_e_mails_in_one_line_are_saved_at_once(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    said = say(
        closed_office, "setup lead: Dana Reed dana@oak.org; superintendent: Lee Cole; superintendent email: l@oak.org"
    )
    assert setup_words.SETUP_SAVED in said and "Superintendent: Lee Cole" in said
    lee = closed_office.store.person("page:l@oak.org")
    assert lee and (lee.role, closed_office.store.setup().superintendent) == (Role.STAFF, lee.id)


def test_an_e_mail_without_a_name_is_asked_for_its_name(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    asked = respond(Message("setup lead: dana@oak.org", who=WHO), closed_office)
    assert asked.form and [field.id for field in asked.form.fields] == ["lead"]
    respond(Message(asked.form.say, who=WHO, fields={"lead": "Dana Reed"}), closed_office)
    assert closed_office.store.setup().lead == "page:dana@oak.org"


def test_in_a_chat_a_name_that_nobody_has_is_picked_or_oneself_and_the_rest_is_kept(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    put(closed_office, Person(id="slack:U42", name="Dana Reeds"))
    asked = respond(Message("setup lead: Dana Reed; district: Oak Schools", who=WHO, surface="slack"), closed_office)
    assert asked.form and [(field.id, field.value) for field in asked.form.fields] == [("lead", "")]
    said = plain(replace(asked, form=None, choices=()))
    assert "I do not know anyone called 'Dana Reed'" in said and "@mention" in said
    assert "slack:" not in said and "ID" not in said and len(asked.parts) == 2
    assert [one.label for one in asked.choices] == [welcome_words.I_LEAD, "Dana Reeds"]
    for answer, fields, lead in (
        (asked.choices[0].say, {}, WHO),
        (asked.choices[1].say, {}, "slack:U42"),
        (asked.form.say, {"lead": "slack:U5"}, "slack:U5"),
    ):
        put(closed_office, Setup(members=Role.EVERYONE))
        respond(Message(answer, who=WHO, surface="slack", fields=fields), closed_office)
        assert (closed_office.store.setup().lead, closed_office.store.setup().district) == (lead, "Oak Schools")


def test_only_a_lead_may_be_oneself(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    asked = respond(Message("setup superintendent: Lee Cole", who=WHO, surface="teams"), closed_office)
    assert asked.form and [field.id for field in asked.form.fields] == ["superintendent"] and not asked.choices
    assert "everything else" not in plain(asked)
