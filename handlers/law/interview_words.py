"""The sentences of a check that goes step by step."""

from __future__ import annotations

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.law import words as law_words
from knowledge.deciding.tests_of import Decision, State
from knowledge.model import Element, Rule, Term

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def testing(name: str, subject: str) -> str:
    """The title of one question of a test."""
    return short(f"{short(subject, 100)}: {name}?" if subject else messages.step_by_step(name=name))


def term_title(term: Term, state: State, subject: str) -> str:
    """How a definition's test came out."""
    thing = short(subject, 60) or "This"
    noun = law_words.noun(term.id)
    match state:
        case "met":
            return messages.yes_is_on_these_facts(thing=thing, noun=noun)
        case "not met":
            return messages.no_is_not_on_these_facts(thing=thing, noun=noun)
        case _:
            return messages.it_depends_a_fact_is_missing(thing=thing, noun=noun)


def rule_title(rule: Rule, outcome: Decision, subject: str) -> str:
    """How a rule's test came out."""
    about = f" ({short(subject, 40)})" if subject else ""
    return short(f"{law_words.VERDICTS[outcome.verdict]}{about}: {rule.does}")


def failed(element: Element) -> str:
    """A test that failed, and what would change it."""
    return messages.not_met(says=element.says.says) + (f" {element.change}" if element.change else "")
