"""Answer a question, whatever it is about: what is looked up, what a topic answers, what only points elsewhere."""

from __future__ import annotations

from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.forms.privacy.guard import find_personal_data
from handlers.law import follow
from handlers.law.around import words
from handlers.law.around.lead import lead_note, privacy_lead
from handlers.law.around.looked_up import act, answer_look_up, passage, pointer
from handlers.law.around.named import other_law_named, unknown_law
from handlers.law.ask import Answered, clean
from handlers.law.following.before import NOTHING_BEFORE, Before
from handlers.understanding.courtesy.greetings import courtesy, without_greeting
from handlers.understanding.looked_up import Wanted, acts_in, look_up
from handlers.understanding.pins import pins_in
from handlers.understanding.spanish import in_english, is_spanish
from knowledge.model import Verdict

ANYBODY = frozenset({"name", "e-mail address", "phone number", "home address"})
"""Kinds of personal data that alone may be those of a firm or of staff; the others are a student's."""

_JOINS = re.compile(r"(?:(?:and|also|so|ok|but)\b[\s,]*)+(?=(?:what|who) )", re.IGNORECASE)
"""What joins a question to the one before, which is no part of what is looked up."""
_BIRTH = re.compile(r"\W*\b(?:born(?: on)?|d\.?o\.?b\.?|date of birth|birth ?da(?:te|y))\W*$", re.IGNORECASE)


def answer(message: Message, desk: Desk, before: Before = NOTHING_BEFORE) -> Answered:
    """As `ask.answer`, for every question; nothing of a student's data in it goes any further."""
    text = clean(message.text)
    text, kinds = without_personal_data(text)
    spanish = is_spanish(text)
    asked = replace(message, text=in_english(text) if spanish and not courtesy(text) else text)
    found = _found(asked, desk, before)
    unknown = unknown_law(text, desk.law) if found.answer and not found.courtesy else ""
    if unknown:
        found = replace(found, neutral=True)  # no Yes and no No where it may be about what nobody here has read
    notes = (
        *((words.unknown_law(unknown),) if unknown else ()),
        *((words.SPANISH,) if spanish else ()),
        *((words.names_student(kinds),) if kinds else ()),
        *lead_note(found, desk),
    )
    return replace(found, notes=notes) if notes else found


def without_personal_data(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without a student's data, and the kinds of data that it held; a name alone stays."""
    finds = find_personal_data(text)
    if all(find.kind in ANYBODY for find in finds):
        return text, ()
    for find in reversed(finds):
        before = _BIRTH.sub("", text[: find.start]) if find.kind == "birth date" else text[: find.start]
        text = f"{before}{'a student' if find.kind == 'name' else ''}{text[find.end :]}"
    return " ".join(text.split()), tuple(dict.fromkeys(find.kind for find in finds))


def _found(message: Message, desk: Desk, before: Before) -> Answered:
    question, law = without_greeting(message.text), desk.law_of(message)
    wanted = look_up(_JOINS.sub("", question))
    goes_on = bool(before.topic) and wanted is not None and wanted.wanted is Wanted.BARE
    looked = answer_look_up(wanted, message, desk) if wanted and not goes_on else None
    if looked and wanted and wanted.wanted is not Wanted.ABOUT:
        return looked
    if lead := privacy_lead(question, message, desk):
        return lead
    found = follow.answer(message, desk, before)
    if looked and wanted and not _tells_of(found, wanted.of):
        return looked
    if found.courtesy or not law.in_force:
        return found
    pins = tuple(pin for pin in pins_in(question) if law.passage(pin))
    if found.answer:
        return replace(found, pinned=pins) if pins else found
    return _elsewhere(found, pins, message, desk) or found


def _tells_of(found: Answered, name: str) -> bool:
    """Whether a topic answers that is named after what was asked."""
    meant = words.INITIALS.get(name.upper(), name).lower().removeprefix("the ").partition(",")[0]
    title = found.topic.title.lower() if found.topic and not found.asked_back else ""
    return bool(title) and (meant in title or name.lower() in title.split())


def _elsewhere(found: Answered, pins: tuple[object, ...], message: Message, desk: Desk) -> Answered | None:
    """What a question that the book does not answer points to: a passage, an act, another law."""
    law = desk.law_of(message)
    for pin in pins_in(message.text) if pins else ():
        if shown := passage(pin, message, desk):
            return shown
    for name in acts_in(message.text):
        if (shown := act(name, message, desk)) and shown.verdict is not Verdict.ABSTAIN:
            return shown
    other = other_law_named(message.text, law)
    return pointer(other, found.question, message, desk) if other else None
