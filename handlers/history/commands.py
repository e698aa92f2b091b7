"""How is a record corrected, withdrawn, erased, and its life told?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from handlers.breaches import commands as breaches
from handlers.breaches import form as breach_form
from handlers.breaches import words as wording_breaches
from handlers.contracts import commands as contracts
from handlers.contracts import file as contract_file
from handlers.contracts import form as contract_form
from handlers.contracts import words as wording_contracts
from handlers.deadlines.opening import opened
from handlers.deadlines.plan import Promise, after_breach, after_contract
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Bullets, Choice, Field, Reply, Text
from handlers.forms import filled as forms
from handlers.forms.filled import Filled
from handlers.forms.saving import change
from handlers.forms.stale_check import compare, marked, without_mark
from handlers.forms.visible_fields import always
from handlers.history import words as wording_edits
from handlers.people import names
from storage.port import Draft
from storage.records import Breach, Contract, Deadline, Event, Record, Status


def correct(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct ID field: value``: the record as it should be; its open deadlines follow, the old ones stay told.

    ``correct ID field`` is the form with that field alone.
    """
    id, _, more = rest.partition(" ")
    if id.upper().startswith("B-"):
        return _correct_breach(breaches.find(id, desk), more, message, desk)
    return _correct_contract(contracts.find(id, desk), more, message, desk)


def _correct_contract(old: Contract, more: str, message: Message, desk: Desk) -> Reply:
    known = wording_edits.contract_values(old)
    shapes = always(contract_form.fields(desk), known)
    (more, seen), title = without_mark(more), wording_edits.correct_title(old.id)
    some = forms.named(more, shapes)
    say = f"correct {old.id} {', '.join(some)}".strip()
    values = dict(message.fields) or ({} if some else forms.typed(more, shapes))
    if not values:
        return marked(forms.blank(say, title, wording_edits.SAVE, forms.only(some, shapes), known), seen, desk)
    filled = Filled(shapes, names.meant({**known, **values}, shapes, message), desk.today)
    compare(filled, seen, old.id, known, desk)
    new = contract_form.read(filled, message, desk, old.owner)
    if new is None or not filled.ready:
        return marked(filled.again(say, title, wording_edits.SAVE, some), seen, desk)
    kept = contract_file.keep(message, desk)
    saved = replace(new, id=old.id, file=kept.sha256 if kept else old.file, withdrawn=old.withdrawn, reason=old.reason)
    return _save(old, saved, after_contract(saved, desk.law, desk.calendar), [kept] if kept else [], message, desk)


def _correct_breach(old: Breach, more: str, message: Message, desk: Desk) -> Reply:
    known = wording_edits.breach_values(old)
    shapes = always(breach_form.fields(desk), known)
    (more, seen), title = without_mark(more), wording_edits.correct_title(old.id)
    some = forms.named(more, shapes)
    say = f"correct {old.id} {', '.join(some)}".strip()
    values = dict(message.fields) or ({} if some else forms.typed(more, shapes))
    if not values:
        return marked(forms.blank(say, title, wording_edits.SAVE, forms.only(some, shapes), known), seen, desk)
    filled = Filled(shapes, names.meant({**known, **values}, shapes, message), desk.today)
    compare(filled, seen, old.id, known, desk)
    new, contract = breach_form.read(filled, desk, old.owner)
    if not filled.ready:
        return marked(filled.again(say, title, wording_edits.SAVE, some), seen, desk)
    saved = replace(new, id=old.id, withdrawn=old.withdrawn, reason=old.reason)
    return _save(old, saved, after_breach(saved, contract, desk.law, desk.calendar), [], message, desk)


def _save(  # noqa: PLR0913, PLR0917 - the one place where a correction is written
    old: Contract | Breach,
    saved: Contract | Breach,
    promises: tuple[Promise, ...],
    others: list[Record],
    message: Message,
    desk: Desk,
) -> Reply:
    if saved == old:
        raise Sorry(wording_edits.same(old.id))

    def write(draft: Draft) -> Iterable[Record]:
        return [saved, *others, *_follow(saved, () if saved.withdrawn else promises, draft, desk)]

    outcome = change("correct", message, desk, write, old)
    show: Callable[[str, Message, Desk], Reply] = contracts.show if isinstance(saved, Contract) else breaches.show
    shown = show(saved.id, message, desk)
    said = wording_edits.AGAIN if outcome.again else wording_edits.CORRECTED
    return replace(shown, parts=(Text(said), *shown.parts))


def _follow(saved: Contract | Breach, promises: tuple[Promise, ...], draft: Draft, desk: Desk) -> Iterable[Record]:
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
            yield replace(deadline, status=Status.WITHDRAWN, closed=desk.now, reason=wording_edits.MOVED)
    yield from opened(wanted, saved.id, saved.owner, draft, desk)


def _is(promise: Promise, deadline: Deadline) -> bool:
    return (promise.duty, promise.safe, promise.last) == (deadline.duty, deadline.safe, deadline.last)


def withdraw(rest: str, message: Message, desk: Desk) -> Reply:
    """``withdraw ID REASON``: it stays on record, marked, and nothing is due any more."""
    id, _, reason = rest.partition(" ")
    old: Contract | Breach = breaches.find(id, desk) if id.upper().startswith("B-") else contracts.find(id, desk)
    if old.withdrawn:
        raise Sorry(wording_edits.gone(old.id))
    shape = (Field("reason", *wording_edits.REASON, required=True),)
    filled = Filled(shape, {"reason": reason, **message.fields})
    title = wording_edits.withdraw_title(old.id)
    if not filled.values["reason"] and not message.fields:
        return forms.blank(f"withdraw {old.id}", title, wording_edits.WITHDRAW, shape)
    said = filled.text("reason")
    filled.guard("reason")
    if not filled.ready:
        return filled.again(f"withdraw {old.id}", title, wording_edits.WITHDRAW)

    def write(draft: Draft) -> Iterable[Record]:
        open_ones = draft.deadlines(record=old.id, status=Status.OPEN)
        closed = [replace(d, status=Status.WITHDRAWN, closed=desk.now, reason=said) for d in open_ones]
        return [replace(old, withdrawn=desk.now, reason=said), *closed]

    change("withdraw", message, desk, write, old)
    return Reply(
        title=wording_edits.withdrawn(old.id),
        parts=(Text(wording_edits.STAYS),),
        choices=(Choice(wording_contracts.HISTORY, f"history {old.id}"),),
        tone="done",
    )


def erase(rest: str, message: Message, desk: Desk) -> Reply:
    """``erase ID``: gone for good, with all that follows from it, after a warning that has to be confirmed."""
    id = rest.partition(" ")[0].upper()
    old: Contract | Breach = breaches.find(id, desk) if id.startswith("B-") else contracts.find(id, desk)
    shape = (Field("confirm", *wording_edits.CONFIRM, required=True, hint=wording_edits.confirm_hint(old.id)),)
    filled = Filled(shape, {"confirm": "", **message.fields})
    title, say = wording_edits.erase_title(old.id), f"erase {old.id}"
    if not message.fields:
        warned = forms.blank(say, title, wording_edits.ERASE, shape)
        return replace(warned, parts=(Text(wording_edits.RECORDS_LAW), *warned.parts), tone="sorry")
    if filled.text("confirm").upper() != old.id:
        filled.errors["confirm"] = wording_edits.confirm_hint(old.id)
        return filled.again(say, title, wording_edits.ERASE)
    event = Event(
        who=message.who or "somebody", what="erase", when=desk.now, surface=message.surface, request=message.request
    )
    desk.store.erase(event, old.id)
    return Reply(title=wording_edits.erased(old.id), parts=(Text(wording_edits.DIGESTS_STAY),), tone="done")


def history(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``history ID``: a record's life in plain words, oldest first."""
    id = rest.strip().upper()
    events = desk.store.history(id)
    if not events:
        raise Sorry(wording_edits.no_history(rest))
    people = {one.id: one.name or one.id for one in desk.store.people()}
    lines = tuple(wording_edits.event(event, people, desk.zone) for event in events)
    shown = lines[-wording_edits.MOST_EVENTS :]
    contract, breach = desk.store.contract(id), desk.store.breach(id)
    title = wording_contracts.title(contract) if contract else wording_breaches.title(breach) if breach else id
    return Reply(
        title=wording_edits.history_title(title),
        parts=(
            *((Text(wording_edits.earlier(len(lines) - len(shown))),) if len(lines) > len(shown) else ()),
            Bullets(shown),
        ),
    )
