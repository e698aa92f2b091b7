"""A rule or definition checked step by step, one question at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from handlers.dialogue import words as wording
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Cite, Facts, Part, Reply, Text, Tone
from handlers.dialogue.text import short
from handlers.law import words as law_words
from handlers.law.lookup import find_term
from knowledge.checking.check import elements_of
from knowledge.citation import Fact
from knowledge.deciding.tests_of import Decision, State, decide, meets
from knowledge.law import LawOfDay, tag_of
from knowledge.model import Element, Rule, Term

messages = catalog(__file__)

TONES: Mapping[State, Tone] = {"met": "yes", "not met": "no", "open": "depends"}
ANSWERS = (("yes", wording.YES), ("no", wording.NO), ("unsure", wording.NOT_SURE))


@dataclass(frozen=True, slots=True)
class TestResult:
    """How a test came out, whether it is a rule's or a definition's."""

    title: str
    tone: Tone
    failed: tuple[Element, ...]
    missing: tuple[Element, ...]
    by: tuple[Fact, ...] = ()


def check(text: str, message: Message, desk: Desk) -> Reply:
    """``NAME [of SOMETHING] [element=yes|no|unsure …]``: the next open question, or the verdict.

    The answers so far travel in what the buttons say, so nothing is stored. Raises Sorry for an unknown test.
    """
    words = text.split()
    facts = dict(word.split("=", 1) for word in words if "=" in word)
    name, _, subject = " ".join(word for word in words if "=" not in word).partition(" of ")
    law = desk.law_of(message)
    test = law.rules.get(name) or find_test(name, law)
    outcome = taken(test, {element: value for element, value in facts.items() if value in {"yes", "no"}}, subject)
    waiting = [element for element in outcome.missing if element.id not in facts]
    if waiting and not (outcome.failed and isinstance(test, Term)):
        return _question(test, waiting, facts, subject)
    reply = _verdict(test, outcome, law, desk, subject)
    return replace(reply, parts=(*_answered(test, facts), *reply.parts), goes_on=bool(facts))


def taken(test: Rule | Term, known: Mapping[str, str], subject: str) -> TestResult:
    """The test on the facts known so far."""
    if isinstance(test, Term):
        finding = meets(test, known)
        title = _term_title(test, finding.state, subject)
        return TestResult(title, TONES[finding.state], finding.failed, finding.missing)
    decision = decide(test, known)
    by = (decision.exemption.says,) if decision.exemption else ()
    title = _rule_title(test, decision, subject)
    return TestResult(title, law_words.TONES[decision.verdict], decision.failed, decision.missing, by)


def find_test(name: str, law: LawOfDay) -> Term:
    """The defined word that is tested. Raises Sorry."""
    try:
        return find_term(name, law)
    except Sorry:
        raise Sorry(messages.no_check(text=name)) from None


def _question(test: Rule | Term, waiting: list[Element], facts: Mapping[str, str], subject: str) -> Reply:
    answers = " ".join(f"{key}={value}" for key, value in facts.items())
    return Reply(
        title=short(f"{short(subject, 100)}: {test.id}?" if subject else messages.step_by_step(name=test.id)),
        parts=(
            *_answered(test, facts),
            Text(messages.step(number=len(facts) + 1, total=len(facts) + len(waiting), ask=waiting[0].ask)),
        ),
        choices=tuple(
            Choice(label, " ".join(f"check {test.id}{about(subject)} {answers} {waiting[0].id}={value}".split()))
            for value, label in ANSWERS
        ),
        asks=True,
        goes_on=bool(facts),
        leads_on=True,
        footer=wording.NOT_ADVICE,
    )


def _answered(test: Rule | Term, facts: Mapping[str, str]) -> Iterator[Part]:
    """What was answered so far."""
    asks, labels = {one.id: one.ask for one in elements_of(test)}, dict(ANSWERS)
    rows = tuple(
        (asks[id].rstrip("?"), labels[value]) for id, value in facts.items() if asks.get(id) and value in labels
    )
    if rows:
        yield Facts(rows)


def _verdict(test: Rule | Term, outcome: TestResult, law: LawOfDay, desk: Desk, subject: str) -> Reply:
    parts: list[Part] = [Text(" ".join(fact.says for fact in (*outcome.by, *test.says)))]
    if outcome.failed:
        parts += [Text(messages.FAILED), Bullets(tuple(_failed(e) for e in outcome.failed))]
    if outcome.missing:
        parts += [Text(messages.MISSING), Bullets(tuple(element.ask for element in outcome.missing))]
    if isinstance(test, Term) and outcome.tone == "no":
        parts.append(Text(messages.NO_GREEN_LIGHT))
    parts.append(Cite(law_words.pin(test.cite), test.cite.link))
    facts = (*test.says, *(element.says for element in (*outcome.failed, *outcome.missing)), *outcome.by)
    return Reply(
        title=outcome.title,
        parts=tuple(parts),
        choices=(
            *_next_test(test.id, outcome.tone, subject),
            Choice(law_words.SHOW_RULE, f"rule {test.cite}"),
            Choice(messages.AGAIN, " ".join(f"check {test.id}{about(subject)}".split())),
        ),
        tone=outcome.tone,
        footer=law_words.footer(tag_of(facts), law.day, desk.today),
    )


def _next_test(test: str, tone: Tone, subject: str) -> Iterator[Choice]:
    """After the operator test comes the consultant test or the contractor test, with what is known already."""
    if test == "operator" and tone != "yes":
        yield Choice(messages.CONSULTANT_TOO, f"check consultant{about(subject)}")
    if test in {"operator", "consultant"} and tone == "yes":
        yield Choice(messages.CONTRACTOR_TOO, f"check contractor{about(subject)} {test}=yes")


def about(subject: str) -> str:
    """The name of what is tested, as the buttons carry it."""
    return f" of {subject}" if subject else ""


def _term_title(term: Term, state: State, subject: str) -> str:
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


def _rule_title(rule: Rule, outcome: Decision, subject: str) -> str:
    """How a rule's test came out."""
    about = f" ({short(subject, 40)})" if subject else ""
    return short(f"{law_words.VERDICTS[outcome.verdict]}{about}: {rule.does}")


def _failed(element: Element) -> str:
    """A test that failed, and what would change it."""
    return messages.not_met(says=element.says.says) + (f" {element.change}" if element.change else "")
