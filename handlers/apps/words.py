"""The texts of products: how each stands, requests for them, and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue.reply import LONGEST_LABEL
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence

YES, NO, UNSURE = "Yes", "No", "Not sure"
ANSWERS = (("yes", YES), ("no", NO), ("unsure", UNSURE))
OPEN_CONTRACT, OPEN_REQUEST = "Show the contract", "Show the request"
OPEN = "Open"
ASK_FOR_IT, ASK_TOO = "Ask for it", "I want it too"
BY_CONTRACT = "By contract {}."
BY_REQUEST = "The privacy team approved it ({})."
FOR_ONE_CHILD = "The exception {} is for the plan of one child, and nobody else may use it."
NEITHER = "In its view it is neither an operator nor a contractor ({})."
CHECKING = "not approved: waiting for the privacy lead to check the contract"
COVERS = "The contract names its purpose: {}"
UNTIL_THEN = "Until it is approved, make no accounts in it and type in no students' names."
YOU_ARE_TOLD = "You are told what is decided."
WRITE_ME = "To ask for it, send me a direct message."
WHICH_ONE = "Which of these do you mean?"

# The form and what comes of it.
FORM_TITLE, SUBMIT = "Ask for a product", "Ask for it"
PRODUCT = "Which product?"
LOOK_UP_TITLE, LOOK_UP = "May I use it?", "Look it up"
KIND, KIND_HINT = "What kind of product is it?", "Choose one, or write a few words."
DATA = "Does it take data about students?"
DATA_HINT = "Accounts, names, work, voices, scores: each counts."
SCHOOL = "Was it made and marketed for schools (K-12)?"
ASKED, JOINED = "Asked", "You ask for it too"
NO_NAME = "Write the name of a product."

# What the privacy team does.
APPROVE, REFUSE, REOPEN, ASSIGN, REVIEW = "Approve", "Refuse", "Decide again", "Assign", "Review the contract"
HISTORY = "History"
UNTIL, CONTRACT_HINT = (
    "Approved until",
    "The one in force that covers it. Leave it blank where you choose a reason below.",
)
GROUND, GROUND_HINT = "Without a contract, why?", "Only where no contract is needed."
PLAN = "plan"
EXCEPTION, EXCEPTION_HINT = "Which exception?", "Its id, as E-1. It opens the product for that one child only."
PAST = "That day is over. Choose one still to come."
NEEDED = "A contract in force that covers it, or one of the reasons."
NOT_SAVED = "Nothing is saved. What the record needs first is one of these:"
NEEDS_CONTRACT = "the contract in force that covers it, by its id: contract: C-1"
NO_EXCEPTION = "There is no exception with that number that is still in use."
RESTS_ON = "Rests on"
REASON, REASON_HINT = "Why is it refused?", "Everybody who looks the product up reads it."
OWNER = "Who decides on it?"
REOPENED = "It is open again."
NO_CONTRACT = "There is no contract with that number."
WITHDRAWN = "That contract was withdrawn."
OPEN_ALREADY = "It is open already."
DECIDED = {"approved": "approved", "refused": "refused", "withdrawn": "withdrew"}
CORRECT, WITHDRAW = "Correct", "Withdraw"
WHY_WITHDRAWN = "Why is it withdrawn?"
CORRECTED = "Corrected."
SAME = "That is what is on record already, so nothing was changed."
EVERY, SEE_ALL = "All", "See all"
STATES = {"open": "Still open", "approved": "Approved", "refused": "Refused", "withdrawn": "Withdrawn"}
LACKING = "lacking"
THE_TEAM = "The privacy team"
SINCE, BY, ON_CONTRACT = "Asked on", "Asked by", "Contract"
TEST = "Check step by step"
NONE_WAIT = "Every product is decided on"
NONE_LISTED = "No product was asked for yet."
NONE_SUCH = "None of that kind."
NONE_APPROVED = "No product is approved: none by the privacy team, and none by a contract with all it needs."
PAGE_OF_APPROVED = "Approved products"


def stands(name: str, how: str) -> str:
    """A product, and how it stands."""
    return short(f"{short(name, 70)}: {how}")


def approved(until: date | None, ground: str = "") -> str:
    """It may be used, until when, and within which bounds."""
    bounds = {"no-data": ", without student data", "no-account": ", without accounts or student data"}
    return f"approved {f'until {day(until)}' if until else 'with no end date'}{bounds.get(ground, '')}"


def for_child(exception: str) -> str:
    """It may be used only for the child of that exception."""
    return f"for this child only ({exception})"


def not_begun(start: date | None) -> str:
    """Its contract begins later."""
    return f"its contract begins on {day(start)}" if start else "its contract has not begun"


def lacks(name: str, number: int) -> str:
    """There is a contract, which lacks something."""
    return short(f"{short(name, 80)}: its contract lacks {number} provision{'' if number == 1 else 's'}")


def unchecked(name: str) -> str:
    """Nobody has marked what its contract has."""
    return short(f"{short(name, 90)}: its contract is not checked yet")


def under_review(name: str, since: date) -> str:
    """Somebody asked for it, and nothing is decided."""
    return short(f"{short(name, 90)}: under review since {day(since)}")


def refused(name: str, reason: str) -> str:
    """It may not be used, and why."""
    return short(f"{short(name, 70)}: refused because {uncapped(reason)}")


def refused_on(name: str, reason: str, on: date) -> str:
    """Who refused it, when, and the whole reason."""
    return f"{name} refused it on {day(on)}: {reason}"


def ended(on: date | None) -> str:
    """It was approved once."""
    return f"its approval ended{f' on {day(on)}' if on else ''}"


def question(name: str) -> str:
    """The question to the law about a product."""
    return f"can we use {name}?"


def not_on_file(name: str) -> str:
    """Nobody has asked for it, and there is no contract."""
    return short(f"{short(name, 100)}: not on file")


def did_you_mean(names: Sequence[str]) -> str:
    """Similar names."""
    found = [short(name, 40) for name in names]
    return short(f"Did you mean {' or '.join(found)}?")


def none_called(typed: str) -> str:
    """Nothing on file has exactly that name."""
    return f"Nothing on file is called '{short(typed, 80)}'."


def ask_for(typed: str) -> str:
    """The button to ask for a product other than those offered."""
    return short(f"No, ask for {typed}", LONGEST_LABEL)


def no_contract(pin: str) -> str:
    """What the law says while there is no contract."""
    return f"Student data may be shared with a contractor only under the board's written contract ({pin}). {UNTIL_THEN}"


def how_many(number: int, owner: str) -> str:
    """How many people ask for it, where that is known, and who decides."""
    people = {0: "", 1: "1 person asks for it. "}.get(number, f"{number} people ask for it. ")
    return f"{people}{owner or THE_TEAM} decides."


def asked_for(name: str, id: str) -> str:
    """The request is with the privacy team."""
    return short(f"Asked: {short(name, 80)} ({id})")


def joined(name: str, id: str) -> str:
    """Somebody asks for what others asked for before."""
    return short(f"You ask for {short(name, 80)} too ({id})")


def already_asked(name: str, id: str) -> str:
    """Somebody asks twice."""
    return short(f"You have asked for {short(name, 80)} already ({id})")


def decided(what: str, who: str, on: date) -> str:
    """How it was decided, by whom and when."""
    return f"{sentence(what)} {who} decided on {day(on)}."


def needs_contract(pin: str) -> str:
    """What must be in place before student data is shared."""
    return f"Where student data is shared with a contractor, it takes the board's written contract first ({pin})."


def title(name: str, id: str) -> str:
    """The title of a request."""
    return short(f"{id} {name}")


def decided_already(who: str, what: str, when: str) -> str:
    """It is decided already."""
    return f"{who} {what} it {when}, so nothing was changed."


def none(id: str) -> str:
    """There is no such request."""
    return f"There is no request '{id[:20]}'. Type apps to see them."


def count(number: int, waiting: int) -> str:
    """The title of the list."""
    return f"{number} product{'' if number == 1 else 's'} asked for, {waiting} open"


def count_of(number: int, what: str) -> str:
    """The title of a part of the list."""
    if what == LACKING:
        return lacking(number)
    return f"{number} {what} product{'' if number == 1 else 's'}"


def waited(decided: int, days: int) -> str:
    """How long people waited for decisions lately."""
    within = f"within {'a day' if days < 2 else f'{days} days'}"
    if decided == 1:
        return f"1 decision in the last 90 days, {within}."
    return f"{decided} decisions in the last 90 days, half of them {within}."


def row_open(id: str, number: int, since: date, owner: str) -> str:
    """A request that waits, in the list."""
    people = f"{number} {'person' if number == 1 else 'people'}"
    return " · ".join(part for part in (id, people, f"since {day(since)}", owner) if part)


def row_decided(id: str, what: str) -> str:
    """A request that was decided, in the list."""
    return f"{id} · {what}"


def said_refused(reason: str) -> str:
    """That it was refused, and why."""
    return f"refused: {short(reason, 200)}"


def said_withdrawn(reason: str) -> str:
    """That it was withdrawn, and why."""
    return f"withdrawn: {short(reason, 200)}"


def withdrawn(name: str) -> str:
    """The title for an asker whose request was withdrawn."""
    return short(f"{short(name, 90)}: the request was withdrawn")


def facts(kind: str, data: str, school: str) -> tuple[tuple[str, str], ...]:
    """The answers of the request, as pairs of label and value."""
    told = dict(ANSWERS)
    rows = (("Kind", kind), ("Takes student data", told.get(data, "")), ("Made for schools", told.get(school, "")))
    return tuple(row for row in rows if row[1])


def by(who: str, on: date) -> str:
    """Who decided, and when."""
    return f"{who} decided on {day(on)}."


def reason(said: str) -> str:
    """The whole reason."""
    return f"Because: {said}"


def grounds(operator: str, contractor: str, exception: str) -> tuple[tuple[str, str], ...]:
    """The reasons why no contract is needed, as (id, label), each with its cite."""
    return (
        ("no-data", "No student data is shared"),
        ("no-account", "No account and no data"),
        ("neither", f"Neither operator ({operator}) nor contractor ({contractor})"),
        (PLAN, f"One child's plan ({exception}): for this child only"),
    )


def as_typed(value: str, label: str) -> str:
    """A reason, and what to type for it."""
    return f"{label}: reason: {value}{'; exception: E-1' if value == PLAN else ''}"


def on_contract(id: str, name: str) -> str:
    """The contract on which an approval rests."""
    return f"{id}, {name}"


def not_in_force(id: str, ended: date | None, begins: date | None) -> str:
    """A contract that supports no approval today: it ended, begins later, or was withdrawn."""
    if ended:
        return f"{id} ended on {day(ended)}, so it is not in force."
    return f"{id} begins on {day(begins)}, so it is not in force." if begins else WITHDRAWN


def outlives(id: str, end: date) -> str:
    """The approval would outlive its contract."""
    return f"{id} ends on {day(end)}. Choose that day or an earlier one."


def does_it_cover(id: str, of: str, product: str) -> str:
    """The record does not name the product."""
    return f"{id} ({of}) does not name {short(product, 80)}; it covers it all the same"


def has_gaps(id: str, names: Sequence[str]) -> str:
    """The contract is known to lack provisions."""
    return f"{id} is marked as without {', '.join(names)}; it is approved all the same"


def takes_data(product: str) -> str:
    """The answers in the request contradict the reason."""
    return f"The request says that {short(product, 80)} takes student data; none is shared in the way it is used here"


def is_operator(product: str) -> str:
    """The law's operator test on the answers contradicts the reason."""
    return f"On what was told, {short(product, 80)} is an operator; it is none"


def incomplete(id: str, lacks: Sequence[str]) -> str:
    """An exception with conditions that nothing shows yet."""
    missing = f": {', '.join(lacks)}" if lacks else ""
    return f"{id} is not complete{missing}. The exception holds once every condition is shown."


def lacking(number: int) -> str:
    """How many approvals lack what the law asks for."""
    return f"Approved without a contract: {number}"


def are_told(number: int) -> str:
    """How many askers are told."""
    people = f"{number} {'person' if number == 1 else 'people'}"
    return f"Saved. {people} who asked for it will be told." if number else "Saved."


def to_decide(number: int) -> str:
    """The title of the list of open requests."""
    return f"{number} product{'' if number == 1 else 's'} to decide on"


def more(number: int) -> str:
    """How many are not listed."""
    return f"and {number} more: type apps"


def uncapped(text: str) -> str:
    """The text for the middle of a sentence: its first letter in lowercase, unless a name begins with it."""
    first = text.split(" ", 1)[0]
    return text if not first[:1].isupper() or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
