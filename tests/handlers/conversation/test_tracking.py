"""Does a message that somebody else wrote become the right record, with what it says, and is the rest asked?

Three authors who had seen nothing wrote the messages in ``tracked/``; nobody reads those of ``kept``.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from storage.records import Role
from tests.handlers.district import given, refuses

FOLDER = Path(__file__).parent / "tracked"
KINDS = {"breach": {"log-breach", "received"}, "contract": {"log-contract"}}
VALUES = {
    "breach": {"vendor": "vendor", "discovered": "discovered", "students": "students"},
    "contract": {"vendor": "vendor", "executed": "executed", "expires": "expiry"},
}
WHO = "slack:U7"
NOTICE = (
    "Dear Ms. Reed,\n\nOn November 20, 2026 Kestrel Learning discovered that an account was used without permission."
    " The account could read names and grades of 412 students.\n\nJohn Malloy, Kestrel Learning"
)


def say(desk: Desk, said: str, **fields: str) -> Reply:
    return respond(Message(said, fields=fields, who=WHO, surface="slack", place="slack:C1"), desk)


def shown(reply: Reply) -> dict[str, str]:
    return {field.id: field.value for field in reply.form.fields if field.value} if reply.form else {}


def read(told: Mapping[str, Any], desk: Desk) -> Iterator[tuple[str, str]]:
    """For what is asked of a message, how it was read: right, asked (or missed), or wrong."""
    reply = say(desk, f"track {told['seen']} {told['text']}")
    kinds = KINDS.get(told["kind"])
    if not kinds:
        yield "other", "wrong" if reply.command in {"log-breach", "log-contract"} else "right"
        return
    yield told["kind"], "right" if reply.command in kinds else "asked" if not reply.form else "wrong"
    if reply.command in kinds:
        values = shown(reply)
        for name, field in VALUES[told["kind"]].items():
            true, got = (str(one or "").casefold().strip(" .") for one in (told.get(name), values.get(field)))
            alike = got == true or (name == "vendor" and bool(got and true) and (got in true or true in got))
            yield name, "right" if alike else "wrong" if got else "asked"


@pytest.mark.parametrize(
    ("author", "floors"),
    [
        ("a", {"breach": 0.85, "contract": 0.95, "vendor": 0.75, "discovered": 0.7, "executed": 0.9, "expires": 0.95}),
        ("b", {"breach": 0.85, "contract": 0.95, "vendor": 0.7, "discovered": 0.7, "executed": 0.85, "expires": 0.95}),
        (
            "kept",
            {"breach": 0.85, "contract": 0.95, "vendor": 0.9, "discovered": 0.9, "executed": 0.7, "expires": 0.95},
        ),
    ],
)
def test_messages_of_people_who_had_seen_nothing(author: str, floors: Mapping[str, float], desk: Desk) -> None:
    desk = replace(desk, now=datetime(2026, 12, 31, 10, tzinfo=desk.zone))
    lines = (FOLDER / f"{author}.jsonl").read_text(encoding="utf-8").splitlines()
    counts = Counter(one for line in lines for one in read(json.loads(line), desk))
    told = {name: sum(count for (of, _), count in counts.items() if of == name) for name in floors}
    shares = {name: counts[name, "right"] / told[name] for name in floors}
    assert not {name: share for name, share in shares.items() if share < floors[name]}, counts
    assert counts["discovered", "wrong"] + counts["expires", "wrong"] == 0, counts
    assert counts["other", "wrong"] <= 3


def test_a_vendors_mail_becomes_a_breach_by_one_press(desk: Desk) -> None:
    proposed = say(desk, f"track 2026-11-21T15:00:00+00:00 {NOTICE}")
    assert proposed.title == "Log the breach at Kestrel Learning?"
    assert (
        shown(proposed).items() >= {"vendor": "Kestrel Learning", "discovered": "2026-11-20", "students": "412"}.items()
    )
    assert "It is a contract" in [one.label for one in proposed.choices] and desk.store.breaches() == []
    say(desk, next(one.say for one in proposed.choices if one.primary))
    (breach,) = desk.store.breaches()
    assert (breach.vendor, breach.students, str(breach.discovered)) == ("Kestrel Learning", 412, "2026-11-20")
    assert "Malloy" not in repr([*desk.store.breaches(), *desk.store.events()])


def test_a_day_in_it_counts_from_when_it_was_written(desk: Desk) -> None:
    said = "the Fernwood addendum came back signed by their CFO yesterday, runs thru 6/30/2028"
    assert shown(say(desk, f"track 2026-11-18 {said}"))["executed"] == "2026-11-17"
    assert "is no day" in plain(say(desk, f"track 2026-11-88 {said}"))


def test_a_letter_that_came_as_a_paper_is_read_for_a_breach(desk: Desk) -> None:
    file = File("letter.txt", "text/plain", NOTICE.encode())
    reviewed = respond(Message("review", files=(file,), who=WHO, surface="slack", place="slack:C1"), desk)
    assert "Is it a vendor's letter about a breach, and no contract?" in plain(reviewed)
    read_so = shown(say(desk, next(one.say for one in reviewed.choices if one.label == "It tells of a breach")))
    assert (read_so["vendor"], read_so["discovered"], read_so["students"]) == ("Kestrel Learning", "2026-11-20", "412")
    assert "file is gone" in plain(respond(Message("track 0123456789abcdef", who=WHO, surface="slack"), desk))


def test_what_is_unclear_is_asked(desk: Desk) -> None:
    reply = say(desk, "track 2026-11-20 thanks for the bagels in the main office this morning everybody")
    assert reply.title == "What should it become?" and not reply.form
    assert [one.label for one in reply.choices] == ["It is a breach", "It is a contract"]


def test_it_can_be_a_note_or_a_reminder_of_a_contract_on_record(desk: Desk) -> None:
    say(desk, "log-contract vendor: Fernwood; product: Maps; executed: 2026-11-02; provisions: all")
    reply = say(desk, "track 2026-11-20 Our new privacy contact at Fernwood is Lee Park, please update your records.")
    says = {one.label: one.say for one in reply.choices}
    assert {"Add a note to C-1", "Remind me about C-1"} & {*says}


def test_without_a_message_it_asks_for_one_and_reads_that(desk: Desk) -> None:
    form = say(desk, "track").form
    assert form and [field.id for field in form.fields] == ["message"]
    assert say(desk, "track", message=NOTICE).title == "Log the breach at Kestrel Learning?"


def test_only_who_may_log_may_track(closed_office: Desk) -> None:
    assert refuses(plain(say(given(closed_office, Role.STAFF), f"track 2026-11-21 {NOTICE}")), "track")


def test_a_students_data_in_it_is_warned_of(desk: Desk) -> None:
    reply = say(desk, f"track 2026-11-21 {NOTICE} The student's number is 2043391, born 4/2/2014.")
    assert "student" in plain(reply).lower() and "2043391" not in repr(shown(reply))


def test_the_contract_in_force_stands_first_and_a_dialog_hears_no_yes(desk: Desk) -> None:
    desk = replace(desk, now=datetime(2026, 12, 2, 10, tzinfo=desk.zone))
    for product, end in (("Quizlet", "2027-06-30"), ("Quizlet Plus", "2026-06-30"), ("Quizlet Live", "2027-06-30")):
        say(desk, f"log-contract vendor: Kestrel Learning; product: {product}; executed: 2025-08-23; expiry: {end}")
    reply = respond(Message(f"track 2026-12-02T09:00 {NOTICE}", who=WHO, surface="teams"), desk)
    labels = [one.label for one in reply.choices]
    notes = [one for one in labels if one.startswith("Add a note")]
    assert notes == ["Add a note to C-3 Quizlet Live", "Add a note to C-1 Quizlet", "Add a note to C-2 Quizlet Plus"]
    assert "Remind me about Kestrel Learning" in labels
    assert "say yes" not in plain(reply) and "Nothing has been saved yet. Press the button" in plain(reply), plain(
        reply
    )
