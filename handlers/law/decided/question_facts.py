"""What a question asks and which facts count as told (`Heard`): by the model, by plain rules, by counted days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.dialogue import bounded_re as re
from handlers.law.dates.timing import Reckoned, clocks_of_data
from handlers.law.decided.thresholds import ALOUD, ENTRY_NEAR, NEAR, SAID
from handlers.understanding.asked.stance import (
    AskedAs,
    asks_nothing,
    asks_whether,
    before_asking,
    claim_in,
    has_cue,
    last_sentence,
    plainly_asked,
    stance_in,
    tells_cue,
)
from handlers.understanding.days.day_clauses import EventDay
from handlers.understanding.days.elapsed import Elapsed, elapsed_in, without_delay
from knowledge.citation import Citation
from knowledge.counting import Within
from knowledge.deciding.asked import ASKS_WHETHER, Claim, Stance
from knowledge.law import LawOfDay
from knowledge.model import Duty, Exemption
from knowledge.reading.reader import Signs

_WAYS, _LEAST = 3, 0.03
"""Kinds of questions that it may be, and the least share of one."""
_CLAIMS: tuple[Claim, ...] = ("allowed", "forbidden")
STANCES: Mapping[str, Stance] = {
    "may": "may", "must": "must", "banned": "banned", "skip": "skip", "enough": "enough", "covered": "covered",
    "when": "when", "who": "who", "what": "what", "how": "how", "why": "why", "assert": "assert",
    "consequence": "consequence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What a question asks and tells."""

    asked: AskedAs
    entries: Mapping[str, float] = field(default_factory=dict)
    """What it may be about, best first."""
    facts: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    """Facts that may be told too, but not surely."""
    signs: Signs = field(default_factory=Signs)
    """What the model read; empty where a button brings back facts that were read before."""
    words: int = 0
    """How long the question is: a long one tells of a case, a short one asks for the rule."""
    of_consent: bool = False
    """Whether it asks if a parent's consent is needed."""
    of_stop: bool = False
    """Whether it asks if something has to stop."""
    of_exception: bool = False
    """Whether it asks for a way around a duty, a change of it or a faster pace, to which its Yes is no answer."""
    of_gap: bool = False
    """Whether it tells that a clause leaves something out, or is to go."""
    of_others: bool = False
    """Whether a vendor, a parent or a student seems to ask, to whom a step for the district is no use."""
    of_void: Claim = ""
    """What it asks of a contract or a term: ``forbidden`` if it is void, ``allowed`` if it is valid; empty for neither.
    """
    of_time: bool = False
    """Whether it asks if something came in time."""
    of_kept: bool = False
    """Whether it asks if a limit was kept, and not if it was missed."""
    term: str = ""
    """The defined term that somebody or something is asked to be, as in ``operator``; empty for none."""
    tells: bool = False
    """Whether it only tells something and asks nothing."""
    ways: Mapping[AskedAs, float] = field(default_factory=dict)
    """What the question may ask, with shares, best first."""
    plain: str = ""
    """The kind of question by plain rules."""
    topic_share: float = 1.0
    """How sure the finder is of the topic."""
    counted: frozenset[str] = frozenset()
    """Facts that were counted from a time that passed; no reader knows them better."""

    def surely(self, name: str) -> bool:
        """Whether a told fact may be said back: it was counted or told before, or the model hears it surely."""
        return not SAID <= self.share(name) < ALOUD

    def share(self, name: str) -> float:
        """How surely a fact is told; 1 for one that was counted or told before."""
        said = self.signs.facts.get(name)
        return max(said.asserted, said.denied) if said and name not in self.counted else 1.0

    @property
    def read(self) -> bool:
        """Whether a model read the question."""
        return bool(self.entries or self.facts or self.signs.opens)


def heard(question: str, signs: Signs) -> Heard:
    """What counts as told. Without signs, only what plain rules find."""
    facts, near = {}, {}
    for name, shares in signs.facts.items():
        value, share = ("yes", shares.asserted) if shares.asserted >= shares.denied else ("no", shares.denied)
        if share >= SAID:
            facts[name] = value
        elif share >= NEAR:
            near[name] = value
    ranked = sorted(signs.entries.items(), key=lambda one: -one[1])
    entries = {name: share for name, share in ranked if share >= ENTRY_NEAR}
    ways, plain = ways_to_ask(question, signs), stance_in(question)
    return Heard(
        next(iter(ways), None) or _plainly(question, plain),
        entries,
        facts,
        near,
        signs,
        words=len(question.split()),
        ways=ways,
        plain=plain.stance,
        of_consent=has_cue("consent", question),
        of_stop=has_cue("stop", question),
        of_exception=has_cue("exception", question),
        of_gap=tells_cue("gap", question),
        of_others=has_cue("not of the district", question),
        of_void="forbidden" if has_cue("void", question) else "allowed" if has_cue("valid", question) else "",
        of_time=has_cue("in time", question) or has_cue("kept", question),
        of_kept=has_cue("kept", question),
        tells=asks_nothing(question),
    )


_BESIDE_TERM = r"(?: (?:under|within|by|in|for) [\w'-]+(?: [\w'-]+){0,5}| then| too| or not| here)?"
"""What may stand behind a term, as in ``an operator under this act``."""


def with_named_term(told: Heard, question: str, law: LawOfDay) -> Heard:
    """With the term that ends the asking sentence: "is a club that runs our site an operator?" asks of no other."""
    if told.asked.stance != "covered":
        return told
    names = {name.lower(): term for term in law.terms.values() for name in (term.id, *term.also)}
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.search(rf"\b({longest_first})s?{_BESIDE_TERM}\W*$", last_sentence(question).lower())
    return replace(told, term=names[found[1]].id) if found else told


def _plainly(question: str, plain: AskedAs) -> AskedAs:
    """The kind of question by plain rules; one that Yes or No cannot answer asks what the law says."""
    whether = plain.stance in ASKS_WHETHER | {"consequence"} and not asks_whether(question)
    return AskedAs("what", "", turned=True) if whether else plain


def ways_to_ask(question: str, signs: Signs) -> Mapping[AskedAs, float]:
    """What the question may ask, with the model's shares; for a statement, what it may claim.

    Where words leave no doubt, it is asked so: "so we don't have to post it?" a model takes for the question without
    the "not".
    """
    if signs.stances and (sure := plainly_asked(question)):
        return {sure: 1.0}
    ways: dict[AskedAs, float] = {}
    for name, share in list(signs.stances.items())[:_WAYS]:
        if share >= _LEAST or not ways:
            claims: tuple[Claim, ...] = (claim_in(question, name),)
            if name == "assert" and not claims[0]:
                claims = _CLAIMS
            ways.update({AskedAs(STANCES[name], claim, turned=True): share / len(claims) for claim in claims})
    return ways


_WEEK, _WORKING = 7, 5
NO_DELAY = "no-delay"
SINCE = ".since-2018"
"""Ends the name of a fact: the data is shared, or the duty falls, on or after July 1, 2018."""
_GOES_ON = re.compile(
    r"\b(?:still (?:go(?:es)?|send|share|get|use|flow|do|pass|upload|give|hand|has|have access)(?:s|es|ing)?"
    r"|to this day|even now|ever since|continues? to|ongoing|keeps? (?:on )?\w+ing"
    r"|every (?:day|week|month|year|(?:mon|tues|wednes|thurs|fri)day))\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\b(?:only|never again|stopped|ended|no longer|not since|quit)\b", re.IGNORECASE)
"""Says that it is over; without such words, what began before a day and goes on counts as after it too."""
_TOLD_US = re.compile(
    r"\b(?:told|notified|informed|warned|wrote(?: to)?|e-?mailed) (?:us|me|the (?:board|district))\b[^.?!;,]{0,20}"
    r"\b(?:day|after)\b",
    re.IGNORECASE,
)
_HOLIDAYS = 2
"""Legal holidays that may fall in so few days, at most."""


def with_dates(told: Heard, reckoned: Sequence[Reckoned]) -> Heard:
    """The facts with whether each thing was in time, by the dates that were counted."""
    counted = {
        f"{one.duty.id}.in-time": "yes" if one.in_time else "no"
        for one in reckoned
        if one.in_time is not None and not one.between
    }
    passed = {name: told.facts[name] for name in told.counted}  # on day 31 "today" is no day of discovery
    return replace(told, facts={**told.facts, **counted, **passed}) if told.read else told


def with_ongoing(told: Heard, question: str) -> Heard:
    """The facts, where sharing that goes on is after July 2018 too: "since January of 2018, and they still go out".

    How the reader would answer is left out then, as it took the first day for the only one.
    """
    early = {name: "yes" for name, value in told.facts.items() if name.endswith(SINCE) and value == "no"}
    if not early or not _GOES_ON.search(question) or _ENDED.search(question):
        return told
    return replace(told, facts={**told.facts, **early}, signs=replace(told.signs, opens={}))


def with_every_condition(told: Heard, question: str, law: LawOfDay) -> Heard:
    """The facts, where it is said that all (other) conditions of an exception are met: each that is not denied is.

    Only an exception of which something else is told counts, as "every condition" alone may be those of another rule;
    and where not all are met, only one of which it is heard which condition fails.
    The book decides then: how the reader would answer is left out, as it knows no such summary.
    """
    if not told.read or not tells_cue("all conditions", question):
        return told
    rules = [law.rules[id] for one in told.entries if (id := one.removeprefix("rule:")) in law.rules]
    exceptions = [(one, rule.id) for rule in rules for one in rule.unless]
    met = {name: "yes" for one, rule in exceptions for name in _others_met(one, rule, told)}
    leaves = (f"{rule}.{leaf.id}" for one, rule in exceptions for element in one.elements for leaf in element.leaves())
    fails = any(told.facts.get(name) == "no" for name in leaves)
    if not met or (tells_cue("not all", question) and not fails):
        return told
    return replace(told, facts={**met, **told.facts}, signs=replace(told.signs, opens={}))


def _others_met(exception: Exemption, rule: str, told: Heard) -> Iterator[str]:
    """The conditions of an exception that are not denied, where one is told; of alternatives, the first."""
    leaves = [[f"{rule}.{leaf.id}" for leaf in element.leaves()] for element in exception.elements]
    if not any(told.facts.get(name) == "yes" for names in leaves for name in names):
        return
    for names in leaves:
        said = [told.signs.facts[name] for name in names if name in told.signs.facts]
        if all(name not in told.facts for name in names) and all(one.denied < NEAR for one in said):
            yield names[0]


def with_clauses_told(told: Heard, question: str, read: Callable[[str], Signs]) -> Heard:
    """The facts, where it is asked whether a clause is needed: one that is only asked about is not there.

    ``read`` reads what is told before the question, as of the whole the model hears the clause as told.
    """
    clauses = {name for name, value in told.facts.items() if name.startswith("item.") and value == "yes"}
    if told.asked.stance not in {"must", "skip"} or not clauses:
        return told
    said = read(before).facts if (before := before_asking(question)) else {}
    only_asked = {name for name in clauses if name not in said or said[name].asserted < SAID}
    return replace(told, facts={name: value for name, value in told.facts.items() if name not in only_asked})


def with_elapsed(told: Heard, question: str, law: LawOfDay, cites: Sequence[Citation]) -> Heard:
    """The facts with whether a time that passed kept the duty that is meant, and its twins: day 27 is within 30 days.

    A time that may pass counts where leave is asked for, and the topic found, with its ``cites``, is on that duty.
    """
    own_duty = _meant(told, law, cites) if told.read else None
    if own_duty is None:
        return told
    prompt, passed = without_delay(question), elapsed_in(question)
    if prompt is not None and any(one.id == NO_DELAY for one in own_duty.done):
        told = replace(told, facts={**told.facts, f"{own_duty.id}.{NO_DELAY}": "yes" if prompt else "no"})
    if own_duty.who != "contractor" and _TOLD_US.search(question):
        return told  # the time that the contractor took
    if passed is None or (passed.waits and (told.asked.stance != "may" or own_duty.cite not in cites[:2])):
        return told
    events = {one.event for one in clocks_of_data(question, own_duty, law.duties.values())}
    alike = [one for one in law.duties.values() if one.who == own_duty.who and one.event in events]
    came = {
        f"{one.id}.in-time": is_within(passed, one.within)
        for one in alike
        if any(part.id == "in-time" for part in one.done)
    }
    if None in came.values():  # only the day itself can tell, whatever a reader makes of it
        return replace(told, facts={name: value for name, value in told.facts.items() if name not in came})
    counted = {name: "yes" if in_time else "no" for name, in_time in came.items()}
    return replace(told, facts={**told.facts, **counted}, counted=frozenset(counted))


def with_date(told: Heard, days: Sequence[EventDay], law: LawOfDay) -> Heard:
    """The facts with whether the one date that is named kept a yearly duty: August 28 is before September 1."""
    yearly = _meant(told, law) if told.read else None
    dates = [one.day.day for one in days if one.day.day]
    if yearly is None or yearly.within.unit != "by" or len(dates) != 1 or len(days) != 1:
        return told
    in_time = (dates[0].month, dates[0].day) <= (yearly.within.month, yearly.within.day)
    fact = f"{yearly.id}.in-time"
    return replace(told, facts={**told.facts, fact: "yes" if in_time else "no"}, counted=frozenset({fact}))


def _meant(told: Heard, law: LawOfDay, cites: Sequence[Citation] = ()) -> Duty | None:
    """The duty that is meant: the first at the topic's passage, else the first of all; None where there is none."""
    heard = [law.duties[id] for one in told.entries if (id := one.removeprefix("duty:")) in law.duties]
    return next((one for one in heard if one.cite in cites[:1]), next(iter(heard), None))


def is_within(passed: Elapsed, limit: Within) -> bool | None:
    """Whether a time is within a limit; None where only a calendar can tell, as for business days in calendar days."""
    if passed.more:
        ends = {is_within(replace(passed, days=passed.days + more, more=0), limit) for more in (0, passed.more)}
        return ends.pop() if len(ends) == 1 else None
    if limit.unit not in {"days", "business days"}:
        return None
    if passed.business is (limit.unit == "business days"):
        return passed.days <= limit.number
    if passed.business:
        least = passed.days // _WORKING * _WEEK + passed.days % _WORKING
        return False if least > limit.number else True if least + 2 + _HOLIDAYS <= limit.number else None
    working = passed.days // _WEEK * _WORKING + max(passed.days % _WEEK - (_WEEK - _WORKING), 0) - _HOLIDAYS
    return True if passed.days <= limit.number else False if working > limit.number else None
