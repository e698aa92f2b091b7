"""Lays out the answer to a question as a reply, and as the JSON of ``dpa ask --json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any, Literal

from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import LONGEST_LABEL, Bullets, Choice, Cite, LawAnswer, Part, Reply, Text
from handlers.dialogue.text import plain
from handlers.law import words as law_words
from handlers.law.ask import LONGEST_SENT, Answered, lead_of, send_to_lead, whom_to_ask, with_send
from handlers.law.dates import words as date_words
from handlers.law.dates.timing import Reckoned
from handlers.law.decided.plan import AnswerPlan, Decided
from handlers.law.decided.plan_layout import WHY, Weighed, beside, lead_in, more_parts, plan_parts
from handlers.law.decided.plan_layout import choices as turned
from handlers.law.decided.plan_words import joined, trimmed
from handlers.law.verdict_label import opens_with, permits, tone
from handlers.understanding.asked.stance import AskedAs
from knowledge.citation import Citation, Fact, Tag
from knowledge.law import EXECUTED, PROVISIONS, LawOfDay, tag_of
from knowledge.model import Checklist, Topic, Verdict

_OPENS = re.compile(r"(yes|no)(?:[.,:;!]| [–—-]|$)|it (depends)\b", re.IGNORECASE)
"""With the punctuation behind it: "No vendor has to" does not answer a yes-or-no question."""


def law_answer(found: Answered, text: str) -> LawAnswer:
    """The answer as data: its verdict, cites and topics; ``text`` is what a person reads of it."""
    topics = ((found.topic,) if found.topic else ()) + found.near
    return LawAnswer(
        verdict=_verdict(found).value,
        citations=tuple(str(cite) for cite in found.citations),
        topics=tuple(topic.id for topic in topics),
        opens=opens(text),
    )


def _verdict(found: Answered) -> Verdict:
    """The verdict; where it is asked whether one may do without what a told case needs, that this is prohibited."""
    ruled = found.decided
    if ruled and ruled.ruling and ruled.heard.asked.stance == "skip" and found.verdict is Verdict.REQUIRED:
        return Verdict.PROHIBITED
    return found.verdict


def opens(text: str) -> Literal["yes", "no", "depends"] | None:
    """Whether a text opens with yes, no or it depends."""
    match = _OPENS.match(text)
    if match is None:
        return None
    return "depends" if match[2] else "yes" if match[1].lower() == "yes" else "no"


MOST_FACTS = 6
_ASKED_WHAT = re.compile(r"What (?:is|are|was) (?!there\b)([^?]+)\?")
"""A title that only names what it is about: "What is the Connecticut Pledge?"."""


def reply(found: Answered, desk: Desk) -> Reply:
    """The answer first, then the cites, how far it was checked, and what to do next."""
    worded = found.reply or _worded(found, desk)
    return with_send(replace(worded, parts=(*worded.parts, *map(Text, found.notes))), found.question)


def _worded(found: Answered, desk: Desk) -> Reply:
    if found.courtesy:
        says = law_words.says(found.courtesy, lead_of(desk))
        return Reply(title=law_words.TITLES[found.courtesy], parts=tuple(map(Text, says)))
    if found.answer is None or found.topic is None:
        return _not_in_the_book(found, desk)
    return Reply(
        title=heading(found, desk),
        parts=(*_answer(found, desk, folds=_folds(found, desk)), *_second(found, desk), *_near(found)),
        choices=tuple(_next(found, desk)),
        tone=tone(found),
        as_of=found.day if found.day != desk.today else None,
        asks=found.asks,
        footer=_footer(found, desk),
    )


def as_json(found: Answered, desk: Desk) -> dict[str, Any]:
    """The fields of ``dpa ask --json``; ``text`` is what a person reads."""
    text = plain(reply(found, desk), headed=False)
    return {
        **asdict(law_answer(found, text)),
        "text": text,
        "score": round(found.score, 4),
        "asked_back": found.asks,
        **_asked(found),
        "trace": _trace(found, desk),
    }


def _trace(found: Answered, desk: Desk) -> dict[str, Any]:
    """By what it was decided: the entry, the clocks counted, the day of the law and the edition of its files."""
    edition = desk.law.edition
    return {
        "entry": found.decided.about or None if found.decided else None,
        "clocks": [_clock(one) for one in found.reckoned],
        "law_of": found.day.isoformat(),
        "edition": {"version": edition.version, "date": edition.date.isoformat(), "own": edition.copied}
        if edition
        else None,
    }


def _asked(found: Answered) -> dict[str, Any]:
    """How it opens for the question as asked, what kind of question that is, and the facts it tells."""
    ruled = found.decided
    if ruled is None:
        return {"opens": None, "stance": None, "facts": {}, "plan": None}
    opens = opens_with(found)
    return {
        "opens": None if opens == "none" else opens,
        "stance": ruled.heard.asked.stance,
        "facts": dict(ruled.facts),
        "plan": _plan(found.plan) if found.plan else None,
    }


def _clock(one: Reckoned) -> dict[str, str | None]:
    """A duty that was counted, from when, and its dates."""
    safe, last = one.due.safe, one.due.last
    return {
        "duty": one.duty.id,
        "from": one.event.isoformat(),
        "safe": safe.isoformat() if safe else None,
        "last": last.isoformat() if last else None,
    }


def _plan(plan: AnswerPlan) -> dict[str, Any]:
    """The plan as data: what is said, in its parts."""
    return {
        "opener": None if plan.opens == "none" else plan.opens,
        "outcome": plan.outcome or None,
        "rule": plan.rule.says if plan.rule else None,
        "because": [{"element": one.element, "so": one.so, "says": one.says} for one in plan.because],
        "turns": [{"element": one.element, "so": one.so, "ask": one.ask} for one in plan.turns],
        "next": plan.next or None,
        "cites": [str(cite) for cite in plan.cites],
    }


def heading(found: Answered, desk: Desk) -> str:
    """What it is about, as a noun: never another question above the answer to a question."""
    assert found.topic
    assert found.answer
    law = desk.law.on(found.day)
    if found.plan and (planned := law.passage(found.plan.cites[0])):
        return planned.title
    passage = law.passage(found.answer.cites[0])
    asks = found.topic.title.endswith("?") and not found.product and found.question
    if asks and (match := _ASKED_WHAT.fullmatch(found.topic.title)):
        return match[1][:1].upper() + match[1][1:]
    return found.topic.heading or passage.title if asks and passage else found.topic.title


def _folds(found: Answered, desk: Desk) -> bool:
    """Whether the explanation goes behind a button, which shows the topic as it is today."""
    assert found.answer
    if found.plan:
        return bool(found.question and any(more_parts(found.plan)))
    shows_all = found.again or found.also or not (found.question or found.decided) or found.day != desk.today
    return bool(found.answer.more or (_only_counts(found) and found.answer.answer[1:])) and not shows_all


def _only_counts(found: Answered) -> bool:
    """Whether dates were counted for what is still to be done, so that they say most of it.

    A Yes, a No or an It depends keeps all its conditions.
    """
    pending = bool(found.reckoned) and not any(one.acted for one in found.reckoned)
    return pending and opens_with(found) == "none"


def _answer(found: Answered, desk: Desk, *, folds: bool = False) -> Iterator[Part]:
    assert found.answer
    yield from (Text(date_words.counted_from(one, desk.today, late=found.asks_late)) for one in found.reckoned)
    if found.lead:
        yield Text(found.lead)
    if found.again:
        yield Text(law_words.AGAIN)
    if found.plan and found.decided:
        yield from _planned(found, found.plan, found.decided, desk, folds=folds)
        return
    first, *others = (fact.says for fact in _said(found))
    more = [fact.says for fact in found.answer.more]
    if found.reckoned:
        more = []  # the count says how days are counted
    if folds and _only_counts(found):
        others, more = [], [*others, *more]
    first = _opening(found, first)
    yield from _listed((first, *others) if folds else (first, *others, *more))
    if folds and more:
        yield Text(" ".join(more), more=True)
    if found.unclear:
        yield Text(date_words.which_day(found.unclear))
    if found.again:
        yield from _passage(found, desk.law.on(found.day))
    if found.product:
        yield whom_to_ask(desk)
    yield from cites(tuple(dict.fromkeys((*found.pinned, *found.answer.cites))), desk.law.on(found.day))


def _planned(found: Answered, plan: AnswerPlan, ruled: Decided, desk: Desk, *, folds: bool) -> Iterator[Part]:
    """The plan in words, behind a button its rest where ``folds``; then the day to ask for, and the cites."""
    law = desk.law.on(found.day)
    kinds = [fact for kind in found.kinds for fact in kind.says]
    yield from plan_parts(plan, ruled, law, kinds, neutral=found.neutral)
    for more in more_parts(plan):
        yield Text(more, more=folds)
    if found.unclear:
        yield Text(date_words.which_day(found.unclear))
    yield from cites(tuple(dict.fromkeys((*found.pinned, *plan.cites, *_own(found)))), law)


def _own(found: Answered) -> tuple[Citation, ...]:
    """Where the topic that was found stands in the law."""
    assert found.answer
    return found.answer.cites[:1]


def _opening(found: Answered, first: str) -> str:
    """The topic's first sentence, as it answers the question as it was asked."""
    ruled = found.decided
    unsaid = found.neutral or found.asked_back or permits(found)
    if unsaid or (found.question and ruled and ruled.opens == "none"):
        return trimmed(first)
    if ruled is None or ruled.stored:
        return first
    return joined(lead_in(ruled), trimmed(first))


def _listed(said: Iterable[str]) -> Iterator[Part]:
    """The sentences as paragraphs, and as a list those that begin with its number or letter."""
    for is_list, some in groupby(filter(None, said), lambda one: one.startswith("(")):
        items = tuple(some)
        yield Bullets(items) if is_list else Text(" ".join(items))


def _passage(found: Answered, law: LawOfDay) -> Iterator[Part]:
    """What the passage itself says, where the same answer comes again."""
    assert found.answer
    passages = [one for cite in found.answer.cites[:2] if (one := law.passage(cite))]
    facts = tuple(fact.says for one in passages for fact in one.says)[:MOST_FACTS]
    if facts:
        yield Text(law_words.PASSAGE, heads=True)
        yield Bullets(facts)


def _said(found: Answered) -> tuple[Fact, ...]:
    """The answer; after its first sentences, the kinds of data in question that the law's list names."""
    assert found.answer
    first, *more = found.answer.answer
    return (first, *(fact for kind in found.kinds for fact in kind.says), *more)


def _second(found: Answered, desk: Desk) -> Iterator[Part]:
    """The answer to the second question of the message."""
    if found.also and found.also.topic:
        yield Text(law_words.second(title=found.also.topic.title))
        yield from _answer(found.also, desk)


def _near(found: Answered) -> Iterator[Part]:
    """The other topics that may be meant, each with its cite, where that is not sure."""
    if found.near and found.asked_back:
        yield Text(law_words.ASK_BACK)
        yield Bullets(tuple(_named(topic, found) for topic in found.near))


def _named(topic: Topic, found: Answered) -> str:
    answer = topic.on(found.day)
    return f"{topic.title} ({law_words.pin(answer.cites[0])})" if answer else topic.title


def _footer(found: Answered, desk: Desk) -> str:
    """How far checked, the day it speaks for, and that it is no legal advice."""
    assert found.topic
    reviewed = found.topic.reviewed
    how = law_words.reviewed(by=reviewed) if reviewed else law_words.checked(tag(found, desk))
    return f"{how} {law_words.speaks_for(found.day, desk.today)} {wording.NOT_ADVICE}"


def tag(found: Answered, desk: Desk) -> Tag:
    """How far the least checked statement of an answer was checked."""
    answers = [one for one in (found, found.also) if one and one.answer]
    facts = [fact for one in answers for fact in _leaned_on(one)]
    if found.decided:
        facts += beside(found.decided, desk.law.on(found.day))
    return tag_of(facts)


def _leaned_on(found: Answered) -> tuple[Fact, ...]:
    """The statements of the law that the answer gives."""
    if found.plan:
        return (*found.plan.facts, *(fact for kind in found.kinds for fact in kind.says))
    return (*_said(found), *(found.answer.more if found.answer else ()))


def cites(pins: tuple[Citation, ...], law: LawOfDay) -> Iterator[Part]:
    """The pins with their official links."""
    for pin in pins:
        passage = law.passage(pin)
        yield Cite(law_words.pin(pin), pin.link or (passage.link if passage else ""))


def _define_or_log(found: Answered, desk: Desk) -> Iterator[Choice]:
    """The definition of a word that the answer leans on; the form, where the answer is about contracts."""
    assert found.answer
    terms = {term.cite: term.id for term in desk.law.on(found.day).terms.values()}
    if word := next((terms[cite] for cite in found.answer.cites if cite in terms), ""):
        yield Choice(law_words.define(word=word), f"define {word}", aside=True)
    contracts = (desk.law.named(Checklist, PROVISIONS, found.day), desk.law.clock(EXECUTED, found.day))
    if any(found.answer.cites[0].within(entry.cite) for entry in contracts):
        yield Choice(law_words.LOG_A_CONTRACT, "log-contract", aside=True)


def _next(found: Answered, desk: Desk) -> Iterator[Choice]:
    assert found.answer
    assert found.topic
    if found.unclear:
        event = found.unclear.duty.event
        yield from (Choice(date_words.it_was(day), f"due {event} {day.isoformat()}") for day in found.unclear.days)
    if found.asked_back:
        yield from (offer(topic) for topic in found.near)
        yield Choice(law_words.SHOW_RULE, f"rule {found.answer.cites[0]}")
        yield from send_to_lead(found.question)
        return
    pin = found.answer.cites[0]
    if found.plan and found.decided:
        yield from turned(found.plan, found.decided, _state(found, desk), desk.law.on(found.day))
        pin = found.plan.cites[0] if found.plan.cites else pin
    yield Choice(law_words.SHOW_RULE, f"rule {pin}")
    if _folds(found, desk):
        yield Choice(law_words.WHAT_NEXT if found.plan else law_words.MORE, _whole(found, desk))
    if found.product:
        yield Choice(law_words.operator_test(name=found.product), f"operator {found.product}")
        return
    yield from _define_or_log(found, desk)
    if test := desk.law.on(found.day).test_at(found.answer.cites[0]):
        yield Choice(law_words.STEP_BY_STEP, f"check {test.id}", aside=True)
    state = _state(found, desk)
    yield Choice(law_words.WHY, (state if found.plan else replace(state, about="")).said_by(WHY), aside=True)
    if found.again:
        yield from send_to_lead(found.question)
    if found.question:
        asked = f" | {found.question}" if len(found.question) <= LONGEST_SENT else ""
        nearest = " ".join(["nearest", *(topic.id for topic in found.near)])
        yield Choice(law_words.NOT_WHAT_I_ASKED, nearest + asked, aside=True)


def _whole(found: Answered, desk: Desk) -> str:
    """The command that shows the answer with all that stands behind it."""
    assert found.topic
    if found.plan is None or found.decided is None or found.decided.ruling is None:
        return f"topic {found.topic.id}"
    return _state(found, desk).say


def _state(found: Answered, desk: Desk) -> Weighed:
    """What a button needs to ask the same again, by the law of the same day."""
    assert found.topic
    past, ruled = found.day if found.day != desk.today else None, found.decided
    if ruled is None:
        return Weighed(found.topic.id, "", AskedAs("what", ""), {}, past)
    return Weighed(found.topic.id, ruled.about, ruled.heard.asked, ruled.facts, past)


def offer(topic: Topic) -> Choice:
    """A topic as a button."""
    return Choice(topic.title[:LONGEST_LABEL], f"topic {topic.id}")


def offers(topics: tuple[Topic, ...], question: str, desk: Desk) -> Reply:
    """The nearest topics as buttons, and one that sends the question to the privacy lead."""
    listing = Reply(
        title=law_words.NEAREST_TITLE,
        parts=(Text(law_words.NEAREST if topics else law_words.NONE_NEAR), whom_to_ask(desk)),
        choices=tuple(offer(topic) for topic in topics),
        tone="unknown",
        asks=True,
    )
    return with_send(listing, question)


def _declines(found: Answered, desk: Desk) -> Iterator[Part]:
    """That there is no answer; near a topic of the book, whom to ask, too."""
    yield Text(law_words.NOT_IN_BOOK if found.near else law_words.OUTSIDE)
    if found.near:
        yield whom_to_ask(desk)


def _not_in_the_book(found: Answered, desk: Desk) -> Reply:
    if not desk.law.on(found.day).in_force:
        return Reply(title=law_words.NO_LAW_TITLE, parts=(Text(law_words.NO_LAW_YET),), tone="plain", as_of=found.day)
    nearest: tuple[Part, ...] = ()
    if found.near:
        nearest = (Text(law_words.NEAREST), Bullets(tuple(topic.title for topic in found.near)))
    return Reply(
        title=law_words.NOT_IN_BOOK_TITLE,
        parts=(*_declines(found, desk), *nearest),
        choices=tuple(offer(topic) for topic in found.near) or tuple(send_to_lead(found.question)),
        tone="unknown",
        as_of=found.day if found.day != desk.today else None,
        footer=wording.NOT_ADVICE,
    )
