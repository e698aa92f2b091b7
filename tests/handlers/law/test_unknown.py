"""Is an act, a bill or a case that the book does not know said to be unknown, and one that it knows not?"""

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.law.answer import unknown_law


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Does the federal Student Data Protection Act of 2024 apply to us?", "Student Data Protection Act"),
        ("What does H.R. 1234 say of ed tech?", "HR 1234"),
        ("Is S.B. 9,  a bill, in force?", "SB 9"),
        ("we have 24 hr 30 min left, may a vendor sell data?", ""),
        ("does SB 9999 let a vendor sell student data?", "SB 9999"),
        ("What changed with Public Act 31-412?", "PA 31-412"),
        ("Under Smith v. Hartford Board, may a vendor sell student data?", "Smith v. Hartford Board"),
        ("Does Public Act 16-189 ban selling student data?", ""),
        ("Does HB 5444 change this?", ""),
        ("Does the Family Educational Rights and Privacy Act require a contract?", ""),
        ("is Canva vs Canva for Education a question of the Student Data Privacy Act?", ""),
    ],
)
def test_only_what_the_book_does_not_name_is_unknown(question: str, name: str, bare_desk: Desk) -> None:
    assert unknown_law(question, bare_desk.law) == name


def test_an_answer_beside_an_unknown_act_says_so_and_neither_yes_nor_no(bare_desk: Desk) -> None:
    reply = respond(Message("Does the Student Records Protection Act let a vendor sell student data?"), bare_desk)
    assert reply.law
    assert "I know nothing of 'Student Records Protection Act'" in plain(reply) or reply.law.verdict == "abstain"
    assert reply.law.opens is None
