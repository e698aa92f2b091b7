"""Has each question of the training a firm answer that the book itself gives, and do others come the next time?"""

from datetime import date

from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.training.commands import ASKED, chosen, firm_questions

TODAY = date(2026, 11, 24)


def test_the_book_answers_each_as_the_training_does(bare_desk: Desk) -> None:
    found = firm_questions(bare_desk.law.on(TODAY))
    assert len(found) >= 25
    for one in found:
        told = respond(Message(f"topic {one.topic.id}"), bare_desk)
        assert told.law and told.law.opens in {None, "yes" if one.yes else "no"}, (one.topic.id, told.law)
        assert told.tone != ("no-duty" if one.yes else "allowed"), (one.topic.id, told.tone)


def test_five_are_asked_of_both_answers_and_others_the_next_time(bare_desk: Desk) -> None:
    law = bare_desk.law.on(TODAY)
    for who in ("slack:U1", "teams:7", "page:ana@example.org"):
        first, second = (chosen(who, 2026, times, law) for times in (0, 1))
        assert len(first) == len(second) == ASKED
        assert {one.yes for one in first} == {True, False}
        assert not {one.topic.id for one in first} & {one.topic.id for one in second}
    assert chosen("slack:U1", 2026, 0, law) != chosen("slack:U2", 2026, 0, law)
    assert chosen("slack:U1", 2026, 0, law) != chosen("slack:U1", 2027, 0, law)
