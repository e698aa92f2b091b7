"""Questions that had no answer, and the topics that a district attaches to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Choice, Reply, Text
from handlers.dialogue.shorten import parted
from handlers.forms.privacy_guard import find_personal_data, mask
from handlers.forms.saving import change
from handlers.law import gap_words as wording_gaps
from handlers.law.choose import choose
from handlers.law.layout import offer
from handlers.understanding.fuzzy import same_text
from knowledge.model import Topic
from storage.port import Draft
from storage.records import Event, Gap, Record

KEPT = timedelta(days=90)


def send(rest: str, message: Message, desk: Desk) -> Reply:
    """``send-gap QUESTION``: the question, without the asker's name and what looks personal, for the privacy lead."""
    if not rest:
        raise Sorry(wording_gaps.WHAT)
    question = mask(rest, find_personal_data(rest))
    asked = desk.now.replace(hour=0, minute=0, second=0, microsecond=0)  # a day tells less about who asked

    def write(draft: Draft) -> Iterable[Record]:
        return [Gap(id=draft.new_id(Gap), question=question, asked=asked)]

    outcome = change("send-gap", replace(message, who=wording_gaps.SOMEBODY), desk, write)
    return Reply(
        title=wording_gaps.SENT,
        parts=(Text(wording_gaps.sent(question, outcome.event.made[0], masked=question != rest)),),
        tone="done",
    )


def listed(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``gaps``: what was sent, the oldest first; what is older than 90 days is erased on the way."""
    drop_old(desk)
    found = [gap for gap in desk.store.gaps() if not gap.topic]
    own = len(desk.store.gaps()) - len(found)
    shown = found[: wording_gaps.MOST_LISTED]
    return Reply(
        title=wording_gaps.count(len(found)),
        parts=(
            *((Bullets(tuple(wording_gaps.line(gap) for gap in shown)),) if shown else (Text(wording_gaps.NONE),)),
            Text(wording_gaps.own(own)),
        ),
        choices=tuple(Choice(gap.id, f"gap {gap.id}") for gap in shown[:10]),
    )


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``gap ID``: the question with the topics it may belong to."""
    gap = find(rest, desk)
    law = desk.law_of(message)
    chosen = choose(desk.rank(gap.question), law)
    near = (*((chosen.topic,) if chosen.topic else ()), *chosen.near)
    return Reply(
        title=gap.id,
        parts=(*map(Text, parted(gap.question)), Text(wording_gaps.PICK)),
        choices=tuple(replace(offer(topic), say=f"attach {gap.id} {topic.id}") for topic in near),
    )


def attach(rest: str, message: Message, desk: Desk) -> Reply:
    """``attach ID TOPIC``: from now on this district's question is answered by that topic, at once."""
    id, _, name = rest.partition(" ")
    gap, topic = find(id, desk), desk.law_of(message).topics.get(name.strip())
    if topic is None:
        raise Sorry(wording_gaps.no_topic(name))
    change("attach", message, desk, lambda _: [replace(gap, topic=topic.id)], gap)
    return Reply(
        title=wording_gaps.attached(gap.id, topic.title), parts=tuple(map(Text, parted(gap.question))), tone="done"
    )


def find(id: str, desk: Desk) -> Gap:
    """The gap with that id. Raises Sorry."""
    found = desk.store.gap(id.strip().upper())
    if found is None:
        raise Sorry(wording_gaps.none(id))
    return found


def own_topic(question: str, desk: Desk) -> Topic | None:
    """The topic that this district attached to the question, nearly word for word."""
    if desk.records is None:
        return None
    topics = desk.law.on(desk.today).topics
    alike = [gap for gap in desk.records.gaps() if gap.topic and same_text(gap.question, question)]
    return topics.get(alike[-1].topic) if alike else None


def drop_old(desk: Desk) -> None:
    """Erase what nobody attached for 90 days, from the history too."""
    for gap in desk.store.gaps():
        if not gap.topic and desk.now - gap.asked > KEPT:
            desk.store.erase(Event(who="clock", what="erase", when=desk.now, surface="clock"), gap.id)
