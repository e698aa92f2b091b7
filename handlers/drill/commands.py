"""The drill, step by step: begins it, gives the real commands on its own desk, goes on a day, debriefs and ends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handlers.deadlines.words import duty_title
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Part, Quote, Reply, Text
from handlers.drill import words
from handlers.drill.debrief import debrief, open_duties
from handlers.drill.marking import INNER, marked
from handlers.drill.running import FOUND, Drill, begin, end, running
from handlers.forms import words as form_words
from handlers.forms.preview import unchanged
from storage.records import Deadline

NEXT, DEBRIEF, STOP = "next", "debrief", "stop"
OWN = (NEXT, DEBRIEF, STOP)
MOST_DUTIES = 2


def drill(rest: str, message: Message, desk: Desk) -> Reply:
    """``drill``: begins one, or shows where it stands; ``drill COMMAND``: the command, in the drill. Raises Sorry."""
    said = rest.strip()
    name, _, more = said.partition(" ")
    if message.look and name not in INNER:
        raise Sorry(form_words.ONLY_LOOKED)
    now = running(message, desk)
    if now is None:
        return _without(said, message, desk)
    if name in INNER:
        return _inner(name, more.strip(), now, message, desk)
    if name == STOP:
        end(message, desk)
        return Reply(title=words.title(words.STOPPED), parts=(Text(words.NOTHING_KEPT),), tone="done")
    if name == DEBRIEF:
        told = debrief(now.desk(desk))
        end(message, desk)
        return told
    if name == NEXT:
        now.next_morning(desk)
    return _standing(now, desk)


def _without(said: str, message: Message, desk: Desk) -> Reply:
    """Begins one; what belongs to a drill that is over says so plainly."""
    if said:
        again = Choice(words.AGAIN, "drill", primary=True)
        return Reply(title=words.title(words.NONE), parts=(Text(words.ENDED),), choices=(again,), tone="plain")
    return _standing(begin(message, desk), desk, Text(words.INTRO))


def _standing(now: Drill, desk: Desk, *before: Part) -> Reply:
    """The e-mail and what to do about it, or what is left to do."""
    own = now.desk(desk)
    known = bool(own.store.breaches())
    said: tuple[Part, ...] = (Text(words.LEFT if open_duties(own) else words.ALL_DONE),) if known else tuple(_email())
    reply = Reply(title=words.STANDING if known else words.EMAIL_TITLE, parts=(*before, *said), tone="due")
    return marked(reply, Text(words.clock(own.now)), _next(own))


def _email() -> Iterator[Part]:
    yield Quote(words.email(FOUND))
    yield Text(words.WHAT_NOW)


def _inner(name: str, more: str, now: Drill, message: Message, desk: Desk) -> Reply:
    own = now.desk(desk)
    if message.look:
        own = replace(own, records=unchanged(now.store))
    said = replace(message, text=f"{name} {more}".strip(), parsed=None)
    try:
        reply = desk.commands[name].run(more, said, own)
    except Sorry as sorry:
        raise Sorry(words.in_drill(str(sorry))) from None
    own = now.desk(desk)
    left = () if reply.form else (Text(words.LEFT if open_duties(own) else words.ALL_DONE, heads=True),)
    shown = left if own.store.breaches() else ()
    return marked(reply, Text(words.clock(own.now)), () if reply.form else _next(own), shown)


def _next(own: Desk) -> tuple[Choice, ...]:
    """What can be done next in the drill; the one that it wants first is primary."""
    breaches, duties = own.store.breaches(), open_duties(own)
    if not breaches:
        first = [Choice(words.LOG, "drill log-breach contract: C-1", primary=True)]
    elif duties:
        notice = Choice(words.NOTICE, f"drill notice breach {breaches[0].id}")
        first = [notice, *(_done(one, own) for one in duties[:MOST_DUTIES])]
    else:
        first = []
    last = Choice(words.SEE_DEBRIEF, f"drill {DEBRIEF}", primary=not first)
    return (*first, Choice(words.WAIT, f"drill {NEXT}"), last, Choice(words.STOP, f"drill {STOP}", aside=True))


def _done(deadline: Deadline, own: Desk) -> Choice:
    return Choice(words.done(duty_title(deadline, own.law))[:LONGEST_LABEL], f"drill done {deadline.id}")
