"""Does whatever somebody owns reach somebody, or is it said at once that it does not?"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.deadlines.steps import Recipient
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people import words as people_words
from handlers.reminders.messages import words as reminder_words
from handlers.reminders.messages.posts import list_post
from handlers.reminders.remind import remind
from storage.records import Event, Person, Place, Record, Setup
from tests.handlers.talk import Notes

ANA, SAM, DANA = "slack:U1", "slack:U2", "Dana"
CHAT = Place(id="slack:D1", surface="slack", name="Ana Ruiz", private=True)
LOG = "log-contract vendor: Acme; executed: 2026-11-20"


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Ana can be written to and is the privacy lead; Sam has not spoken with the bot yet."""
    put(desk, CHAT, Person(id=ANA, name="Ana Ruiz", place=CHAT.id), Person(id=SAM, name="Sam Lee"), Setup(lead=ANA))
    return desk


def put(desk: Desk, *records: Record) -> None:
    desk.store.change(Event(who="test", what="meet", when=desk.now, surface="test"), lambda draft: records)  # noqa: ARG005


def say(desk: Desk, text: str, who: str = ANA, **fields: str) -> Reply:
    return respond(Message(text, fields=fields, who=who, surface="slack", place="slack:D1"), desk)


def error(reply: Reply, field: str = "owner") -> str:
    assert reply.form, plain(reply)
    return next(one.error for one in reply.form.fields if one.id == field)


def owner(desk: Desk, id: str = "D-1") -> str:
    found = desk.store.deadline(id)
    assert found
    return found.owner


@pytest.mark.parametrize(
    "typed", [ANA, "Ana Ruiz", "ana ruiz", "@Ana Ruiz", "@ana ruiz", "<@U1>", "<@U1|ana>", "me", " Me "]
)
def test_whoever_is_named_is_the_person_on_file(office: Desk, typed: str) -> None:
    say(office, f"{LOG}; owner: {SAM}")
    assert "You own it now" in plain(say(office, f"assign D-1 {typed}")) and owner(office) == ANA
    say(office, f"assign D-1 {SAM}")
    say(office, "assign D-1", owner=typed)
    assert owner(office) == ANA
    say(office, f"log-contract vendor: Beta; executed: 2026-11-20; owner: {typed}")
    say(office, f"log-breach vendor: Beta; discovered: 2026-11-20; owner: {typed}")
    (contract, breach) = office.store.contract("C-2"), office.store.breach("B-1")
    assert contract and contract.owner == ANA and breach and breach.owner == ANA
    assert say(office, f"setup superintendent: {typed}").tone == "done"
    assert office.store.setup().superintendent == ANA
    say(office, f"correct C-2 owner: {SAM}")
    say(office, f"correct C-2 owner: {typed}")
    assert office.store.contract("C-2").owner == ANA


@pytest.mark.parametrize("typed", ["Anna Ruiz", "@ruiz", "Ms. Dana"])
def test_a_name_that_nobody_has_is_an_error_at_its_field(office: Desk, typed: str) -> None:
    say(office, LOG)
    for text in ("assign D-1", LOG.replace("Acme", "Beta"), "log-breach vendor: Beta; discovered: 2026-11-20"):
        command = text.partition(" vendor")[0]
        typed_out = f"{text} {typed}" if command == text else f"{text}; owner: {typed}"
        said = error(say(office, typed_out))
        assert "I do not know anyone called" in said and "@mention them" in said
        assert ("Do you mean Ana Ruiz?" in said) == ("uiz" in typed)
        assert "write ask before it" not in said and len(said) <= 300
    assert owner(office) == ANA and len(office.store.contracts()) == 1 and not office.store.breaches()


def test_a_name_that_two_have_is_an_error_too(office: Desk) -> None:
    put(office, Person(id="slack:U3", name="Ana Ruiz"))
    say(office, LOG)
    assert "Several people are called" in error(say(office, "assign D-1 Ana Ruiz"))


def test_only_where_a_question_may_be_meant_it_is_spoken_of(office: Desk) -> None:
    assert "write ask before it" in plain(say(office, "revoke parental consent"))
    for text in ("grant writer staff", "setup lead: writer"):
        assert "write ask before it" not in plain(say(office, text))


def test_whoever_types_one_line_owns_it_as_in_the_form(office: Desk) -> None:
    say(office, LOG)
    say(office, "log-breach vendor: Beta; discovered: 2026-11-20", SAM)
    breach = office.store.breach("B-1")
    assert owner(office) == ANA and breach and breach.owner == SAM
    say(office, LOG.replace("Acme", "Beta") + "; owner:")
    nobodys = office.store.contract("C-2")
    assert nobodys and nobodys.owner == "", "somebody took the owner out"
    assert error(say(office, "log-contract", DANA)) == "", "a name at a terminal is nobody who could be reminded"
    say(office, LOG.replace("Acme", "Gamma"), DANA)
    terminal = office.store.contract("C-3")
    assert terminal and terminal.owner == ""


def test_it_is_said_at_once_that_somebody_cannot_be_written_to(office: Desk) -> None:
    to_the_lead = people_words.unreached("Sam Lee", "Ana Ruiz")
    assert to_the_lead not in plain(say(office, LOG))
    for text in (
        f"assign D-1 {SAM}",
        f"log-contract vendor: Beta; executed: 2026-11-20; owner: {SAM}",
        f"log-breach vendor: Beta; discovered: 2026-11-20; owner: {SAM}",
    ):
        assert to_the_lead in plain(say(office, text)), text


def test_where_nobody_can_be_written_to_any_name_is_kept_and_the_team_told(desk: Desk) -> None:
    to_the_team = people_words.unreached("Dana", "")
    assert to_the_team in plain(say(desk, LOG, DANA)) and owner(desk) == DANA
    assert people_words.unreached("Lee", "") in plain(say(desk, "assign D-1 @Lee")) and owner(desk) == "Lee"


def test_an_old_record_can_be_corrected_though_its_owner_is_unknown(desk: Desk) -> None:
    say(desk, f"{LOG}; owner: Dana")
    put(desk, CHAT, Person(id=ANA, name="Ana Ruiz", place=CHAT.id))
    assert not say(desk, "correct C-1 vendor: Beta").form
    contract = desk.store.contract("C-1")
    assert contract and (contract.vendor, contract.owner) == ("Beta", "Dana")
    assert "I do not know anyone" in error(say(desk, "correct C-1 owner: Lee"))


def test_the_lead_reads_what_the_owner_cannot(office: Desk) -> None:
    say(office, f"{LOG}; owner: {SAM}")
    for_sam, chat = people_words.for_owner(owner="Sam Lee"), Notes([])
    day = datetime(2026, 11, 20, 12, tzinfo=office.zone)
    for count in range(30):
        remind(replace(office, now=day + timedelta(days=count)), {"slack": chat})
    opened, *recalled = [for_sam in text for text in chat.posts]
    assert not opened and recalled and all(recalled)

    put(office, Person(id=SAM, name="Sam Lee", place="slack:D2"), Place(id="slack:D2", surface="slack", private=True))
    later = replace(office, now=day + timedelta(days=40))
    assert for_sam not in plain(say(later, f"assign D-1 {SAM}"))


def test_a_list_in_an_owners_stead_is_not_called_the_leads_own(office: Desk) -> None:
    say(office, f"{LOG}; owner: {SAM}")
    say(office, f"{LOG.replace('Acme', 'Beta')}; owner: {SAM}")
    listed = plain(list_post(office.store.deadlines(), frozenset({Recipient.OWNER}), office))
    assert people_words.for_owner(owner="Sam Lee") in listed and "D-2 · Sam Lee" in listed
    assert "Yours" not in listed and reminder_words.ALL_MINE not in listed


def test_a_new_owner_is_told_with_the_next_beat_and_of_more_the_next_morning(office: Desk) -> None:
    put(office, Person(id=SAM, name="Sam Lee", place="slack:D2"), Place(id="slack:D2", surface="slack", private=True))

    def told(minutes: int) -> list[str]:
        """What Sam was told since the last time."""
        chat = Notes([])
        remind(replace(office, now=office.now + timedelta(minutes=minutes)), {"slack": chat})
        return [text for place, text in zip(chat.places, chat.posts, strict=True) if place == "slack:D2"]

    say(office, f"{LOG}; owner: {ANA}")
    say(office, f"{LOG}; product: Reader; owner: {SAM}")
    (first,) = told(1)
    assert "Acme" in first, "anyone who logs it for themselves knows"
    say(office, f"assign D-1 {SAM}")
    say(office, LOG.replace("Acme", "Beta") + f"; owner: {SAM}")
    assert not told(2) and not told(600), "one message a day"
    (second,) = told(24 * 60)
    assert "3 deadlines" in second and "(Acme)" in second and "(Beta)" in second
    say(office, f"log-breach vendor: Acme; discovered: 2026-11-23; students: 3; owner: {SAM}")
    assert not told(24 * 60 + 3), "the clock is the vendor's"
    say(office, "received B-1 2026-11-24")
    (breach,) = told(24 * 60 + 4)
    assert "Tell the families" in breach and "Post the breach notice" in breach, "a breach does not wait"


def test_somebody_who_was_handed_a_deadline_reads_by_whom(office: Desk) -> None:
    put(office, Person(id=SAM, name="Sam Lee", place="slack:D2"), Place(id="slack:D2", surface="slack", private=True))
    say(office, LOG)
    say(office, f"assign D-1 {SAM}")
    chat = Notes([])
    remind(office, {"slack": chat})
    assert "Handed on to Sam Lee by Ana Ruiz, Tue, Nov 24, 2026." in "\n".join(chat.posts)
