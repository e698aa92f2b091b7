"""What do we keep of a contract, and what is missing in it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.contracts import file as contract_file
from handlers.contracts import file_words
from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.contracts.provisions import complete, missing_provision_parts, missing_provisions, provision_tags
from handlers.deadlines.opening import open_deadlines, with_owner_reminders
from handlers.deadlines.plan import after_contract, clock_counts
from handlers.deadlines.states import overdue
from handlers.deadlines.status import follow_up_parts, tone
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.offers import offer_names
from handlers.dialogue.paging import asked, onward, part, with_rows
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Facts, File, Part, Quote, Reply, Text, Tone
from handlers.dialogue.shorten import parted, short
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.forms.typed import typed_values
from handlers.law import date_words
from handlers.people import names, owners
from handlers.people.button_access import pressable
from handlers.understanding.fuzzy import closest
from knowledge.citation import Tag, weakest
from knowledge.law import tag_of
from knowledge.names import EXECUTED
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Status

SAY = "log-contract"


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-contract``: the form, or what was typed or filled in; saves when all is clear."""
    shapes = contract_form.contract_fields(desk)
    values = dict(message.fields) or typed_values(rest, shapes)
    known = {owners.FIELD: owners.default_owner(message, desk), **values}
    if not values:
        return blank_form(SAY, contract_words.FORM_TITLE, contract_words.SUBMIT, shapes, known)
    filled = Filled(shapes, names.replace_me(known, shapes, message), desk.today)
    contract = contract_form.read_contract(filled, message, desk)
    if contract and (twin := contract_form.duplicate_of(contract, message, desk)):
        filled.doubt("twin", contract_words.twin(twin.id))
    if contract is None or not filled.ready:
        return filled.again(SAY, contract_words.FORM_TITLE, contract_words.SUBMIT)
    kept = contract_file.store_file(message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(contract, id=draft.new_id(Contract), file=kept.sha256 if kept else "")
        promises = after_contract(saved, desk.law, desk.calendar)
        due = open_deadlines(promises, saved.id, saved.owner, draft, desk)
        return [saved, *([kept] if kept else []), *with_owner_reminders(due, message, desk)]

    outcome = change("log-contract", message, desk, write)
    return logged_reply(outcome.event.made[0], desk, again=outcome.again)


def find_contract(id: str, desk: Desk) -> Contract:
    """The contract with that id. Raises Sorry."""
    found = desk.store.contract(id.strip().upper())
    if found is None:
        raise Sorry(contract_words.none(id))
    return found


def logged_reply(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """What a logged contract lacks, what must follow, and the notice to post."""
    contract = find_contract(id, desk)
    lacking = missing_provisions(contract, desk)
    deadlines = desk.store.deadlines(record=contract.id)
    parts: list[Part] = [Text(contract_words.saved(contract, again=again), (contract.executed,))]
    parts += [Text(says) for says in owners.owner_warnings(contract.owner, desk)]
    parts += follow_up_parts(contract, deadlines, desk)
    found = clock_counts(desk.law, EXECUTED, contract.executed, desk.calendar)
    parts += [Text(date_words.counted(due)) for due in found]
    if lacking:
        parts += missing_provision_parts(contract, lacking, desk)
    else:
        parts.append(Text(complete(desk)))
    parts += [Text(contract_words.NOTICE, heads=True), *map(Quote, parted(public_notice(contract)))]
    checked = [*(Tag(d.tag) for d in deadlines if d.tag), *provision_tags(lacking, desk)]
    return Reply(
        title=contract_words.title(contract),
        parts=tuple(parts),
        choices=(
            *_about_provisions(contract, desk),
            Choice(contract_words.SHOW, f"contract {contract.id}"),
            Choice(contract_words.DEADLINES, "deadlines"),
        ),
        tone=_tone(contract, deadlines, desk) or tone([d for d in deadlines if d.status is Status.OPEN], desk),
        footer=f"{wording.checked(weakest(checked))} {wording.NOT_ADVICE}",
    )


def _about_provisions(contract: Contract, desk: Desk) -> Iterator[Choice]:
    """To say which there are, where nobody did; and what to ask for."""
    if not contract.provisions:
        yield Choice(list_words.MARK_PROVISIONS, f"correct {contract.id} provisions")
    if missing_provisions(contract, desk):
        yield Choice(contract_words.ASK_VENDOR, f"vendor-letter {contract.id}")


def _tone(contract: Contract, deadlines: Iterable[Deadline], desk: Desk) -> Tone | None:
    """A date that has passed comes before what is missing; None where neither is so."""
    if overdue([one for one in deadlines if one.status is Status.OPEN], desk.today):
        return "overdue"
    return "incomplete" if missing_provisions(contract, desk) and not contract.withdrawn else None


def public_notice(contract: Contract) -> str:
    """The notice to post, with its three required parts."""
    labels: Mapping[str, str] = dict(contract_form.CATEGORIES)
    return contract_words.notice(contract, [labels[name].lower() for name in contract.categories])


def letter(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """What to ask the vendor for: a model sentence for each missing provision."""
    contract = find_contract(rest, desk)
    lacking = missing_provisions(contract, desk)
    if not lacking:
        return Reply(title=contract_words.title(contract), parts=(Text(complete(desk)),))
    parts: list[Part] = [Text(contract_words.LETTER)]
    for item in lacking:
        parts += [Text(f"{wording.pin(item.cite)}. {item.ask_for}"), Quote(item.model)]
    facts = [fact for item in lacking for fact in item.says]
    return Reply(
        title=contract_words.letter_title(contract),
        parts=tuple(parts),
        footer=f"{wording.checked(tag_of(facts))} {contract_words.MODELS_ARE_OURS} {wording.NOT_ADVICE}",
    )


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``contract ID``: everything we keep of it."""
    contract = find_contract(rest, desk)
    owned = replace(contract, owner=names.display_name(contract.owner, desk))
    lacking, all_items = missing_provisions(contract, desk), contract_form.checklist(desk).items
    has = contract_words.provisions(len(lacking), len(all_items))
    rows = contract_words.rows(owned, dict(contract_form.CATEGORIES), has)
    dates = tuple(day for day in (contract.executed, contract.start, contract.expiry) if day)
    deadlines = desk.store.deadlines(record=contract.id)
    return Reply(
        title=contract_words.title(contract),
        parts=(Facts(tuple(rows), dates), *follow_up_parts(contract, deadlines, desk)),
        choices=pressable(_about(contract, desk), message, desk),
        tone=_tone(contract, deadlines, desk) or "plain",
        footer=wording.NOT_ADVICE,
    )


def _about(contract: Contract, desk: Desk) -> Iterator[Choice]:
    """What can be done with it; with one that is withdrawn, nothing any more."""
    if not contract.withdrawn:
        yield from _about_provisions(contract, desk)
    if contract.file:
        yield Choice(contract_words.FILE, f"contract-file {contract.id}")
    yield Choice(contract_words.HISTORY, f"history {contract.id}")
    if not contract.withdrawn:
        yield Choice(contract_words.CORRECT, f"correct {contract.id}")
        yield Choice(contract_words.LOG_BREACH, f"log-breach contract: {contract.id}")
        yield Choice(contract_words.WITHDRAW, f"withdraw {contract.id}")


def document(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contract-file ID``: the contract's own file, to download."""
    contract = find_contract(rest, desk)
    kept, content = desk.store.file(contract.file), desk.store.file_content(contract.file) if contract.file else None
    if kept is None or content is None:
        raise Sorry(file_words.no_file(contract.id))
    name = contract_file.original_name(contract, kept, desk)
    return Reply(
        title=contract_words.title(contract),
        parts=(Text(file_words.file_of(name, kept.size)),),
        files=(File(name, kept.media_type, content),),
    )


def table(found: Sequence[Contract], desk: Desk) -> Facts:
    """Contracts in a list, by their number."""
    rows = tuple((one.id, contract_words.line(one, len(missing_provisions(one, desk)))) for one in found)
    return Facts(rows, tuple(one.executed for one in found))


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``contracts [WORDS] [page N]``: those that fit, the newest first; what is spelled like it where none does."""
    said, page = asked(rest)
    found = [one for one in desk.store.contracts(said) if not one.withdrawn][::-1]
    seen, alike = part(found, page), [] if found else spelled_like(said, desk)
    rows = [Choice(short(f"{one.id} {one.vendor}", LONGEST_LABEL), f"contract {one.id}") for one in seen.shown]
    log_one = pressable([Choice(contract_words.LOG_ANOTHER, SAY)], message, desk)
    return Reply(
        title=contract_words.count(len(found), said),
        parts=(table(seen.shown, desk),) if found else tuple(Text(list_words.did_you_mean(alike)) for _ in alike[:1]),
        choices=with_rows(
            rows or offer_names("contracts", alike), [*onward("contracts", said, seen, message, desk), *log_one]
        ),
        footer=seen.told,
    )


def spelled_like(said: str, desk: Desk) -> list[str]:
    """The vendors and products on record that are written much like it."""
    known = [one for one in desk.store.contracts() if not one.withdrawn]
    return closest(said, [name for one in known for name in (one.vendor, one.product)])
