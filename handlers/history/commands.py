"""How is a record corrected, withdrawn, erased, and its life told?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from handlers.breaches import commands as breach_commands
from handlers.breaches import form as breach_form
from handlers.breaches import words as breach_words
from handlers.contracts import commands as contract_commands
from handlers.contracts import file as contract_file
from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.deadlines.opening import open_deadlines
from handlers.deadlines.plan import PlannedDeadline, after_breach, after_contract
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.record_kinds import BREACH, kind_of
from handlers.dialogue.reply import Bullets, Choice, Field, Reply, Text
from handlers.forms import filled as forms
from handlers.forms.filled import Filled
from handlers.forms.saving import change
from handlers.forms.stale_check import doubt_if_stale, split_event_mark, with_event_mark
from handlers.forms.visible_fields import keep_known_visible
from handlers.history import words as history_words
from handlers.people import names
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Event, Record, Status


def correct(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct ID field: value``: the record as it should be; its open deadlines follow, the old ones stay told.

    ``correct ID field`` is the form with that field alone.
    """
    id, _, more = rest.partition(" ")
    old = _find(id, desk)
    if isinstance(old, Breach):
        return _correct_breach(old, more, message, desk)
    return _correct_contract(old, more, message, desk)


def _find(id: str, desk: Desk) -> Contract | Breach:
    """What can be corrected, withdrawn or erased. Raises Sorry."""
    if kind_of(id) is BREACH:
        return breach_commands.find_breach(id, desk)
    return contract_commands.find_contract(id, desk)


def _correct_contract(old: Contract, more: str, message: Message, desk: Desk) -> Reply:
    known = history_words.contract_values(old)
    shapes = keep_known_visible(contract_form.contract_fields(desk.law.on(desk.today)), known)
    (more, seen), title = split_event_mark(more), history_words.correct_title(old.id)
    some = forms.typed_field_names(more, shapes)
    say = f"correct {old.id} {', '.join(some)}".strip()
    values = dict(message.fields) or ({} if some else forms.typed_values(more, shapes))
    if not values:
        return with_event_mark(
            forms.blank_form(say, title, history_words.SAVE, forms.only_fields(some, shapes), known), seen, desk
        )
    filled = Filled(shapes, names.replace_me({**known, **values}, shapes, message), desk.today)
    doubt_if_stale(filled, seen, old.id, known, desk)
    new = contract_form.read_contract(filled, message, desk, old.owner)
    if new is None or not filled.ready:
        return with_event_mark(filled.again(say, title, history_words.SAVE, some), seen, desk)
    kept = contract_file.store_file(message, desk)
    saved = replace(new, id=old.id, file=kept.sha256 if kept else old.file, withdrawn=old.withdrawn, reason=old.reason)
    return _save(old, saved, after_contract(saved, desk.law, desk.calendar), [kept] if kept else [], message, desk)


def _correct_breach(old: Breach, more: str, message: Message, desk: Desk) -> Reply:
    known = history_words.breach_values(old)
    shapes = keep_known_visible(breach_form.breach_fields(), known)
    (more, seen), title = split_event_mark(more), history_words.correct_title(old.id)
    some = forms.typed_field_names(more, shapes)
    say = f"correct {old.id} {', '.join(some)}".strip()
    values = dict(message.fields) or ({} if some else forms.typed_values(more, shapes))
    if not values:
        return with_event_mark(
            forms.blank_form(say, title, history_words.SAVE, forms.only_fields(some, shapes), known), seen, desk
        )
    filled = Filled(shapes, names.replace_me({**known, **values}, shapes, message), desk.today)
    doubt_if_stale(filled, seen, old.id, known, desk)
    new, contract = breach_form.read_breach(filled, desk, old.owner)
    if not filled.ready:
        return with_event_mark(filled.again(say, title, history_words.SAVE, some), seen, desk)
    saved = replace(new, id=old.id, withdrawn=old.withdrawn, reason=old.reason)
    return _save(old, saved, after_breach(saved, contract, desk.law, desk.calendar), [], message, desk)


def _save(  # noqa: PLR0913, PLR0917 - the one place where a correction is written
    old: Contract | Breach,
    saved: Contract | Breach,
    promises: tuple[PlannedDeadline, ...],
    others: list[Record],
    message: Message,
    desk: Desk,
) -> Reply:
    if saved == old:
        raise Sorry(history_words.same(old.id))

    def write(draft: Draft) -> Iterable[Record]:
        return [saved, *others, *_follow(saved, () if saved.withdrawn else promises, draft, desk)]

    outcome = change("correct", message, desk, write, old)
    show: Callable[[str, Message, Desk], Reply] = (
        contract_commands.show if isinstance(saved, Contract) else breach_commands.show
    )
    shown = show(saved.id, message, desk)
    said = history_words.AGAIN if outcome.again else history_words.CORRECTED
    return replace(shown, parts=(Text(said), *shown.parts))


def _follow(
    saved: Contract | Breach, promises: tuple[PlannedDeadline, ...], draft: Draft, desk: Desk
) -> Iterable[Record]:
    """Deadlines after a correction: those whose dates still hold stay, as does what is done; others are withdrawn."""
    have = draft.deadlines(record=saved.id)
    standing = [d for d in have if d.status is not Status.WITHDRAWN]
    wanted = list(promises)
    for deadline in standing:
        same = next((p for p in wanted if _is(p, deadline)), None)
        if same:
            wanted.remove(same)
        elif deadline.status is Status.DONE:
            wanted = [p for p in wanted if p.duty != deadline.duty]
        else:
            yield replace(deadline, status=Status.WITHDRAWN, closed=desk.now, reason=history_words.MOVED)
    yield from open_deadlines(wanted, saved.id, saved.owner, draft, desk)


def _is(promise: PlannedDeadline, deadline: Deadline) -> bool:
    return (promise.duty, promise.safe, promise.last) == (deadline.duty, deadline.safe, deadline.last)


def withdraw(rest: str, message: Message, desk: Desk) -> Reply:
    """``withdraw ID REASON``: it stays on record, marked, and nothing is due any more."""
    id, _, reason = rest.partition(" ")
    old = _find(id, desk)
    if old.withdrawn:
        raise Sorry(history_words.gone(old.id))
    shape = (Field("reason", *history_words.REASON, required=True),)
    filled = Filled(shape, {"reason": reason, **message.fields})
    title = history_words.withdraw_title(old.id)
    if not filled.values["reason"] and not message.fields:
        return forms.blank_form(f"withdraw {old.id}", title, history_words.WITHDRAW, shape)
    said = filled.text("reason")
    filled.guard("reason")
    if not filled.ready:
        return filled.again(f"withdraw {old.id}", title, history_words.WITHDRAW)

    def write(draft: Draft) -> Iterable[Record]:
        open_ones = draft.deadlines(record=old.id, status=Status.OPEN)
        closed = [replace(d, status=Status.WITHDRAWN, closed=desk.now, reason=said) for d in open_ones]
        return [replace(old, withdrawn=desk.now, reason=said), *closed]

    change("withdraw", message, desk, write, old)
    return Reply(
        title=history_words.withdrawn(old.id),
        parts=(Text(history_words.STAYS),),
        choices=(Choice(contract_words.HISTORY, f"history {old.id}"),),
        tone="done",
    )


def erase(rest: str, message: Message, desk: Desk) -> Reply:
    """``erase ID``: gone for good, with all that follows from it, after a warning that has to be confirmed."""
    id = rest.partition(" ")[0].upper()
    old = _find(id, desk)
    shape = (Field("confirm", *history_words.CONFIRM, required=True, hint=history_words.confirm_hint(old.id)),)
    filled = Filled(shape, {"confirm": "", **message.fields})
    title, say = history_words.erase_title(old.id), f"erase {old.id}"
    if not message.fields:
        warned = forms.blank_form(say, title, history_words.ERASE, shape)
        return replace(warned, parts=(Text(history_words.RECORDS_LAW), *warned.parts), tone="sorry")
    if filled.text("confirm").upper() != old.id:
        filled.errors["confirm"] = history_words.confirm_hint(old.id)
        return filled.again(say, title, history_words.ERASE)
    event = Event(
        who=message.who or "somebody", what="erase", when=desk.now, surface=message.surface, request=message.request
    )
    result = desk.store.erase(event, old.id)
    if not result.again:
        desk.written.append(result.event)
    return Reply(title=history_words.erased(old.id), parts=(Text(history_words.DIGESTS_STAY),), tone="done")


def history(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``history ID``: a record's life in plain words, oldest first."""
    id = rest.strip().upper()
    events = desk.store.history(id)
    if not events:
        raise Sorry(history_words.no_history(rest))
    people = {one.id: one.name or one.id for one in desk.store.people()}
    lines = tuple(history_words.event(event, _verb(event.what, desk), people, desk.zone) for event in events)
    shown = lines[-history_words.MOST_EVENTS :]
    contract, breach = desk.store.contract(id), desk.store.breach(id)
    title = contract_words.title(contract) if contract else breach_words.title(breach) if breach else id
    return Reply(
        title=history_words.history_title(title),
        parts=(
            *((Text(history_words.earlier(len(lines) - len(shown))),) if len(lines) > len(shown) else ()),
            Bullets(shown),
        ),
    )


def _verb(what: str, desk: Desk) -> str:
    """What somebody did, by the command that the audit names; the clock's reminders are no command."""
    if what == "remind":
        return history_words.REMINDED
    spec = desk.commands.get(what)
    return spec.verb if spec and spec.verb else what
