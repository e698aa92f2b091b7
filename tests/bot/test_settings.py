"""Do the settings say who administers, and is a wrong id named?"""

from pathlib import Path

import pytest

from bot.__main__ import desk
from bot.settings import Settings, read_settings
from handlers.desk import Message, Sorry
from handlers.people import role_of
from storage.records import Role


@pytest.mark.parametrize(
    ("typed", "ids"),
    [("", ()), (" slack:u42, teams:29:1aB,", ("slack:U42", "teams:29:1aB")), ("slack:U1,slack:U1", ("slack:U1",))],
)
def test_administrators_are_named_by_their_ids(monkeypatch: pytest.MonkeyPatch, typed: str, ids: tuple[str]) -> None:
    monkeypatch.setenv("DPA_ADMINS", typed)
    assert read_settings().admins == ids


@pytest.mark.parametrize("typed", ["Ana Ruiz", "slack:U1, ana", "U042", '["slack:U1"]', "slack:"])
def test_an_id_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("DPA_ADMINS", typed)
    with pytest.raises(Sorry, match=r"DPA_ADMINS: .*is nobody's id"):
        read_settings()


def test_whom_the_settings_name_is_administrator(tmp_path: Path) -> None:
    made = desk(Settings(data=tmp_path, admins=("slack:U42",)))()
    assert role_of(Message("", who="slack:U42"), made) is Role.ADMIN
    assert role_of(Message("", who="slack:U43"), made) is Role.EVERYONE
