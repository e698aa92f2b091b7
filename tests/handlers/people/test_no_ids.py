"""Do people read names everywhere, and never the id by which a chat knows somebody?"""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.export.export import export_file
from handlers.people import names
from handlers.people import words as people_words
from storage.records import Person, Place, Role, Setup
from tests.handlers.district import put, say

ID = re.compile(r"\bU\d\w*|\b29:\w+|\b(?:slack|teams|page):\w+")
LEE = "teams:29:1aB"


@pytest.fixture
def office(closed_office: Desk) -> Desk:
    """People with names, one who can be written to and has none, and one of whom nothing is known."""
    put(
        closed_office,
        Setup(place="slack:C042", lead="slack:U1", superintendent=LEE, members=Role.STAFF),
        Place(id="slack:C042", surface="slack", address={"team": "T1"}, private=True),
        Place(id="slack:D3", surface="slack", private=True),
        Person(id="slack:U1", name="Ana Ruiz", role=Role.ADMIN),
        Person(id="slack:U2", name="Sam Lee", role=Role.PRIVACY),
        Person(id="slack:U3", role=Role.PRIVACY, place="slack:D3"),
        Person(id=LEE, role=Role.STAFF),
    )
    say(closed_office, "log-contract vendor: Acme; executed: 2026-11-20; owner: slack:U2", "slack:U1")
    say(closed_office, f"assign D-1 {LEE}", "slack:U3")
    say(closed_office, "correct C-1 owner: slack:U3", "slack:U4")
    say(closed_office, "correct C-1 owner: slack:U3", "slack:U2")
    say(closed_office, "grant slack:U9 staff", "slack:U1")
    say(closed_office, "revoke slack:U9", "slack:U1")
    return closed_office


@pytest.mark.parametrize(
    "text",
    [
        "roles",
        "history C-1",
        "history D-1",
        "contract C-1",
        "deadline D-1",
        "deadlines",
        "grant slack:U9 staff",
        "grant slack:U3 privacy",
        "revoke slack:U3",
        "grant slack:U1 lead",
        "setup morning: 07:45",
        "who changed what this week?",
        "who owns the Acme contract?",
        "what are our settings?",
        "who can log contracts?",
        "give slack:U9 access as staff",
        "take the role of Sam Lee away",
        "correct C-1",
        "assign D-1",
        "setup",
    ],
)
def test_no_reply_shows_an_id(office: Desk, text: str) -> None:
    reply = respond(Message(text, who="slack:U1", surface="slack", place="slack:D1"), office)
    options = [label for field in reply.form.fields for _, label in field.options] if reply.form else []
    read = "\n".join((plain(reply), *(choice.label for choice in reply.choices), *options))
    assert reply.outcome is not Outcome.BUG
    assert not ID.search(read), read


def test_exports_name_people(office: Desk) -> None:
    told = json.loads(export_file(office, "json").content)
    assert told["contracts"][0]["owner"] == "someone in Slack"
    assert told["deadlines"][0]["owner"] == "a colleague who does not have the app yet"
    assert {event["who"] for event in told["events"]} >= {"Ana Ruiz", "Sam Lee", "someone in Slack"}
    assert not ID.search(json.dumps([told["contracts"], told["deadlines"]]))
    with zipfile.ZipFile(io.BytesIO(export_file(office, "csv").content)) as box:
        rows = list(csv.DictReader(io.StringIO(box.read("events.csv").decode("utf-8-sig"))))
    assert any(row["who"] == "Ana Ruiz" for row in rows)
    assert not any(ID.search(row["who"] + row["changes"]) for row in rows), rows


def test_who_has_no_name_is_someone_of_their_chat(office: Desk) -> None:
    assert names.display_name("slack:U3", office) == "someone in Slack"
    assert names.display_name("teams:x", replace(office)) == "a colleague who does not have the app yet"


def test_two_of_one_name_are_told_apart(office: Desk) -> None:
    put(office, Person(id="page:sam@example.org", name="Sam Lee", role=Role.PRIVACY))
    assert "Sam Lee (slack:U2)" in say(office, "roles", "slack:U1")
    assert "Sam Lee (sam@example.org)" in say(office, "roles", "slack:U1")
    assert "sam@example.org" in people_words.several("Sam Lee", ["slack:U2", "page:sam@example.org"])
