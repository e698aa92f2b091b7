"""What do we keep of a contract, and what is missing in it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handlers import names, owners, wording
from handlers.desk import Desk, Message, Sorry
from handlers.promises.plan import after_contract, dues
from handlers.promises.standing import follow, tone
from handlers.records import contract_file, contract_form, forms
from handlers.records.forms import Filled
from handlers.records.keeping import change, opened
from handlers.reply import Bullets, Choice, Cite, Facts, File, Part, Quote, Reply, Text
from handlers.wording import contracts as wording_contracts
from handlers.wording import dates as wording_dates
from handlers.wording import files as wording_files
from handlers.wording.short import parted
from knowledge.citation import Citation, Fact, Tag, weakest
from knowledge.law import LawOfDay, tag_of
from knowledge.model import Item
from storage.port import Draft
from storage.records import Contract, Record, Status

SAY = "log-contract"
CONSEQUENCE = ("10-234bb(f)", "10-234bb(e)")
"""Where the law says what a missing provision and a conflicting term lead to."""


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-contract``: the form, or what was typed or filled in; saves when all is clear."""
    shapes = contract_form.fields(desk.law.on(desk.today))
    values = dict(message.fields) or forms.typed(rest, shapes)
    known = {owners.FIELD: owners.sender(message, desk), **values}
    if not values:
        return forms.blank(SAY, wording_contracts.FORM_TITLE, wording_contracts.SUBMIT, shapes, known)
    filled = Filled(shapes, names.meant(known, shapes, message))
    contract = contract_form.read(filled, message, desk)
    if contract and (twin := contract_form.twin(contract, message, desk)):
        filled.doubt("twin", wording_contracts.twin(twin.id))
    if contract is None or not filled.ready:
        return filled.again(SAY, wording_contracts.FORM_TITLE, wording_contracts.SUBMIT)
    kept = contract_file.keep(message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(contract, id=draft.new_id(Contract), file=kept.sha256 if kept else "")
        promises = after_contract(saved, desk.law, desk.calendar)
        return [saved, *([kept] if kept else []), *opened(promises, saved.id, saved.owner, draft, desk)]

    outcome = change("log-contract", message, desk, write)
    return logged(outcome.event.made[0], desk, again=outcome.again)


def find(id: str, desk: Desk) -> Contract:
    """The contract with that id. Raises Sorry."""
    found = desk.store.contract(id.strip().upper())
    if found is None:
        raise Sorry(wording_contracts.none(id))
    return found


def missing(contract: Contract, desk: Desk) -> tuple[Item, ...]:
    """The provisions that the contract does not have, by the law of today; unknown ones count as missing."""
    items = contract_form.checklist(desk.law.on(desk.today)).items
    return tuple(item for item in items if contract.provisions.get(item.id) is not True)


def logged(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """What a logged contract lacks, what must follow, and the notice to post."""
    contract = find(id, desk)
    lacking = missing(contract, desk)
    deadlines = desk.store.deadlines(record=contract.id)
    parts: list[Part] = [Text(wording_contracts.saved(contract, again=again), (contract.executed,))]
    parts += [Text(says) for says in owners.heed(contract.owner, desk)]
    parts += follow(deadlines, desk)
    found = dues(desk.law, "contract_executed", contract.executed, desk.calendar)
    parts += [Text(wording_dates.counted(due)) for due in found]
    if lacking:
        parts += gaps(contract, lacking, desk.law.on(desk.today))
    else:
        parts.append(Text(wording_contracts.ALL_TEN))
    parts += [Text(wording_contracts.NOTICE, heads=True), *map(Quote, parted(notice(contract)))]
    tags = [*(Tag(d.tag) for d in deadlines if d.tag), *_tags(lacking, desk)]
    return Reply(
        title=wording_contracts.title(contract),
        parts=tuple(parts),
        choices=(
            Choice(wording_contracts.ASK_VENDOR, f"vendor-letter {contract.id}"),
            Choice(wording_contracts.SHOW, f"contract {contract.id}"),
            Choice(wording_contracts.DEADLINES, "deadlines"),
        )[0 if lacking else 1 :],
        tone="incomplete" if lacking else tone([d for d in deadlines if d.status is Status.OPEN], desk),
        footer=f"{wording.checked(weakest(tags))} {wording.NOT_ADVICE}",
    )


def _tags(lacking: Iterable[Item], desk: Desk) -> list[Tag]:
    """Of the provisions shown, and of what their absence leads to."""
    law = desk.law.on(desk.today)
    facts = [fact for item in lacking for fact in item.says]
    return [fact.tag for fact in [*facts, *_consequence(law)] if facts] or [
        fact.tag for fact in contract_form.checklist(law).says
    ]


def _consequence(law: LawOfDay) -> tuple[Fact, ...]:
    """What a missing provision and a conflicting term lead to."""
    return tuple(fact for pin in CONSEQUENCE for fact in law.says(pin))


def gaps(contract: Contract, lacking: Iterable[Item], law: LawOfDay) -> list[Part]:
    """Each missing provision with its cite, and what its absence leads to."""
    known = bool(contract.provisions)
    return [
        Text(wording_contracts.MISSING if known else wording_contracts.UNKNOWN, heads=True),
        Bullets(
            tuple(f"{wording.pin(item.cite)}: {item.title} ({wording_contracts.KINDS[item.kind]})" for item in lacking)
        ),
        Text(wording_contracts.consequence(fact.says for fact in _consequence(law))),
        *(Cite(wording.pin(Citation(pin)), Citation(pin).link) for pin in CONSEQUENCE),
    ]


def letter(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """What to ask the vendor for: a model sentence for each missing provision."""
    contract = find(rest, desk)
    lacking = missing(contract, desk)
    if not lacking:
        return Reply(title=wording_contracts.title(contract), parts=(Text(wording_contracts.ALL_TEN),))
    parts: list[Part] = [Text(wording_contracts.LETTER)]
    for item in lacking:
        parts += [Text(f"{wording.pin(item.cite)}. {item.ask_for}"), Quote(item.model)]
    facts = [fact for item in lacking for fact in item.says]
    return Reply(
        title=wording_contracts.letter_title(contract),
        parts=tuple(parts),
        footer=f"{wording.checked(tag_of(facts))} {wording_contracts.MODELS_ARE_OURS} {wording.NOT_ADVICE}",
    )


def notice(contract: Contract) -> str:
    """The notice to post, with its three required parts."""
    labels: Mapping[str, str] = dict(contract_form.CATEGORIES)
    return wording_contracts.notice(contract, [labels[name].lower() for name in contract.categories])


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contract ID``: everything we keep of it."""
    contract = find(rest, desk)
    lacking = missing(contract, desk)
    owned = replace(contract, owner=names.called(contract.owner, desk))
    rows = wording_contracts.rows(owned, dict(contract_form.CATEGORIES), len(lacking))
    dates = tuple(day for day in (contract.executed, contract.start, contract.expiry) if day)
    return Reply(
        title=wording_contracts.title(contract),
        parts=(Facts(tuple(rows), dates), *follow(desk.store.deadlines(record=contract.id), desk)),
        choices=(
            *((Choice(wording_contracts.ASK_VENDOR, f"vendor-letter {contract.id}"),) if lacking else ()),
            *((Choice(wording_contracts.FILE, f"contract-file {contract.id}"),) if contract.file else ()),
            Choice(wording_contracts.CORRECT, f"correct {contract.id}"),
            Choice(wording_contracts.HISTORY, f"history {contract.id}"),
            Choice(wording_contracts.LOG_BREACH, f"log-breach contract: {contract.id}"),
            Choice(wording_contracts.WITHDRAW, f"withdraw {contract.id}"),
        ),
        tone="incomplete" if lacking else "plain",
        footer=wording.NOT_ADVICE,
    )


def document(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contract-file ID``: the contract's own file, to download."""
    contract = find(rest, desk)
    kept, content = desk.store.file(contract.file), desk.store.file_content(contract.file) if contract.file else None
    if kept is None or content is None:
        raise Sorry(wording_files.no_file(contract.id))
    name = contract_file.name_of(contract, kept, desk)
    return Reply(
        title=wording_contracts.title(contract),
        parts=(Text(wording_files.file_of(name, kept.size)),),
        files=(File(name, kept.media_type, content),),
    )


def table(found: Sequence[Contract], desk: Desk) -> Facts:
    """Contracts in a list, by their number."""
    rows = tuple((one.id, wording_contracts.line(one, len(missing(one, desk)))) for one in found)
    return Facts(rows, tuple(one.executed for one in found))


def listed(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contracts [WORDS]``: those that fit, the newest first."""
    found = [c for c in desk.store.contracts(rest) if not c.withdrawn][::-1]
    shown = found[: wording_contracts.MOST_LISTED]
    return Reply(
        title=wording_contracts.count(len(found), rest),
        parts=(table(shown, desk),) if shown else (),
        choices=(
            *(Choice(f"{c.id} {c.vendor}"[:75], f"contract {c.id}") for c in shown[:5]),
            Choice(wording_contracts.LOG_ANOTHER, SAY),
        ),
        footer=wording_contracts.more(len(found), len(shown)),
    )
