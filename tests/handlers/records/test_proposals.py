"""Is each proposal saved once, however it is pressed, and does its first button save it?"""

from dataclasses import replace

import pytest

from bot.chat.replies import shown
from handlers.commands import COMMANDS, is_next
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Form, Reply
from handlers.dispatch import respond
from handlers.records.by_form import ACTS
from tests.handlers.records.proposing import BEFORE, FORMS, LOOKS, SAYS, met, saving

HERE = {"who": "Dana", "surface": "talk", "place": "talk:1"}


@pytest.fixture
def school(desk: Desk) -> Desk:
    desk = replace(desk, now=desk.now.replace(month=10, day=7))
    for line in BEFORE:
        respond(Message(line, who="Dana"), desk)
    met(desk)
    return desk


def say(text: str, desk: Desk, **more: object) -> Reply:
    return respond(Message(text, **HERE | more), desk)  # type: ignore[arg-type]


def test_every_act_is_among_those_that_are_tried() -> None:
    assert set(ACTS) <= {*SAYS, *FORMS, *LOOKS}


@pytest.mark.parametrize("command", SAYS)
def test_a_proposal_is_saved_once_and_a_second_press_names_what_it_became(command: str, school: Desk) -> None:
    if command == "revoke":
        say(saving_of(say(SAYS["grant"], school)).say, school)
    reply = say(SAYS[command], school)
    press = next(one for one in reply.choices if one.label == saving(reply))
    events = len(school.store.events())
    saved = say(press.say, school, proposal=reply.proposal)
    assert saved.event is not None and saved.settled and saved.proposal == reply.proposal
    ids = [id for id in (*saved.event.made, *saved.event.touched) if id[:2] in {"C-", "B-"} or id in press.say]
    for again in range(2):
        late = replace(school, now=school.now.replace(minute=30 + again))
        second = say(press.say, late, proposal=reply.proposal, who=("Dana", "Sam")[again])
        assert second.event is None and "Saved" in second.title and "9:00" in second.title
        assert command in {"setup", "grant", "revoke"} or any(id in second.title for id in ids)
    if reply.form:
        assert say(reply.form.say, school, fields={f.id: f.value for f in reply.form.fields}, proposal=reply.proposal)
    say("save it", school)
    assert len(school.store.events()) == events + 1


def test_a_proposal_that_is_said_instead_of_pressed_is_saved_once(school: Desk) -> None:
    reply = say(SAYS["log-breach"], school)
    press = next(one for one in reply.choices if one.label == saving(reply))
    assert say("save it", school).event
    assert say(press.say, school, proposal=reply.proposal).title == "Saved as B-2 at 9:00 a.m."
    assert [one.id for one in school.store.breaches()] == ["B-1", "B-2"]


def test_a_form_that_changes_a_proposal_settles_it_and_one_that_comes_back_goes_on_with_it(school: Desk) -> None:
    reply = say(SAYS["log-breach"], school)
    assert reply.form
    fields = {one.id: one.value for one in reply.form.fields}
    wrong = say(reply.form.say, school, fields={**fields, "board_told": "someday"}, proposal=reply.proposal)
    assert wrong.form and wrong.proposal == reply.proposal
    assert say(reply.form.say, school, fields=fields, proposal=wrong.proposal).event
    assert say(saving_of(reply).say, school, proposal=reply.proposal).title == "Saved as B-2 at 9:00 a.m."


def saving_of(reply: Reply) -> Choice:
    return next(one for one in reply.choices if one.settles)


def test_a_press_from_before_proposals_had_ids_still_saves(school: Desk) -> None:
    assert say(saving_of(say(SAYS["done"], school)).say, school).event


@pytest.mark.parametrize("days", [("board told", "2026-10-06"), ("discovered", "2026-10-05")])
def test_a_breach_of_the_same_contract_and_day_is_asked_about(days: tuple[str, str], school: Desk) -> None:
    line = f"log-breach contract: C-1; {days[0]}: {days[1]}"
    assert say(line, school).event
    asked = say(f"{line}; students: 12", school)
    assert asked.event is None and asked.form and "B-2" in asked.form.fields[-1].options[0][1]
    sure = {**{one.id: one.value for one in asked.form.fields}, "sure": "twin"}
    assert say(asked.form.say, school, fields=sure).event
    other = say(f"log-breach contract: C-2; {days[0]}: {days[1]}", school)
    assert other.event, "another contract's is another breach"


def labels(reply: Reply) -> list[str]:
    """What stands on the buttons of a message, as the chats show them."""
    saves = any(one.settles and one.primary for one in reply.choices)
    opens = [("Change in the form" if saves else reply.form.title)] if reply.form else []
    return [*opens, *(one.label for one in reply.choices)]


@pytest.mark.parametrize("line", [*SAYS.values(), *FORMS.values(), *BEFORE, "deadline D-1", "deadline D-2", "welcome"])
def test_one_button_is_first_and_no_two_have_one_name(line: str, school: Desk) -> None:
    for reply in (found := say(line, school), *(say(one.say, school) for one in found.choices[:1])):
        card = shown(reply)
        assert len(set(labels(card))) == len(labels(card)), labels(card)
        first = [one for one in card.choices if one.primary]
        assert len(first) <= 1
        if settling := [one for one in card.choices if one.settles and one.primary]:
            assert first == settling == list(card.choices[:1]), "the first button is the one that saves"


@pytest.mark.parametrize("name", [name for name, spec in COMMANDS.items() if spec.takes_back])
def test_what_takes_back_is_never_the_button_to_press_next(name: str) -> None:
    card = Reply(title="D-1: Post the contract", choices=(Choice("Back", f"{name} D-1"), Choice("Show", "deadlines")))
    assert not is_next(f"{name} D-1") and not any(one.primary for one in shown(card).choices)


def test_a_form_that_is_to_be_filled_in_is_what_comes_first() -> None:
    form = Form("log-breach", "Log a breach", (), "Save")
    card = Reply(title="Log a breach", choices=(Choice("Log a contract", "log-contract", primary=True),), form=form)
    assert not any(one.primary for one in shown(card).choices)


def test_a_proof_of_a_day_that_is_to_come_is_asked_about(school: Desk) -> None:
    asked = say("done D-1 e-mail to families, Oct 8, 2026", school)
    assert (
        asked.event is None
        and asked.form
        and "Thu, Oct 8, 2026 is still to come" in asked.form.fields[-1].options[0][1]
    )
    assert "post the contract (Lexia)" in asked.form.title
    assert say("done D-1 e-mail to families, Oct 7, 2026", school).event
