"""Lays out what was decided: the lead sentence, the facts it rests on, the condition, and the choices to turn over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.dialogue import words as wording
from handlers.dialogue.reply import Bullets, Choice, Part, Text
from handlers.law import words as law_words
from handlers.law.decided.by_topic import Decided
from handlers.law.decided.shown import words
from handlers.law.decided.shown.weighed import Weighed
from knowledge.citation import Fact
from knowledge.deciding.elements import elements_of
from knowledge.law import LawOfDay
from knowledge.model import Element, Verdict

MOST_TOLD = 3
"""Facts that one answer repeats."""
MOST_CHANGES = 2
"""What would change the answer, of which one answer names so many."""
_FREE = frozenset({Verdict.PERMITTED, Verdict.NOT_REQUIRED})


def opening_parts(found: Decided, law: LawOfDay) -> Iterator[Part]:
    """What stands before the topic's explanation; nothing where the topic's own words begin rightly."""
    lead, *more = (*_opening_lines(found, law), "")
    facts = _read(found, elements_of(law))
    if facts:
        yield Text(f"{lead} {words.READ}")
        yield Bullets(facts)
    elif lead:
        yield Text(lead)
    if rest := " ".join(filter(None, more)):
        yield Text(rest)
    if conditions := _conditions(found, elements_of(law)):
        yield Text(words.ONLY_IF)
        yield Bullets(conditions)


def _read(found: Decided, known: Mapping[str, Element]) -> tuple[str, ...]:
    """The facts that were read and that decided, numbered for the buttons that turn them over."""
    if found.ruling is None:
        return ()
    met, failed = deciding(found)
    told = [(name, name in met) for name in (*failed, *met) if name in known]
    return tuple(words.fact(k, known[name].says.says, so=so) for k, (name, so) in enumerate(told, 1))


def _opening_lines(found: Decided, law: LawOfDay) -> Iterator[str]:
    if found.ruling is None:
        if found.on_conditions and found.opens == "depends":
            yield words.ON_CONDITIONS
        elif found.on_conditions and found.opens == "no":
            yield words.NOT_MET
        elif not found.stored:
            yield _by_topic(found, law)
        return
    known = elements_of(law)
    yield _lead(found, known)
    beside = " ".join(fact.says for fact in _beside(found, law))
    yield from filter(None, (_why(found, known), beside))


def _by_topic(found: Decided, law: LawOfDay) -> str:
    """The first sentence, where no entry decided."""
    if found.doubted and found.opens == "none":
        return ""
    if found.heard.always and found.opens == "no":
        return words.NOT_ALWAYS
    if found.opens == "yes" and found.verdict is Verdict.REQUIRED and found.heard.demands:
        return words.DEMANDED
    return words.lead(found.opens, found.heard.asked.stance, found.verdict, _entry(found, law))


def _entry(found: Decided, law: LawOfDay) -> str:
    """The rule at the passage where the topic's answer stands."""
    if found.verdict is Verdict.NOT_REQUIRED:
        return ""  # what need not be done stands at a passage by what must be
    rules = (rule.id for rule in law.rules.values() if found.cites and rule.cite == found.cites[0])
    return f"rule:{next(rules, '')}"


def _lead(found: Decided, known: Mapping[str, Element]) -> str:
    ruling = found.ruling
    assert ruling
    asked = found.heard.asked.stance
    timed = found.heard.counted & {*ruling.met, *ruling.failed}
    late = not timed.isdisjoint(ruling.failed)
    if timed and (late or not ruling.failed):  # in time and yet wrong: something else is
        return words.timed(found.opens, late=late)
    if found.opens == "depends" and found.turns_on in known:
        return words.depends_on(known[found.turns_on].ask)
    shape, _, name = ruling.about.partition(":")
    if shape == "term" and ruling.fits != "open" and asked != "assert":
        return words.word_fits(found.opens, name, fits=ruling.fits == "met")
    return words.lead(found.opens, asked, found.verdict, ruling.about)


def _beside(found: Decided, law: LawOfDay) -> Iterator[Fact]:
    """What is told and changes nothing."""
    for name in law.circumstances:
        if found.facts.get(name) == "yes":
            yield from law.circumstances[name].says


def leaned_on(found: Decided, law: LawOfDay) -> Iterator[Fact]:
    """The statements of the law that the answer's first lines rest on."""
    if found.ruling is None:
        return
    known = elements_of(law)
    names = (*found.ruling.met, *found.ruling.failed, *found.ruling.open)
    yield from (known[name].says for name in names if name in known)
    if found.ruling.exemption:
        yield found.ruling.exemption.says
    yield from _beside(found, law)


def deciding(found: Decided) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts that were told and that decided: those that are so, and those that are not."""
    assert found.ruling
    names = [name for name in (*found.ruling.failed, *found.ruling.met) if name in found.facts][:MOST_TOLD]
    return (
        tuple(name for name in names if found.facts[name] == "yes"),
        tuple(name for name in names if found.facts[name] == "no"),
    )


def _why(found: Decided, known: Mapping[str, Element]) -> str:
    """The exception, or what is missing."""
    ruling = found.ruling
    assert ruling
    if one := ruling.exemption:
        pin = law_words.pin(one.cite)
        left = [known[name].says.says for name in ruling.open if name in known]
        return (
            words.may_be_exception(one.says.says, pin, left)
            if ruling.conditional
            else words.exception(one.says.says, pin)
        )
    changes = [known[name].change for name in ruling.failed if name in known and known[name].change]
    if changes and ruling.about.startswith("item:"):
        return words.ask_for(changes[:MOST_CHANGES])
    if changes and found.verdict not in _FREE:
        return words.unmet(changes[:MOST_CHANGES])
    return ""


def _conditions(found: Decided, known: Mapping[str, Element]) -> tuple[str, ...]:
    """On which conditions a permission holds, where no exception was said already nor what is missing."""
    ruling = found.ruling
    if ruling is None or ruling.exemption or found.verdict not in _FREE or _why(found, known):
        return ()
    return tuple(
        known[name].says.says for name in (*ruling.given, *(ruling.open if ruling.conditional else ())) if name in known
    )


def choices(found: Decided, topic: str, law: LawOfDay) -> Iterator[Choice]:
    """The open question's answers, then each fact that was read, to turn it over."""
    if found.ruling is None:
        return
    known = elements_of(law)
    state = Weighed(topic, found.ruling.about, found.heard.asked, found.facts)
    if found.turns_on in known:
        yield Choice(wording.YES, state.with_fact(found.turns_on, "yes").say)
        yield Choice(wording.NO, state.with_fact(found.turns_on, "no").say)
    met, failed = deciding(found)
    for k, name in enumerate([name for name in (*failed, *met) if name in known], 1):
        told = found.facts[name] == "yes"
        yield Choice(words.turn(k, told=told), state.with_fact(name, "no" if told else "yes").say)
