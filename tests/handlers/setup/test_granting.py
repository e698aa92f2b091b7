"""Is a role given and taken as it was meant, once, and never from the last administrator?"""

import threading

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.forms import words as form_words
from handlers.people.contacts import remember_person
from handlers.setup import words as setup_words
from storage.records import Person, Place, Role, Setup
from tests.handlers.district import WHO, given, put, say


def test_a_grant_is_audited_with_who_gave_it(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    say(closed_office, "grant slack:u42 privacy Ana Ruiz")
    assert closed_office.store.people(Role.PRIVACY) == [Person(id="slack:U42", name="Ana Ruiz", role=Role.PRIVACY)]
    say(closed_office, "revoke Ana Ruiz")
    first, second = closed_office.store.events()[-2:]
    assert (first.who, first.what, first.surface) == (WHO, "grant", "slack")
    assert first.after["slack:U42"]["role"] == "privacy"
    assert (second.what, second.before["slack:U42"]) == ("revoke", {"role": "privacy"})
    assert closed_office.store.person("slack:U42") == Person(id="slack:U42", name="Ana Ruiz")


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
def test_a_role_is_given_by_the_words_that_people_use(closed_office: Desk, words: str, role: Role) -> None:
    given(closed_office, Role.ADMIN)
    put(closed_office, Person(id="slack:U5", name="Sam Lee"))
    for who in ("Sam Lee", "@sam lee", "slack:U5") if not words.startswith(("the", "as")) else ("Sam Lee",):
        put(closed_office, Person(id="slack:U5", name="Sam Lee"), Setup(members=Role.EVERYONE))
        assert "Sam Lee is now:" in say(closed_office, f"grant {who} {words}")
        assert closed_office.store.person("slack:U5") == Person(id="slack:U5", name="Sam Lee", role=role)
        assert closed_office.store.setup().lead == ("slack:U5" if words.endswith("lead") else "")


def test_whoever_leads_keeps_a_higher_role_and_is_told_of_once(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    put(closed_office, Person(id=WHO, name="Ana Ruiz", role=Role.ADMIN))
    assert (
        "Ana Ruiz is now: privacy lead" in (text := say(closed_office, "grant me lead"))
        and setup_words.LEAD_MAY in text
    )
    before = closed_office.store.head()
    assert "is already the privacy lead" in say(closed_office, "grant me lead") and closed_office.store.head() == before
    assert closed_office.store.people(Role.ADMIN) and closed_office.store.setup().lead == WHO


def test_a_name_that_follows_the_words_of_a_role_is_a_name(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    say(closed_office, "grant slack:U5 privacy team Sam Lee")
    assert closed_office.store.person("slack:U5") == Person(id="slack:U5", name="Sam Lee", role=Role.PRIVACY)
    assert "A colleague I do not know yet is now: staff" in say(closed_office, "grant slack:U9 staff")


def test_a_grant_keeps_the_name_and_the_place_there_are(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    put(closed_office, Person(id="teams:29:1aB", name="Ana Ruiz", place="teams:a"))
    say(closed_office, "grant ana ruiz staff")
    say(closed_office, "grant teams:29:1aB privacy")
    found = Person(id="teams:29:1aB", name="Ana Ruiz", place="teams:a", role=Role.PRIVACY)
    assert closed_office.store.person("teams:29:1aB") == found


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
        (f"grant {WHO} admin", "already has that role"),
    ],
)
def test_what_cannot_be_given_or_taken_is_said_and_changes_nothing(closed_office: Desk, text: str, said: str) -> None:
    given(closed_office, Role.ADMIN)
    put(closed_office, Person(id="slack:U5", name="Kim Fox"), Person(id="slack:U6", name="Kim Fox"))
    before = closed_office.store.head()
    assert said in say(closed_office, text)
    assert closed_office.store.head() == before


def test_two_administrators_cannot_revoke_each_other_at_once(closed_office: Desk) -> None:
    for _ in range(5):
        put(closed_office, Person(id="slack:U1", role=Role.ADMIN), Person(id="slack:U2", role=Role.ADMIN))
        ready = threading.Barrier(2)

        def take(who: str, whom: str, ready: threading.Barrier = ready) -> None:
            ready.wait()
            say(closed_office, f"revoke {whom}", who)

        both = [
            threading.Thread(target=take, args=pair) for pair in (("slack:U1", "slack:U2"), ("slack:U2", "slack:U1"))
        ]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        assert len(closed_office.store.people(Role.ADMIN)) == 1


def test_the_same_press_gives_once(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    press = Message("grant slack:U5 staff", who=WHO, surface="slack", request="press-1")
    assert setup_words.AGAIN not in plain(respond(press, closed_office))
    after = closed_office.store.head()
    assert setup_words.AGAIN in plain(respond(press, closed_office))
    assert closed_office.store.head() == after


def test_a_name_that_was_given_with_a_role_stays_whatever_the_chat_calls_them(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    say(closed_office, "grant slack:U42 privacy Ana Ruiz")
    for chat, name in (("slack:D1", "ana.r"), ("slack:D2", "Someone Else"), ("slack:D3", "")):
        remember_person("slack:U42", name, Place(id=chat, surface="slack", name=name, private=True), closed_office)
        known = Person(id="slack:U42", name="Ana Ruiz", role=Role.PRIVACY, place=chat)
        assert closed_office.store.person("slack:U42") == known
        assert "Ana Ruiz" in say(closed_office, "roles")


@pytest.mark.parametrize("surface", ["slack", "teams", "page"])
def test_the_form_marks_whom_it_needs_and_says_so_in_plain_words(closed_office: Desk, surface: str) -> None:
    given(closed_office, Role.ADMIN)
    blank = respond(Message("grant", who=WHO, surface=surface), closed_office).form
    assert blank and [field.id for field in blank.fields if field.required] == ["person", "role"]
    assert not any(prefix in field.hint for field in blank.fields for prefix in ("slack:", "teams:", "ID"))
    nobody = respond(Message("grant", who=WHO, surface=surface, fields={"role": "staff"}), closed_office)
    assert form_words.NEEDED in plain(nobody)


def test_somebody_in_no_chat_is_named_by_e_mail_and_picks_nobody(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    hint = respond(Message("grant", who=WHO, surface="slack"), closed_office).form.fields[0].hint  # type: ignore[union-attr]
    assert "e-mail" in hint
    asked = respond(Message("grant person: Carol Clark; email: carol@oak.org", who=WHO, surface="slack"), closed_office)
    assert asked.form and [one.id for one in asked.form.fields if one.required] == ["role"]
    fields = {one.id: one.value for one in asked.form.fields} | {"role": "staff"}
    assert "Carol Clark is now: staff" in plain(
        respond(Message("grant", who=WHO, surface="slack", fields=fields), closed_office)
    )
    assert "Carol Clark is now: privacy" in say(closed_office, "grant name: Carol Clark; role: privacy")
    assert "Carol Clark is now: staff" in say(closed_office, "grant email: carol@oak.org; role: staff")


def test_a_role_for_an_address_says_what_it_is_worth_in_the_chat(closed_office: Desk) -> None:
    given(closed_office, Role.ADMIN)
    for surface, chat in (("slack", "Slack"), ("teams", "Teams")):
        grant = Message("grant Carol Clark carol@oak.org privacy", who=WHO, surface=surface)
        assert f"This is for the page. To give it in {chat} too" in plain(respond(grant, closed_office))


def test_a_refusal_never_tells_people_to_ask_themselves(closed_office: Desk) -> None:
    put(closed_office, Person(id="page:carol@oak.org", name="Carol Clark", role=Role.PRIVACY))
    put(closed_office, Person(id=WHO, name="Ana Ruiz", role=Role.ADMIN))
    refused = plain(
        respond(Message("withdraw C-1 x", who="slack:U5", name="Carol Clark", surface="slack"), closed_office)
    )
    assert "Ask Ana Ruiz (administrator)" in refused and "Carol Clark" not in refused
    assert "Ask Carol Clark" in say(closed_office, "withdraw C-1 x", "slack:U6")
