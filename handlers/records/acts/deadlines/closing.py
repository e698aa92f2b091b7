"""Prepares what closes a deadline or opens it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.rows import opened_by
from handlers.deadlines.display.status import subject
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.people.access import permit
from handlers.records.acts import days
from handlers.records.acts import words as act_words
from handlers.records.acts.deadlines import words
from handlers.records.acts.one_deadline import MOST, called_by, line_of, listed, none_fits, which_one
from handlers.records.acts.prepared import Prepared, choose, open_form, reply
from handlers.records.acts.which import duty_name, meant_deadlines
from handlers.understanding.requests.request import Request, Slots
from handlers.understanding.requests.values.days import DayOf, SaidDay
from storage.records import Deadline, Status

_PROVES: Mapping[DayOf, tuple[str, ...]] = {
    DayOf.TOLD: ("families",),
    DayOf.NOTICE: ("families",),  # in what is done, it is the district that told somebody
    DayOf.POSTED: ("posting", "website"),
}


def done(request: Request, message: Message, desk: Desk) -> Reply:
    """The deadlines that are told as done, each with its proof and a button."""
    slots, every = request.slots, meant_deadlines(request.slots, desk)
    found = _proved(every, slots)
    if not every:
        return none_fits(slots, "done", desk)
    if not found:
        other = _proved(desk.store.deadlines(status=Status.OPEN), slots)
        return which_one("done", other, desk) if other else none_fits(slots, "done", desk)
    if len(found) == 1:
        return reply(_done(found[0], slots, message, desk))
    named = bool(slots.ids or slots.records)
    apart = {(one.duty, subject(one, desk) if named else "") for one in found}
    by_id = any(id.startswith("D-") for id in slots.ids)
    if not by_id and (len(apart) < len(found) or not (slots.duties or slots.ids)):
        return which_one("done", found, desk)
    own = _own_slots(found, slots, desk)
    return _several([_done(one, own[one.id], message, desk) for one in found[:MOST]], found[:MOST], desk)


def _proved(found: Sequence[Deadline], slots: Slots) -> list[Deadline]:
    """Those for which what happened on the day that was said is a proof: that somebody was told, or it was posted."""
    names = {name for role, names in _PROVES.items() if days.of(slots, role) for name in names}
    return [one for one in found if duty_name(one) in names] if names and not slots.duties else [*found]


def _own_slots(found: Sequence[Deadline], slots: Slots, desk: Desk) -> Mapping[str, Slots]:
    """What was said for each: of several links the one with its vendor's name, else the one at its place."""
    if len(slots.links) < 2:
        return dict.fromkeys((one.id for one in found), slots)
    own: dict[str, Slots] = {}
    for place, one in enumerate(found):
        first = subject(one, desk).casefold().split(maxsplit=1)[:1]
        named = tuple(link for link in slots.links if first and first[0].strip(",") in link.casefold())
        own[one.id] = replace(slots, links=(named or slots.links[place : place + 1])[:1])
    return own


def _done(deadline: Deadline, slots: Slots, message: Message, desk: Desk) -> Prepared:
    permit(desk.commands["done"], deadline.id, message, desk)
    said = _day_of_proof(deadline, slots)
    wrong = tuple(days.problems(slots, desk.today))
    proof = "" if wrong and not slots.links else _proof(deadline, said, slots)
    form = open_form("done", deadline.id, {"proof": proof}, message, desk)
    in_time = (words.timely(said.day, deadline.safe, deadline.last_day),) if said and said.day and proof else ()
    ask = () if proof else (act_words.ADD_ADDRESS if _is_posting(deadline) else act_words.ADD_PROOF,)
    return Prepared(
        title=words.done_title([called_by(deadline, desk)]),
        form=form,
        say=f"done {deadline.id} {proof}" if proof and not wrong else "",
        button=act_words.mark(deadline.id),
        understood=(line_of(deadline, desk), *((Text(f"{deadline_words.PROOF[0]}: {proof}"),) if proof else ())),
        notes=(*in_time, *ask, *wrong),
    )


def _day_of_proof(deadline: Deadline, slots: Slots) -> SaidDay | None:
    """The day on which that very duty was done."""
    told, posted = (DayOf.TOLD, DayOf.NOTICE, DayOf.OTHER), (DayOf.POSTED, DayOf.OTHER)
    if _is_posting(deadline) and days.of(slots, *posted) is None and len(slots.duties) == 1:
        return days.of(slots, DayOf.TOLD)
    found = days.of(slots, *(posted if _is_posting(deadline) else told))
    only = slots.said_days[0] if len(slots.said_days) == 1 and len(slots.duties) < 2 else None
    return found or (only if only and only.role is not DayOf.EXPIRES else None)


def _is_posting(deadline: Deadline) -> bool:
    return duty_name(deadline) in {"posting", "website"}


def _proof(deadline: Deadline, said: SaidDay | None, slots: Slots) -> str:
    """The link, and in words what was done when."""
    what = (
        deadline_words.POSTED_ON
        if _is_posting(deadline)
        else deadline_words.TOLD_ON
        if duty_name(deadline) == "families"
        else deadline_words.DONE_ON
    )
    told = deadline_words.proof_of(what, said.day.isoformat(), said.time) if said and said.day else ""
    links = slots.links if _is_posting(deadline) or len(slots.duties) < 2 else ()
    return ", ".join(piece for piece in (*links[:1], slots.value, told) if piece)


def _several(prepared: Sequence[Prepared], found: Sequence[Deadline], desk: Desk) -> Reply:
    """Each with its own button; what lacks its proof opens its form."""
    choices = [
        Choice(
            short(words.mark_with(one.id, deadline_words.duty_title(one, desk.law), ready=bool(act.say)), 75),
            act.say or f"done {one.id}",
        )
        for one, act in zip(found, prepared, strict=True)
    ]
    parts = tuple(part for act in prepared for part in (*act.understood, *(Text(note) for note in act.notes)))
    return Reply(
        title=short(words.done_title([one.id for one in found])),
        parts=(*parts, Text(act_words.waits(pressed=False, form=False))),
        choices=tuple(choices),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def undo(request: Request, message: Message, desk: Desk) -> Reply:
    """The closed deadline that is to be reopened; where none was named, the sender's last change."""
    slots = request.slots
    if not (slots.ids or slots.records or slots.duties or slots.vendor):
        return desk.commands["undo"].run("", message, desk)
    closed = sorted(
        meant_deadlines(slots, desk, (Status.DONE,)), key=lambda one: one.closed or one.opened, reverse=True
    )
    if not closed:
        still = meant_deadlines(slots, desk) if slots.ids or slots.records else ()
        if len(still) == 1:
            return desk.commands["undo"].run(still[0].id, message, desk)
        if still:
            return choose(act_words.still_open(still[0].id), [], [opened_by(one, desk) for one in still[:MOST]])
        return choose(act_words.which_title("is to be reopened"), [act_words.NOTHING_KNOWN], [])
    if len(closed) > 1:
        buttons = [Choice(f"{act_words.undo_button(one.id)}: {subject(one, desk)}", f"undo {one.id}") for one in closed]
        return listed(act_words.which_title("is to be reopened"), closed, buttons, desk)
    one = closed[0]
    permit(desk.commands["undo"], one.id, message, desk)
    return reply(
        Prepared(
            title=words.undo_title(called_by(one, desk)),
            say=f"undo {one.id}",
            button=act_words.undo_button(one.id),
            understood=(line_of(one, desk),),
            notes=(words.undo_says(one.proof),),
        ),
    )
