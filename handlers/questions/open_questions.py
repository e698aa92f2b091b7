"""Finds the questions that wait for the privacy lead, who may answer them, and what is too old to be kept."""

from __future__ import annotations

import logging
from datetime import timedelta

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.people.access import Refused, is_lead, role_of
from handlers.people.chats import read_id
from handlers.people.names import all_names, display_name
from handlers.questions import words
from storage.port import ChangedOutsideError, ReadableStore
from storage.records import Event, Gap, Role
from storage.vault.sealed_questions import SealedQuestion

log = logging.getLogger("dpa")
KEPT = timedelta(days=words.DAYS_KEPT)
ANSWERING = frozenset({"answer", "attach"})
"""The commands that answer a question."""


def find(id: str, desk: Desk) -> Gap:
    """The question with that id. Raises Sorry."""
    found = desk.store.gap(id.strip().upper())
    if found is None:
        raise Sorry(words.none(id))
    return found


def text_of(gap: Gap, desk: Desk) -> str:
    """What was asked; empty where that is erased. What older versions stored stands in the record itself."""
    sealed = desk.sealed.get(gap.id) if desk.sealed and not gap.question else None
    return sealed.question if sealed else gap.question


def unanswered(desk: Desk) -> list[tuple[Gap, SealedQuestion]]:
    """The questions that wait for an answer, the oldest first. Raises StoreError."""
    old = [gap for gap in desk.store.gaps() if gap.question and not gap.topic]
    found = [(gap, SealedQuestion(id=gap.id, question=gap.question, asked=gap.asked)) for gap in old]
    for sealed in desk.sealed.all() if desk.sealed else ():
        gap = desk.store.gap(sealed.id)
        if gap and not sealed.answer:
            found.append((gap, sealed))
    return found


def answered_ones(who: str, desk: Desk) -> list[SealedQuestion]:
    """The questions of one person whose answer is still to be read. Raises StoreError."""
    return [one for one in desk.sealed.all() if one.who == who and one.answer] if desk.sealed else []


def last_answer(id: str, records: ReadableStore) -> Event | None:
    """The event by which a question was answered."""
    return next((event for event in reversed(records.history(id)) if event.what in ANSWERING), None)


def leads(desk: Desk) -> tuple[str, ...]:
    """Who answers: the privacy lead, or where none is set all with the role privacy."""
    lead = desk.store.setup().lead
    return (lead,) if lead else tuple(person.id for person in desk.store.people(Role.PRIVACY))


def may_answer(message: Message, desk: Desk) -> bool:
    """Whether the sender may answer questions: the privacy lead, and the privacy team."""
    return is_lead(message, desk) or role_of(message, desk).includes(Role.PRIVACY)


def reads(message: Message, desk: Desk) -> bool:
    """Whether the sender is among those to whom questions go: the privacy lead alone, or the team where none is set."""
    lead = desk.store.setup().lead
    if not lead:
        return may_answer(message, desk)
    known = not read_id(lead) and bool(message.who) and lead.casefold() in all_names(message.who, desk)
    return known or is_lead(message, desk)


def check_reads(id: str, message: Message, desk: Desk) -> None:
    """Raise Refused for all but those to whom a sealed question goes."""
    if desk.sealed and desk.sealed.get(id) and not reads(message, desk):
        raise Refused(words.not_yours(id, display_name(desk.store.setup().lead, desk)))


def name_of_asker(question: SealedQuestion, desk: Desk) -> str:
    """The asker's name, where they said that it may be told."""
    return display_name(question.who, desk) if question.named else ""


def drop_old(desk: Desk) -> None:
    """Erase what nobody answered for 30 days, and answers that nobody read; from the history too."""
    for question in desk.sealed.all() if desk.sealed else ():
        if desk.now - question.asked > KEPT:
            desk.questions.drop(question.id)
    for gap in desk.store.gaps():
        if not gap.topic and desk.now - gap.asked > KEPT:
            try:
                desk.store.erase(Event(who="clock", what="erase", when=desk.now, surface="clock"), gap.id)
            except ChangedOutsideError as changed:  # the other questions go all the same, and reminders after them
                log.warning("%s", changed)
