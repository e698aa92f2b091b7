"""The commands that log and show a contract: its form, its deadlines, its card, and the details of how dates count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from handlers.contracts import file as contract_file
from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.contracts.ended import has_ended
from handlers.contracts.form import (
    Posting,
    ask_about,
    ask_about_another,
    complete,
    consequence_of_missing,
    is_incomplete,
    marks_of,
    missing_by_name,
    missing_provisions,
    provision_tags,
    provisions_chart,
)
from handlers.contracts.listing import SAY
from handlers.deadlines import words
from handlers.deadlines.plan import EXPIRY, PlannedDeadline, after_contract, clock_counts
from handlers.deadlines.states import is_boards, overdue
from handlers.deadlines.status import next_parts, of_record, tone
from handlers.deadlines.steps import open_deadlines, with_owner_reminders
from handlers.deadlines.vendor_terms import clash_cite, clash_parts, clashing_terms, term_rows
from handlers.deadlines.words import DETAILS
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Cite, Facts, Field, File, Part, Reply, Text, Tone
from handlers.forms.filling import Filled, blank_form, change
from handlers.forms.values import confirmable, typed_values, with_check
from handlers.law import words as law_words
from handlers.law.dates import words as date_words
from handlers.logbooks.plain import find
from handlers.people import names
from knowledge.citation import Tag, weakest
from knowledge.law import EXECUTED
from knowledge.model import Item
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Reminder, Status

NOON = time(12)


def open_for(
    contract: Contract, planned: Iterable[PlannedDeadline], posting: Posting | None, draft: Draft, desk: Desk
) -> Iterator[Record]:
    """The deadlines of a new contract and their reminders.

    With ``posting``, the deadline to post it is done and has no reminders. The end of a contract gets its deadline even
    where it has passed: somebody has to see that the vendor kept no data.
    """
    if posting is None:
        yield from open_deadlines(planned, contract.id, contract.owner, draft, desk)
        return
    closed = datetime.combine(posting.day, NOON, desk.now.tzinfo)
    done_ids = set[str]()
    for record in open_deadlines(planned, contract.id, contract.owner, draft, desk):
        if isinstance(record, Deadline) and is_boards(record):
            done_ids.add(record.id)
            yield replace(record, status=Status.DONE, proof=posting.proof, closed=closed)
        elif not (isinstance(record, Reminder) and record.deadline in done_ids):
            yield record


def find_contract(id: str, desk: Desk) -> Contract:
    """The contract with that id. Raises Sorry."""
    return find(Contract, id, contract_words.none, desk)


def ended(contract: Contract, deadlines: Iterable[Deadline], desk: Desk) -> Iterator[Text]:
    """A note that the contract had ended before it was logged, where no deadline says so."""
    told = any(one.duty == EXPIRY for one in deadlines)
    if contract.expiry and has_ended(contract, desk.today) and not told:
        yield Text(contract_words.ended_before(value=contract.expiry), (contract.expiry,))


def undated_parts(contract: Contract, desk: Desk) -> Iterator[Text]:
    """What it means that its day of execution is missing; nothing where it is known."""
    if contract.executed is None:
        yield Text(contract_form.undated(desk))


def provision_actions(contract: Contract, desk: Desk) -> Iterator[Choice]:
    """Buttons to fill in what is missing, and to ask the vendor for provisions; none where all is there."""
    if fields := contract_form.missing_fields(contract, desk):
        label = list_words.MARK_PROVISIONS if contract.executed else contract_words.FILL_IN_MISSING
        yield Choice(label, f"correct {contract.id} {', '.join(fields)}")
    yield from ask_vendor(contract, desk)


def ask_vendor(contract: Contract, desk: Desk) -> Iterator[Choice]:
    """The button to ask the vendor for missing provisions; none where all are there."""
    if missing_provisions(contract, desk):
        yield Choice(contract_words.ASK_VENDOR, f"vendor-letter {contract.id}", aside=True)


def missing_parts(contract: Contract, desk: Desk) -> Iterator[Part]:
    """What it lacks: the day of execution, and each provision by name; nothing where all is there."""
    yield from undated_parts(contract, desk)
    if missing_provisions(contract, desk):
        yield missing_by_name(contract, desk)


def tone_of(contract: Contract, deadlines: Iterable[Deadline], desk: Desk) -> Tone | None:
    """The tone "overdue", else "incomplete"; None where neither applies."""
    if overdue([one for one in deadlines if one.status is Status.OPEN], desk.today):
        return "overdue"
    return "incomplete" if is_incomplete(contract, desk) else None


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``contract ID``: everything on record about the contract."""
    contract = find_contract(rest, desk)
    with_owner_name = replace(contract, owner=names.display_name(contract.owner, desk))
    lacking, stored = missing_provisions(contract, desk), desk.store.file(contract.file) if contract.file else None
    file_label = contract_file.original_name(contract, stored, desk) if stored else ""
    rows = contract_words.rows(
        with_owner_name, dict(contract_form.CATEGORIES), file_label, term_rows(contract, desk), desk.today
    )
    dates = tuple(day for day in (contract.executed, contract.start, contract.expiry) if day)
    deadlines = desk.store.deadlines(record=contract.id)
    return Reply(
        title=contract_words.title(contract),
        parts=(
            *of_record(contract, deadlines, desk, message),
            *undated_parts(contract, desk),
            Facts(tuple(rows), dates),
            *((Cite(contract_words.LINK_TITLE, contract.link),) if contract.link else ()),
            *provisions_chart(contract, desk),
            missing_by_name(contract, desk) if lacking else Text(complete(desk)),
            *clash_parts(contract, desk),
        ),
        choices=tuple(_actions(contract, desk)),
        tone=tone_of(contract, deadlines, desk) or "plain",
        footer=wording.NOT_ADVICE,
    )


def _actions(contract: Contract, desk: Desk) -> Iterator[Choice]:
    """The buttons for what can be done with the contract; a withdrawn one can only be restored."""
    if not contract.withdrawn:
        yield from provision_actions(contract, desk)
        yield Choice(contract_words.NOTICE_TO_POST, f"contract-notice {contract.id}")
    if contract.file:
        yield Choice(contract_words.FILE, f"contract-file {contract.id}")
        yield Choice(contract_words.REVIEW, f"review {contract.id}")
    elif not contract.withdrawn:
        yield Choice(contract_words.ADD_FILE, f"add-file {contract.id}")
    yield Choice(contract_words.HISTORY, f"history {contract.id}")
    if contract.withdrawn:
        yield Choice(contract_words.RESTORE, f"undo {contract.id}")
    else:
        yield Choice(contract_words.CORRECT, f"correct {contract.id}")
        yield Choice(contract_words.ASK_TO_DELETE, f"notice deletion {contract.id}")
        yield Choice(contract_words.LOG_BREACH, f"log-breach contract: {contract.id}")
        yield Choice(contract_words.WITHDRAW, f"withdraw {contract.id}")


def document(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contract-file ID``: the contract's file, to download. Raises Sorry where none is stored."""
    contract = find_contract(rest, desk)
    stored, content = desk.store.file(contract.file), desk.store.file_content(contract.file) if contract.file else None
    if stored is None or content is None:
        raise Sorry(contract_words.no_file_kept(id=contract.id))
    name = contract_file.original_name(contract, stored, desk)
    return Reply(
        title=contract_words.title(contract),
        parts=(Text(contract_words.kept_file(name, stored.size)),),
        files=(File(name, stored.media_type, content),),
    )


def _fields(desk: Desk) -> tuple[Field, ...]:
    return (*contract_form.contract_fields(desk), *contract_form.posting_fields())


def _known(values: Mapping[str, str], message: Message, desk: Desk) -> dict[str, str]:
    """The values, and whom the contract belongs to where they do not say."""
    return {names.FIELD: names.default_owner(message, desk), **values}


def new_form(values: Mapping[str, str], message: Message, desk: Desk) -> Reply:
    """The form of a new contract, filled with what is known of it."""
    known = _known(values, message, desk)
    return blank_form(SAY, contract_words.FORM_TITLE, contract_words.SUBMIT, _fields(desk), known)


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-contract``: shows the form, or saves the contract once it is complete."""
    fields = _fields(desk)
    values = dict(message.fields) or typed_values(rest, fields)
    if not values:
        return new_form(values, message, desk)
    filled = Filled(fields, names.replace_me(_known(values, message, desk), fields, message), desk.today)
    contract = contract_form.read_contract(filled, message, desk)
    posting = contract_form.read_posting(filled, contract.executed if contract else None, desk)
    if contract:
        ask_about(filled, contract, desk)
        ask_about_another(filled, contract, message, desk)
    saved_doubts = () if message.fields else filled.take_doubts("second")
    if contract is None or not filled.ready:
        again = filled.again(SAY, contract_words.FORM_TITLE, contract_words.SUBMIT)
        return confirmable(again, filled, SAY, filled.values, message)
    stored = contract_file.store_file(message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        new = replace(contract, id=draft.new_id(Contract), file=stored.sha256 if stored else "")
        saved = contract_form.with_posting(new, posting)
        planned = after_contract(saved, desk.law, desk.calendar)
        due = open_for(saved, planned, posting, draft, desk)
        return [saved, *([stored] if stored else []), *with_owner_reminders(due, message, desk)]

    outcome = change("log-contract", message, desk, write)
    return with_check(logged_reply(outcome.event.made[0], desk, again=outcome.again), saved_doubts)


def logged_reply(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """A new contract's next step and date, that it is saved, and what needs attention."""
    contract = find_contract(id, desk)
    deadlines = desk.store.deadlines(record=contract.id)
    lacking = missing_provisions(contract, desk)
    reminder_warning = names.short_reminder_warning(contract.owner, desk)
    saved = contract_words.saved(contract, again=again)
    return Reply(
        title=contract_words.title(contract),
        parts=(
            *(next_parts(saved, deadlines, desk) if contract.executed or deadlines else (Text(saved),)),
            *undated_parts(contract, desk),
            *ended(contract, deadlines, desk),
            *map(
                Text,
                contract_words.heed(
                    contract, *marks_of(contract, desk).counts[:2], str(contract_form.checklist(desk).cite)
                ),
            ),
            *((Text(words.clashes(pin=str(clash_cite(desk)))),) if clashing_terms(contract, desk) else ()),
            *((Text(reminder_warning),) if reminder_warning else ()),
        ),
        choices=(
            *provision_actions(contract, desk),
            Choice(DETAILS, f"details {contract.id}"),
            Choice(contract_words.NOTICE_TO_POST, f"contract-notice {contract.id}"),
            Choice(contract_words.SHOW, f"contract {contract.id}", aside=True),
        ),
        tone=tone_of(contract, deadlines, desk) or tone([d for d in deadlines if d.status is Status.OPEN], desk),
        footer=_checked(deadlines, lacking, desk),
    )


def details(id: str, desk: Desk) -> Reply:
    """How the contract's dates are counted, what it lacks and what follows from that, and who is reminded."""
    contract = find_contract(id, desk)
    lacking, deadlines = missing_provisions(contract, desk), desk.store.deadlines(record=contract.id)
    executed = contract.executed
    counts = clock_counts(desk.law, EXECUTED, executed, desk.calendar) if executed else ()
    return Reply(
        title=contract_words.title(contract),
        parts=(
            *of_record(contract, deadlines, desk),
            *undated_parts(contract, desk),
            *clash_parts(contract, desk),
            *_missing_in_short(contract, lacking, desk),
            *(Text(date_words.counted(due, desk.today)) for due in counts if not _is_posted(deadlines)),
            *(Text(warning) for warning in names.reminder_warnings(contract.owner, desk)),
        ),
        choices=(
            *provision_actions(contract, desk),
            Choice(contract_words.NOTICE_TO_POST, f"contract-notice {contract.id}"),
            Choice(contract_words.SHOW, f"contract {contract.id}"),
        ),
        footer=_checked(deadlines, lacking, desk),
    )


def _checked(deadlines: Iterable[Deadline], lacking: Sequence[Item], desk: Desk) -> str:
    """How far the rules behind these deadlines and provisions were checked."""
    found = [*(Tag(one.tag) for one in deadlines if one.tag), *provision_tags(lacking, desk)]
    return f"{law_words.checked(weakest(found))} {wording.NOT_ADVICE}"


def _missing_in_short(contract: Contract, lacking: Sequence[Item], desk: Desk) -> Iterator[Part]:
    """The missing provisions by name and what follows; or that none is missing."""
    if not lacking:
        yield Text(complete(desk))
        return
    yield missing_by_name(contract, desk)
    yield Text(consequence_of_missing(desk))


def _is_posted(deadlines: Iterable[Deadline]) -> bool:
    """Whether none of the board's deadlines is open."""
    return not any(is_boards(one) and one.status is Status.OPEN for one in deadlines)
