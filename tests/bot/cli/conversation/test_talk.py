"""Are whole conversations held as scripts rely on them?"""

import json
from pathlib import Path
from typing import Any

from tests.bot.cli.district_cli import DistrictCli
from tests.bot.cli.test_commands import dpa

LOG = "log-contract vendor: {}; product: App; executed: 2026-11-18; provisions: all; owner: Dana"


def talk(*lines: dict[str, Any] | str, data: Path | None = None) -> list[dict[str, Any]]:
    """The answers of one process to these lines."""
    stdin = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
    done = dpa("talk", "--jsonl", *(("--data", str(data)) if data else ()), stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def said(id: str, text: str, of: str = "t1", **more: str) -> dict[str, Any]:
    return {"id": id, "talk": of, "say": text, **more}


def test_each_talk_has_a_district_of_its_own() -> None:
    first, other, listed = talk(
        said("a1", LOG.format("Acme"), "a", now="2026-11-24T09:00", who="Dana"),
        said("b1", LOG.format("Bright"), "b", now="2026-11-24T09:00", who="Lee"),
        said("a2", "contracts", "a"),
    )
    assert (first["id"], first["command"], first["changed"]) == ("a1", "log-contract", ["C-1", "D-1"])
    assert other["changed"] == ["C-1", "D-1"]
    assert "Acme" in listed["reply"]["text"] and "Bright" not in listed["reply"]["text"]
    assert (listed["records"], listed["changed"], listed["law"]) == (["C-1"], [], None)


def test_a_choice_is_pressed_by_its_label_or_by_what_it_says() -> None:
    asked, pressed, same = talk(
        said("1", "may the vendor sell student data?", now="2026-11-24T09:00"),
        {"id": "2", "talk": "t1", "press": "Show the rule"},
        said("3", "may the vendor sell student data?") | {"talk": "t2"},
    )
    assert (asked["command"], asked["reply"]["badge"], asked["law"]["opens"]) == ("ask", "no", "no")
    assert asked["law"]["citations"][0] == "10-234cc(b)(3)"
    assert pressed["command"] == "rule" and "10-234cc(b)(3)" in pressed["reply"]["title"]
    say = next(choice["say"] for choice in same["reply"]["choices"] if choice["label"] == "Show the rule")
    *_, by_words = talk(said("1", "may the vendor sell student data?"), {"id": "2", "talk": "t1", "press": say})
    assert by_words["command"] == "rule"


def test_a_form_is_sent_with_its_values_kept() -> None:
    form, filled = talk(
        said("1", "log-contract vendor: Acme", now="2026-11-24T09:00", who="Dana"),
        {"id": "2", "talk": "t1", "fill": {"executed": "2026-11-18", "provisions": ["property", "deletion"]}},
    )
    fields = form["reply"]["form"]["fields"]
    assert form["reply"]["form"]["command"] == "log-contract"
    assert fields["vendor"] == {"value": "Acme", "error": "", "required": True}
    assert form["changed"] == [] and filled["changed"] == ["C-1", "D-1"]
    shown = talk(
        said("1", "log-contract vendor: Acme", now="2026-11-24T09:00"),
        {"id": "2", "talk": "t1", "fill": {"executed": "2026-11-18"}},
        said("3", "contract C-1"),
    )[-1]
    assert "Acme" in shown["reply"]["title"] and shown["records"][0] == "C-1"


def test_a_follow_up_rests_on_the_turn_before_and_small_talk_asks_no_law() -> None:
    _, then, thanks = talk(
        said("1", "how fast must the board tell families about a breach", now="2026-11-24T09:00", who="Dana"),
        said("2", "and if the notice came October 22?"),
        said("3", "thanks!"),
    )
    assert then["law"]["citations"][0] == "10-234dd(a)(3)"
    assert (thanks["command"], thanks["law"], thanks["reply"]["badge"]) == ("", None, "none")


def test_roles_stay_until_another_is_given() -> None:
    refused, still, allowed = talk(
        said("1", LOG.format("Acme"), now="2026-11-24T09:00", who="Lee", role="staff"),
        said("2", LOG.format("Acme")),
        said("3", LOG.format("Acme"), who="Dana", role="privacy"),
    )
    assert [one["reply"]["badge"] for one in (refused, still)] == ["sorry", "sorry"]
    assert allowed["changed"] == ["C-1", "D-1"]


def test_a_bad_line_gets_an_error_and_the_rest_goes_on() -> None:
    answers = talk(
        "{oops",
        {"id": "2", "say": "hi"},
        {"id": "3", "talk": "t"},
        {"id": "4", "talk": "t", "say": "hi", "press": "Save"},
        {"id": "5", "talk": "t", "press": "Save"},
        {"id": "6", "talk": "t", "say": "hi", "now": "soon"},
        {"id": "7", "talk": "t", "say": "hi", "role": "king"},
        {"id": "8", "talk": "t", "say": "hi"},
        {"id": "9", "talk": "t", "press": "Save"},
        {"id": "10", "talk": "t", "fill": {"vendor": "Acme"}},
        {"id": "11", "talk": "t", "say": "log-contract"},
        {"id": "12", "talk": "t", "fill": {"color": "red"}},
        {"id": "13", "talk": "t", "say": ["hi"]},
        {"id": "14", "talk": "t", "say": "x" * 50_000},
        {"id": "15", "talk": "t", "say": "hi", "now": "0001-01-01T00:00+14:00"},
        {"id": "16", "talk": "\ud800", "say": "log-contract vendor: \ud800", "who": "\ud800"},
        {"id": "\ud800", "talk": "t", "say": "contracts"},
    )
    assert [one["id"] for one in answers] == [None, *map(str, range(2, 17)), "\ud800"]
    assert [one["id"] for one in answers if "error" not in one] == ["8", "11", "14", "16", "\ud800"]
    assert "talks.jsonl" in dpa("talk").stderr


def test_the_records_of_a_folder_are_used_and_kept(files: DistrictCli) -> None:
    files.log("Acme")
    shown, logged = talk(said("1", "contracts"), said("2", LOG.format("Bright"), "t2"), data=files.data)
    assert "Acme" in shown["reply"]["text"] and logged["changed"][0] == "C-2"
    assert "Bright" in files("contracts").stdout
    people = files.store().people()
    assert not people
