"""Sentences about products: how each stands, what is asked for, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.dialogue.reply import LONGEST_LABEL
from handlers.dialogue.text.shorten import short
from handlers.dialogue.words import day, sentence

YES, NO, UNSURE = "Yes", "No", "Not sure"
ANSWERS = (("yes", YES), ("no", NO), ("unsure", UNSURE))
OPEN_CONTRACT, OPEN_REQUEST = "Show the contract", "Show the request"
OPEN = "Open"
ASK_FOR_IT, ASK_TOO = "Ask for it", "I want it too"
BY_CONTRACT = "By contract {}."
BY_REQUEST = "The privacy team approved it ({})."
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
UNTIL, CONTRACT_HINT = "Approved until", "The one that the approval rests on, if there is one."
PAST = "That day is over. Choose one still to come."
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
THE_TEAM = "The privacy team"
SINCE, BY, ON_CONTRACT = "Asked on", "Asked by", "Contract"
TEST = "Check step by step"
NONE_WAIT = "Every product is decided on"
NONE_LISTED = "No product was asked for yet."
NONE_SUCH = "None of that kind."
NONE_APPROVED = "No product is approved: none by the privacy team, and none by a contract with all it needs."
PAGE_OF_APPROVED = "Approved products"


def approved(name: str, until: date | None) -> str:
    """It may be used, and until when."""
    end = f"until {day(until)}" if until else "with no end date"
    return short(f"{short(name, 90)}: approved {end}")


def not_yet(name: str, start: date | None) -> str:
    """Its contract begins later."""
    return short(f"{short(name, 90)}: approved from {day(start)} on" if start else f"{short(name, 90)}: approved later")


def lacks(name: str, number: int) -> str:
    """There is a contract, which lacks something."""
    return short(f"{short(name, 80)}: its contract lacks {number} provision{'' if number == 1 else 's'}")


def unchecked(name: str) -> str:
    """Nobody has said yet what its contract has."""
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


def ended(name: str, on: date | None) -> str:
    """It was approved once."""
    return short(f"{short(name, 90)}: its approval ended{f' on {day(on)}' if on else ''}")


def question(name: str) -> str:
    """What is asked of the law."""
    return f"can we use {name}?"


def not_on_file(name: str) -> str:
    """Nobody has asked for it, and there is no contract."""
    return short(f"{short(name, 100)}: not on file")


def did_you_mean(names: Sequence[str]) -> str:
    """Names that are written much like it."""
    found = [short(name, 40) for name in names]
    return short(f"Did you mean {' or '.join(found)}?")


def none_called(typed: str) -> str:
    """Nothing on file has just that name."""
    return f"Nothing on file is called '{short(typed, 80)}'."


def ask_for(typed: str) -> str:
    """The button for a product that is none of those offered."""
    return short(f"No, ask for {typed}", LONGEST_LABEL)


def no_contract(pin: str) -> str:
    """What the law says while there is no contract."""
    return f"Student data may be shared with a contractor only under the board's written contract ({pin}). {UNTIL_THEN}"


def how_many(number: int, owner: str) -> str:
    """How many people ask for it, where they are known, and who decides."""
    people = {0: "", 1: "1 person asks for it. "}.get(number, f"{number} people ask for it. ")
    return f"{people}{owner or THE_TEAM} decides."


def asked_for(name: str, id: str) -> str:
    """The request is with the privacy team."""
    return short(f"Asked: {short(name, 80)} ({id})")


def joined(name: str, id: str) -> str:
    """Somebody asks for what others ask for."""
    return short(f"You ask for {short(name, 80)} too ({id})")


def already_asked(name: str, id: str) -> str:
    """Somebody asks twice."""
    return short(f"You have asked for {short(name, 80)} already ({id})")


def decided(what: str, who: str, on: date) -> str:
    """How it was decided, by whom and when."""
    return f"{sentence(what)} {who} decided on {day(on)}."


def needs_contract(pin: str) -> str:
    """What has to be there before student data is shared."""
    return f"Where student data is shared with a contractor, it takes the board's written contract first ({pin})."


def title(name: str, id: str) -> str:
    """The title of a request."""
    return short(f"{id} {name}")


def decided_already(who: str, what: str, when: str) -> str:
    """Somebody was quicker."""
    return f"{who} {what} it {when}, so nothing was changed."


def none(id: str) -> str:
    """There is no such request."""
    return f"There is no request '{id[:20]}'. Type apps to see them."


def count(number: int, waiting: int) -> str:
    """The title of the list."""
    return f"{number} product{'' if number == 1 else 's'} asked for, {waiting} open"


def count_of(number: int, what: str) -> str:
    """The title of a part of the list."""
    return f"{number} {what} product{'' if number == 1 else 's'}"


def waited(decided: int, days: int) -> str:
    """How long people waited lately."""
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


def said_approved(until: date | None) -> str:
    """How it was decided."""
    return f"approved until {day(until)}" if until else "approved"


def said_refused(reason: str) -> str:
    """How it was decided, and why."""
    return f"refused: {short(reason, 200)}"


def said_withdrawn(reason: str) -> str:
    """That it counts no longer, and why."""
    return f"withdrawn: {short(reason, 200)}"


def withdrawn(name: str) -> str:
    """Nobody decides on it any more."""
    return short(f"{short(name, 90)}: the request was withdrawn")


def facts(kind: str, data: str, school: str) -> tuple[tuple[str, str], ...]:
    """What the teacher told."""
    told = dict(ANSWERS)
    rows = (("Kind", kind), ("Takes student data", told.get(data, "")), ("Made for schools", told.get(school, "")))
    return tuple(row for row in rows if row[1])


def by(who: str, on: date) -> str:
    """Who decided, and when."""
    return f"{who} decided on {day(on)}."


def reason(said: str) -> str:
    """Why, in full."""
    return f"Because: {said}"


def are_told(number: int) -> str:
    """Who hears of it."""
    people = f"{number} {'person' if number == 1 else 'people'}"
    return f"Saved. {people} who asked for it will be told." if number else "Saved."


def to_decide(number: int) -> str:
    """The title of what waits for the privacy team."""
    return f"{number} product{'' if number == 1 else 's'} to decide on"


def more(number: int) -> str:
    """Those that are not listed."""
    return f"and {number} more: type apps"


def uncapped(text: str) -> str:
    """The text as it stands within a sentence: a first capital that begins no name becomes small."""
    first = text.split(" ", 1)[0]
    return text if not first[:1].isupper() or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
