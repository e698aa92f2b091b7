"""Where does a role come from: the surface, the settings, the records, the district?"""

from dataclasses import replace

import pytest

from handlers.dialogue.desk import Desk
from handlers.people import words as people_words
from storage.records import Person, Role, Setup
from tests.handlers.district import WHO, given, put, refuses, role, say


def test_whoever_may_begin_has_no_role_by_that(closed_office: Desk) -> None:
    assert role(closed_office, owner=True) is Role.EVERYONE
    given(closed_office, Role.ADMIN, "slack:U8")
    assert role(closed_office, owner=True) is Role.EVERYONE


def test_that_nobody_is_administrator_yet_is_all_that_is_said(closed_office: Desk) -> None:
    """There may be a privacy team already, as somebody at the machine may have given it."""
    given(closed_office, Role.PRIVACY)
    for text in (say(closed_office, "setup"), say(closed_office, "roles")):
        assert people_words.NOBODY_YET in text and "Nobody has been given a role" not in text


def test_the_settings_name_administrators_for_good(closed_office: Desk) -> None:
    named = replace(closed_office, admins=(WHO,))
    assert role(named) is Role.ADMIN
    given(closed_office, Role.ADMIN, "slack:U8")
    assert role(named) is Role.ADMIN
    assert role(named, outsider=True) is Role.EVERYONE
    assert "DPA_ADMINS" in say(named, f"revoke {WHO}", "slack:U8")
    assert "you (by the settings)" in (text := say(named, "roles")) and WHO not in text
    assert "a colleague I do not know yet (by the settings)" in say(given(named, Role.ADMIN), "roles", "slack:U8")
    put(named, Person(id=WHO, name="Ana Ruiz"))
    assert "Ask Ana Ruiz" in say(replace(named, role=Role.EVERYONE), "setup", "slack:U3")


def test_an_administrator_of_elsewhere_is_not_named(closed_office: Desk) -> None:
    """The settings are those of all districts of a bot, and its records of one."""
    far = "teams:0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
    named = replace(closed_office, admins=(far, WHO))
    text = say(named, "setup", "slack:U3")
    assert "Ask your administrator." in text and far not in text and WHO not in text
    given(named, Role.PRIVACY, "slack:U3")
    assert "by the settings" in (text := say(named, "roles", "slack:U3")) and far not in text and WHO not in text
    assert "you (by the settings)" in say(named, "roles"), "but themselves"
    put(named, Person(id=far, name="Of Elsewhere"))
    assert "Ask Of Elsewhere (administrator)." in say(named, "grant slack:U5 staff", "slack:U3")


def test_the_surface_gives_the_least_that_somebody_may(closed_office: Desk) -> None:
    local = replace(closed_office, role=Role.PRIVACY)
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
def test_a_member_may_what_the_district_says(closed_office: Desk, who: str, members: Role, may: Role) -> None:
    put(closed_office, Setup(members=members))
    assert role(closed_office, who) is may


def test_a_desk_without_records_gives_what_its_surface_gives(bare_desk: Desk) -> None:
    bare = replace(bare_desk, role=Role.EVERYONE)
    assert role(bare, owner=True) is Role.EVERYONE
    assert refuses(say(bare, "log-contract"), "log-contract")
