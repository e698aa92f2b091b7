"""Is nothing lost and nothing sent twice when sending fails, or the bot was away?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dispatch import respond
from handlers.reminders.remind import remind
from handlers.reminders.sending.deliver import PAUSES
from storage.records import Place
from tests.handlers.talk import Notes


def at(desk: Desk, text: str) -> Desk:
    return replace(desk, now=datetime.fromisoformat(text).replace(tzinfo=desk.zone))


def say(desk: Desk, text: str, **words: object) -> Reply:
    return respond(Message(text, who="Dana", **words), desk)  # type: ignore[arg-type]


@pytest.fixture
def logged(desk: Desk) -> Desk:
    desk = at(desk, "2026-11-20T09:00")
    assert say(desk, "log-contract vendor: Acme; executed: 2026-11-20").tone == "incomplete"
    return desk


class Broken(Notes):
    """A way that never works."""

    def __init__(self) -> None:
        super().__init__([])

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        super().send(place, reply, post, again=again)
        raise ConnectionError


class Remembering(Notes):
    """A chat that can be asked what came: the first message is refused, and none is kept twice."""

    def __init__(self) -> None:
        super().__init__([])
        self.kept: dict[str, str] = {}
        self.tries = 0

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:
        self.tries += 1
        if self.tries == 1:
            raise ConnectionError
        if not (again and post in self.kept):
            self.kept[post] = repr(reply)
        return super().send(place, reply, post, again=again)


def after(desk: Desk, minutes: float) -> Desk:
    return replace(desk, now=desk.now + timedelta(minutes=minutes))


def test_what_may_not_go_out_at_night_is_told_in_the_morning_and_a_breach_at_once(desk: Desk) -> None:
    evening = at(desk, "2026-11-20T17:01")
    say(evening, "log-contract vendor: Acme; executed: 2026-11-20")
    say(evening, "log-breach vendor: Borealis; discovered: 2026-11-19; board_told: 2026-11-20")
    chat = Remembering()
    remind(evening, {"page": chat})
    remind(after(evening, 2), {"page": chat})
    assert ["Borealis" in told for told in chat.kept.values()] == [True]
    remind(at(desk, "2026-11-23T08:00"), {"page": chat})
    assert any("Acme" in told for told in chat.kept.values())


def test_a_failed_sending_is_tried_again_with_growing_pauses_until_it_works(logged: Desk) -> None:
    start, tried = at(logged, "2026-11-24T08:00"), []
    for minute in [0, 0.5, PAUSES[0], 2, PAUSES[0] + PAUSES[1], 7, sum(PAUSES[:3])]:
        broken = Broken()
        remind(after(start, minute), {"page": broken})
        tried += [minute] * broken.ids.count("D-1/3-before")
    assert tried == [0, 1, 6, 21]
    later, works = after(start, 90), Notes([])
    assert remind(later, {"page": works}).sent == 1
    assert works.ids == ["D-1/3-before"]
    assert remind(later, {"page": works}).sent == 0


def test_all_is_one_message_after_a_time_off(logged: Desk) -> None:
    say(logged, "log-contract vendor: Beta; executed: 2026-11-18")
    works = Notes([])
    assert remind(at(logged, "2027-01-15T08:00"), {"page": works}).sent == 1
    (told,) = works.posts
    assert "Overdue · 2 deadlines" in told and told.count("(Acme)") == told.count("(Beta)") == 1


def test_a_reminder_closed_meanwhile_is_not_sent(logged: Desk) -> None:
    say(logged, "done D-1 https://schools.example.org/acme")
    assert remind(at(logged, "2026-12-15T08:00"), {"page": Notes([])}).sent == 0


def test_the_same_press_twice_makes_one_record(logged: Desk) -> None:
    first = say(logged, "log-contract vendor: Beta; executed: 2026-11-18", request="press-1")
    second = say(logged, "log-contract vendor: Beta; executed: 2026-11-18", request="press-1")
    assert "Saved as C-2" in str(first.parts)
    assert "already saved as C-2" in str(second.parts)
    assert len(logged.store.contracts()) == 2


def fields(**typed: str) -> dict[str, str]:
    return {"vendor": "Acme", "executed": "2026-11-01", **typed}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (fields(vendor=""), "Vendor: Please fill this in."),
        (fields(description="x" * 100_000), "100,000 characters"),
        (fields(executed="soon"), "I cannot read 'soon' as a date"),
        (fields(breach_days="ten"), "Write a whole number"),
        (fields(breach_days="0"), "Write a whole number"),
        (fields(categories="grades"), "'grades' is not one of"),
        (fields(link="javascript:alert(1)"), "starting with https://"),
        (fields(expiry="2026-01-01"), "would end before it begins"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_is_named_at_its_field_and_nothing_typed_is_lost(
    desk: Desk, typed: dict[str, str], said: str
) -> None:
    reply = say(at(desk, "2026-11-20T09:00"), "log-contract", fields=typed)
    assert reply.form
    assert said in str(reply.parts)
    assert {f.id: f.value for f in reply.form.fields if f.id in typed} == typed
    assert any(f.error for f in reply.form.fields)
    assert desk.store.contracts() == []


def test_control_characters_become_blanks(desk: Desk) -> None:
    say(at(desk, "2026-11-20T09:00"), "log-contract", fields=fields(vendor="Ac\x00me\x1b[31m\u202e"))
    (contract,) = desk.store.contracts()
    assert contract.vendor == "Ac me [31m"


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("contract.pdf", 60_000_000, "57 MB; the limit is 20 MB"),
        ("contract.exe", 10, "neither a PDF nor a Word file"),
        ("pdf", 10, "neither a PDF nor a Word file"),
        ("contract.pdf", 0, "contract.pdf is empty. Save it again, then send me that one."),
        ("contract.PDF", 10, "has the name of a PDF or Word file but is not one"),
        ("contract.docx", 10, "has the name of a PDF or Word file but is not one"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(desk: Desk, name: str, size: int, said: str) -> None:
    file = File(name, "application/octet-stream", b"x" * size)
    reply = say(at(desk, "2026-11-20T09:00"), "log-contract", fields=fields(), files=(file,))
    assert said in str(reply.parts)
    assert desk.store.contracts() == []


def test_a_contracts_file_is_kept(desk: Desk) -> None:
    file = File("signed.pdf", "application/pdf", b"%PDF-1.7 signed")
    say(at(desk, "2026-11-20T09:00"), "log-contract", fields=fields(), files=(file,))
    (contract,) = desk.store.contracts()
    assert desk.store.file_content(contract.file) == b"%PDF-1.7 signed"
    kept = desk.store.file(contract.file)
    assert kept
    assert kept.name == "signed.pdf"


def test_the_same_file_under_two_names_is_handed_out_under_each(desk: Desk) -> None:
    now, content = at(desk, "2026-11-20T09:00"), b"%PDF-1.7 signed"
    for vendor, name in (("Acme", "acme.pdf"), ("Beta", "beta.pdf"), ("Gamma", "beta.pdf"), ("Delta", "acme.pdf")):
        file = File(name, "application/pdf", content)
        say(now, "log-contract", fields=fields(vendor=vendor), files=(file,))
    handed = [say(now, f"contract-file C-{number}").files[0] for number in range(1, 5)]
    assert [file.name for file in handed] == ["acme.pdf", "beta.pdf", "beta.pdf", "acme.pdf"]
    assert {file.content for file in handed} == {content}
    say(now, "correct C-1", files=(File("new.pdf", "application/pdf", content + b"!"),), fields={"notes": "anew"})
    assert say(now, "contract-file C-1").files[0].name == "new.pdf"


def test_what_is_on_file_already_is_asked_about_and_never_refused(desk: Desk) -> None:
    now = at(desk, "2026-11-20T09:00")
    say(now, "log-contract", fields=fields(product="Read"))
    assert not say(now, "log-contract", fields=fields()).form, "another product is another contract"
    typed = fields(vendor="ACME", product="read")
    asked = say(now, "log-contract", fields=typed)
    assert asked.form and "C-1 already has the same vendor, product and day" in str(asked.parts)
    assert not say(now, "log-contract", fields={**typed, "sure": "twin"}).form
    assert [contract.id for contract in now.store.contracts()] == ["C-1", "C-2", "C-3"]
    say(now, "withdraw C-1 logged twice")
    say(now, "withdraw C-3 logged twice")
    assert not say(now, "log-contract", fields=typed).form, "what is withdrawn is no twin"


def test_without_the_role_a_person_is_told_who_can(desk: Desk) -> None:
    reply = say(replace(desk, role=type(desk.role).EVERYONE), "log-contract")
    assert "privacy team" in str(reply.parts)
    assert reply.form is None


def names(reply: Reply) -> Iterable[str]:
    return (choice.say for choice in reply.choices)


def test_an_operator_question_starts_the_test_with_the_name_filled_in(desk: Desk) -> None:
    reply = say(desk, "is Kahoot an operator?")
    assert reply.title == "Kahoot: operator?"
    assert all("of Kahoot" in said for said in names(reply))


def test_a_contracts_file_is_handed_out_again(desk: Desk) -> None:
    file = File("signed.pdf", "application/pdf", b"%PDF-1.7 signed")
    say(at(desk, "2026-11-20T09:00"), "log-contract", fields=fields(), files=(file,))
    assert say(desk, "contract-file C-1").files == (file,)
    say(at(desk, "2026-11-20T09:00"), "log-contract", fields=fields(vendor="Beta"))
    assert "No file is kept for C-2" in str(say(desk, "contract-file C-2").parts)


@pytest.mark.parametrize("text", ["Oct 77", "October", "7", "noon", "2026"])
def test_a_date_with_a_part_missing_is_not_guessed(desk: Desk, text: str) -> None:
    reply = say(at(desk, "2026-11-20T09:00"), "log-contract", fields=fields(executed=text))
    assert f"I cannot read '{text}' as a date" in str(reply.parts)
