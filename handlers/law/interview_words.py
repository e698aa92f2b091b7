"""The sentences of a check that goes step by step."""

from __future__ import annotations

from handlers.dialogue.text import short
from handlers.law import words as law_words
from knowledge.deciding.tests_of import Decision, State
from knowledge.model import Element, Rule, Term

FAILED = "What decided it:"
MISSING = "Still to find out:"
AGAIN = "Start again"
CONSULTANT_TOO = "Is it a consultant?"
CONTRACTOR_TOO = "Is it a contractor?"
NO_GREEN_LIGHT = (
    "This is not a go-ahead. A consultant may still be a contractor, other rules (FERPA, COPPA, board policy) may "
    "apply, and a wrong fact changes the result: ask your privacy team before any data moves."
)


def testing(name: str, subject: str) -> str:
    """The title of one question of a test."""
    return short(f"{short(subject, 100)}: {name}?" if subject else f"Step by step: {name}")


def step(number: int, total: int, ask: str) -> str:
    """The question, with its number and how many there are."""
    return f"Question {number} of up to {total}. {ask}"


def term_title(term: Term, state: State, subject: str) -> str:
    """How a definition's test came out."""
    thing = short(subject, 60) or "This"
    noun = law_words.noun(term.id)
    match state:
        case "met":
            return f"Yes: {thing} is {noun}, on these facts"
        case "not met":
            return f"No: {thing} is not {noun}, on these facts"
        case _:
            return f"It depends: a fact is missing to say whether {thing} is {noun}"


def rule_title(rule: Rule, outcome: Decision, subject: str) -> str:
    """How a rule's test came out."""
    about = f" ({short(subject, 40)})" if subject else ""
    return short(f"{law_words.VERDICTS[outcome.verdict]}{about}: {rule.does}")


def failed(element: Element) -> str:
    """A test that failed, and what would change it."""
    return f"Not met: {element.says.says}" + (f" {element.change}" if element.change else "")


def no_check(text: str) -> str:
    """A rule or term that cannot be checked step by step."""
    return f"There is no test called '{text[:60]}'. Try 'check operator'."
