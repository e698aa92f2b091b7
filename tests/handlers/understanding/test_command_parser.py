"""Is what people type for a command heard as that command, and is nothing changed by a slip of the finger?"""

import pytest

from handlers.board import words as board_words
from handlers.commands import COMMANDS, EVERY
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import parse_command, respond
from handlers.help.replies import offered
from handlers.people import words as people_words
from handlers.reminders.messages import words as reminder_words
from storage.records import Role

CHANGING = sorted(name for name, command in COMMANDS.items() if command.changes)
MEANT = {
    "help": "Help! | help | menu | what can you do | Help me! | please help",
    "help all": "All commands | all commands.",
    "deadlines": (
        "What is due | whats overdue? | Deadlines? | deadlines. | what is due this week | What's due today? | All deadlines"
        " | which deadlines are overdue | deadline"
    ),
    "contracts": "contracts? | Contracts | All contracts",
    "contracts Quizlet": "contract Quizlet | contracts Quizlet? | contract with Quizlet",
    "breaches": "Breaches! | All breaches",
    "breaches PowerSchool": "breach PowerSchool",
    "log-contract": "log contract | Log a contract | logcontract | log-contract. | log_contract | Log a contract with Kahoot",
    "log-contract vendor: Acme; executed: 2026-11-02": "log contract vendor: Acme; executed: 2026-11-02",
    "log-breach": "log a breach | Log breach! | log a breach at PowerSchool",
    "contract C-1": "C-1 | c-1? | contract 1 | contract #1 | contract C-1. | show C-1",
    "deadline D-1": "D-1 | deadline 1",
    "breach B-1": "B-1 | breach 1",
    "grant": "Give a role | grant",
    "board": "board. | The board",
    "roles": "roles? | Who may do what",
    "setup": "Set up | setup",
    "ask": "",
}
QUESTIONS = (
    "contract requirements",
    "breach notification to parents",
    "when is it due",
    "what must a contract contain?",
    "rules for vendors",
    "board members may see student data",
    "setup of a new vendor account",
    "grant writer with test scores",
    "grant administrators access to student data",
    "log of who saw the data",
    "is there a deadline for posting",
)


@pytest.mark.parametrize(
    ("say", "typed"), [(say, one) for say, all in MEANT.items() for one in all.split(" | ") if one]
)
def test_it_is_the_command(say: str, typed: str) -> None:
    parsed = parse_command(typed)
    assert f"{parsed.name} {parsed.rest}".strip() == say


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_stays_one(question: str) -> None:
    assert parse_command(question).name == "ask"


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        ("dedlines", "deadlines"),
        ("contrcts", "contracts"),
        ("log-contrac", "log-contract"),
        ("log a contrct", "log-contract"),
        ("contrct C-1", "contract C-1"),
        ("eras C-1", "erase C-1"),
        ("snoze D-1 2026-12-01 waiting", "snooze D-1 2026-12-01 waiting"),
        ("operater Kahoot", "operator Kahoot"),
    ],
)
def test_a_slip_is_offered_and_never_done(desk: Desk, typed: str, say: str) -> None:
    respond(Message("log-contract vendor: Acme; executed: 2026-11-20"), desk)
    before = desk.store.head()
    reply = respond(Message(typed), desk)
    assert f"Did you mean {say}?" in plain(reply) and [choice.say for choice in reply.choices] == [say]
    assert desk.store.head() == before


@pytest.mark.parametrize("name", CHANGING)
def test_no_slip_of_a_changing_command_runs_it(name: str) -> None:
    for typed in (name[:-1], f"{name}x", name[1:], name[:2] + name[3:]):
        assert parse_command(f"{typed} D-1 now").name not in CHANGING, typed


def test_what_is_on_record_of_a_product_is_for_those_who_see_the_contracts() -> None:
    parsed = parse_command("Hi! Do we have a contract with Quizlet? thanks")
    assert (parsed.name, parsed.rest) == ("on-record", "Do we have a contract with Quizlet?")
    assert EVERY["on-record"].role is Role.STAFF


def test_a_command_that_cannot_be_read_as_one_is_read_as_a_sentence(desk: Desk) -> None:
    reply = respond(Message("setup lead Ana Ruiz"), desk)
    assert reply.command == "setup" and reply.form and "Ana Ruiz" in plain(reply), reply


@pytest.mark.parametrize("typed", ["grant @Lee Ad privacy lead", "grant Lee Ad privacy lead"])
def test_a_role_for_somebody_who_is_not_known_is_no_question(desk: Desk, typed: str) -> None:
    reply = respond(Message(typed), desk)
    assert reply.tone == "sorry" and reply.form and "Lee Ad" in plain(reply), reply


def test_what_stands_on_a_button_of_help_can_be_typed(desk: Desk) -> None:
    buttons = [one for one in offered("", Message("help"), desk, COMMANDS).choices if not one.primary]
    assert len(buttons) > 3
    for choice in buttons:
        assert parse_command(choice.label) == parse_command(choice.say)


def test_what_stands_on_a_button_of_a_list_can_be_typed() -> None:
    named = {
        "deadlines": (board_words.ALL_DUE, reminder_words.ALL),
        "contracts": (board_words.ALL_CONTRACTS, board_words.MY_CONTRACTS),
        "breaches": (board_words.ALL_BREACHES,),
        "log-contract": (board_words.LOG_CONTRACT,),
        "log-breach": (board_words.LOG_BREACH,),
        "grant": (people_words.GRANT_TITLE, people_words.GRANT),
        "roles": (people_words.ROLES_TITLE,),
        "setup": (people_words.SETUP_TITLE,),
    }
    assert {title: parse_command(title).name for titles in named.values() for title in titles} == {
        title: say for say, titles in named.items() for title in titles
    }


def reply_to(text: str, desk: Desk) -> Reply:
    return respond(Message(text, who="Dana"), desk)


def test_an_id_alone_shows_its_record(desk: Desk) -> None:
    reply_to("log-contract vendor: Acme; executed: 2026-11-20", desk)
    assert reply_to("C-1", desk).title == reply_to("contract C-1", desk).title
    assert reply_to("d-1.", desk).title == reply_to("deadline D-1", desk).title
    assert "There is no breach 'B-1'" in plain(reply_to("B-1", desk))


@pytest.mark.parametrize("typed", ["contract g-1", "breach c-1", "gap D-1", "contract B-1"])
def test_an_id_of_another_kind_is_not_read_as_one_of_this(typed: str) -> None:
    kind, _, id = typed.partition(" ")
    parsed = parse_command(typed)
    assert parsed.id != f"{kind[0].upper()}-1" and id.casefold() in parsed.rest.casefold()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi bot, can we use Quizlet? Thanks!", "Quizlet"),
        ("may i use kahoot?", "kahoot"),
        ("can we use blooket with 4th grade", "blooket"),
        ("is quizlet approved?", "quizlet"),
        ("ok to use Edpuzzle", "Edpuzzle"),
        ("is seesaw ok to use with my class", "seesaw"),
        ("has nearpod been approved", "nearpod"),
        ("can remind be used here", "remind"),
        ("are we allowed to use padlet", "padlet"),
        ("i want to use gimkit with my students", "gimkit"),
        ("does the district allow canva", "canva"),
        ("what about using Book Creator", "Book Creator"),
        ("app Khan Academy Kids", "Khan Academy Kids"),
        ("app Minecraft for Education", "Minecraft for Education"),
        ("app 1", "A-1"),
        ("A-1", "A-1"),
    ],
)
def test_whether_a_product_may_be_used_is_the_same_in_any_words(text: str, name: str) -> None:
    parsed = parse_command(text)
    assert (parsed.name, parsed.rest) == ("app", name)


@pytest.mark.parametrize(
    "text",
    [
        "may the vendor sell student data?",
        "may an operator use student data for ads?",
        "can we use student data for research?",
        "can teachers use an app without a contract",
        "may a teacher use an app the district has not approved?",
        "app without contract ok?",
        "apps that sell data are they allowed",
        "how does a teacher get a new app approved?",
        "is the vendor allowed to use students' logs to debug",
        "ok to use a cool new app for one day without an agreement",
        "can we use the exception",
        "may we use email",
        "is it legal to use photos",
    ],
)
def test_the_law_is_asked_as_before(text: str) -> None:
    assert parse_command(text).name == "ask"
