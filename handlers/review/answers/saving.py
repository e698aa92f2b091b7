"""What a person does with a review: logs the contract, keeps the file, and says which provisions are there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handlers.contracts import words as contract_words
from handlers.contracts.file import MEDIA_TYPES, check_file
from handlers.contracts.files import with_file
from handlers.contracts.form import checklist, mark_wrong, missing_provisions, pick_fields, picked
from handlers.contracts.log import find_contract, log
from handlers.dialogue.command_spec import CONTRACT, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Form, Reply, Text
from handlers.forms.filling import Filled, blank_form, change
from handlers.review import words
from handlers.review.answers.card import FIELD_OF, stricter_terms
from handlers.review.answers.commands import review
from handlers.review.subject import PaperReading, Source, named, pin_of, reading_of
from handlers.text_extraction.building import Unreadable
from storage.records import Contract

LOG, KEEP, MARK, MARK_ALL = "log-paper", "keep-paper", "mark-provision", "mark-as-read"
PRESENT = "present"
SAID: Mapping[str, bool] = {PRESENT: True, "missing": False}


def log_paper(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-paper KEY``: the contract's form filled in from the paper, which is kept with it once it is saved."""
    source = _waiting(rest.strip(), message, desk)
    keeps = source.file.name.lower().endswith(tuple(MEDIA_TYPES))
    if message.fields:
        reply = log("", replace(message, files=(source.file,) if keeps else ()), desk)
        if reply.form is None and desk.waiting:
            desk.waiting.drop(source.ref)
        return _for_paper(_with_addendum(reply, desk), source)
    values = facts_values(source, desk)
    hint = words.LOG_RECOGNIZED if _is_recognized(source, desk) else words.LOG_FORM
    form = _for_paper(log("", replace(message, files=()), desk), source)
    assert form.form
    fields = tuple(replace(one, value=values.get(one.id, one.value)) for one in form.form.fields)
    goes = words.file_goes_along(name=source.file.name) if keeps else words.NOT_KEPT
    return replace(form, parts=(Text(f"{hint} {goes}"),), form=replace(form.form, fields=fields))


def _with_addendum(reply: Reply, desk: Desk) -> Reply:
    """The saved contract, with the way to its addendum where it lacks something."""
    contract_ids = [id for event in desk.written for id in event.made if kind_of(id) is CONTRACT]
    contract = desk.store.contract(contract_ids[0]) if contract_ids else None
    if contract is None or not missing_provisions(contract, desk):
        return reply
    return replace(reply, choices=(*reply.choices, Choice(words.ADDENDUM, f"addendum {contract.id}", aside=True)))


def _waiting(key: str, message: Message, desk: Desk) -> Source:
    source = named(key, message, desk) if key else None
    if source is None or not source.waits:
        raise Sorry(words.GONE)
    return source


def _for_paper(reply: Reply, source: Source) -> Reply:
    """The form as this command's own; the file need not be chosen again."""
    if reply.form is None:
        return reply
    fields = tuple(one for one in reply.form.fields if one.kind != "file")
    form: Form = replace(reply.form, say=f"{LOG} {source.ref}", fields=fields)
    return replace(reply, form=form)


def _is_recognized(source: Source, desk: Desk) -> bool:
    """Whether text of the paper was recognized in pictures."""
    try:
        return bool(reading_of(source.file, None, desk).warning)
    except Unreadable:
        return False


def facts_values(source: Source, desk: Desk) -> Mapping[str, str]:
    """What the paper says of itself, as the contract's form takes it; nothing where it cannot be read."""
    try:
        reading = reading_of(source.file, None, desk)
    except Unreadable:
        return {}
    return {name: value for name, value in _values(reading, desk) if value}


def _values(reading: PaperReading, desk: Desk) -> Iterator[tuple[str, str]]:
    facts = reading.review.facts
    yield "vendor", facts.vendor[:200]
    yield "product", facts.product[:200]
    yield "executed", facts.executed.isoformat() if facts.executed else ""
    yield "expiry", facts.expires.isoformat() if facts.expires else ""
    yield "provisions", ",".join(item for item, has in reading.marks.items() if has)
    for kind, days in stricter_terms(facts, desk).items():
        yield FIELD_OF[kind], str(days)


def keep_paper(rest: str, message: Message, desk: Desk) -> Reply:
    """``keep-paper KEY [C-1]``: keeps the file with a contract on record, or asks with which."""
    key, _, id = rest.strip().partition(" ")
    source = _waiting(key, message, desk)
    fields = () if id else tuple(pick_fields(desk, required=True))
    say, title = f"{KEEP} {key}", words.keep_title(source.file.name)
    if not id and not message.fields:
        return blank_form(say, title, contract_words.ADD_FILE, fields)
    filled = Filled(fields, dict(message.fields))
    chosen = id or picked(filled)
    if fields and (not chosen or desk.store.contract(chosen.upper()) is None):
        mark_wrong(filled, contract_words.none(chosen))
        return filled.again(say, title, contract_words.ADD_FILE)
    contract, sent = find_contract(chosen, desk), replace(message, files=(source.file,))
    check_file(filled, sent)
    if wrong := filled.errors.get("file"):
        raise Sorry(wrong)
    reply = with_file(contract, sent, desk)
    if desk.waiting:
        desk.waiting.drop(key)
    return replace(reply, choices=(Choice(words.REVIEW_IT, f"review {contract.id}"),))


def mark_provision(rest: str, message: Message, desk: Desk) -> Reply:
    """``mark-provision C-1 deletion present``: what a person decided, which no reading overwrites."""
    id, _, marking = rest.strip().partition(" ")
    contract, items = find_contract(id, desk), checklist(desk).items
    name, _, has = marking.strip().lower().partition(" ")
    names = {known: item for place, item in enumerate(items, 1) for known in (item.id, pin_of(item), str(place))}
    item = names.get(name)
    if item is None or has not in SAID:
        raise Sorry(words.NO_PROVISION)
    _save(MARK, contract, {item.id: SAID[has]}, message, desk)
    reply = review(contract.id, message, desk) if contract.file else None
    note = Text(words.marked_one(item.title, SAID[has]))
    if reply is None or reply.form:
        return Reply(title=contract_words.title(contract), parts=(note,), tone="done")
    return replace(reply, parts=(note, *reply.parts))


def mark_as_read(rest: str, message: Message, desk: Desk) -> Reply:
    """``mark-as-read C-1``: a person takes over what lacks by the reading, with their own decisions in it.

    ``mark-as-read C-1 present``: instead what is present by the reading, of which they have read the quotes.
    """
    id, _, how = rest.strip().partition(" ")
    contract = find_contract(id, desk)
    source = named(contract.id, message, desk)
    if source is None:
        raise Sorry(words.no_file_of(id=contract.id))
    try:
        reading = reading_of(source.file, contract, desk)
    except Unreadable as problem:
        raise Sorry(str(problem)) from problem
    present = how.strip().lower() == PRESENT
    marks = reading.found if present else reading.marks
    _save(MARK_ALL, contract, marks, message, desk)
    if present:
        note = Text(words.marked_present(number=len(marks), id=contract.id))
    else:
        note = Text(words.marked(missing=sum(not has for has in marks.values()), id=contract.id))
    reply = review(contract.id, message, desk)
    return replace(reply, parts=(note, *reply.parts))


def _save(what: str, contract: Contract, marks: Mapping[str, bool | None], message: Message, desk: Desk) -> None:
    """Put the marks on record. One that stands already is said again of the file that is kept now."""
    same = {item for item, has in marks.items() if contract.provisions.get(item) is has}
    if what == MARK and same:
        unmarked = replace(contract, provisions={**contract.provisions, **dict.fromkeys(same)})
        change(what, replace(message, request=""), desk, lambda _: [unmarked], contract)
        contract = unmarked
    saved = replace(contract, provisions={**contract.provisions, **marks})
    change(what, message, desk, lambda _: [saved], contract)
