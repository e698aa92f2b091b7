"""What do we keep of a contract, and what is missing in it?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from handlers import wording
from handlers.desk import Desk, Message, Sorry
from handlers.promises.plan import after_contract, dues
from handlers.records import forms
from handlers.records.forms import Filled
from handlers.records.keeping import change, opened
from handlers.reply import Bullets, Choice, Cite, Facts, Field, File, Part, Quote, Reply, Text
from handlers.wording import contracts as wording_contracts
from handlers.wording import dates as wording_dates
from knowledge.citation import Tag, weakest
from knowledge.law import LawOfDay, tag_of
from knowledge.model import Checklist, Item
from storage.port import Draft
from storage.records import Contract, Deadline, Record, Status, StoredFile

CATEGORIES = (
    ("student_information", "Student information"),
    ("student_records", "Student records"),
    ("student_generated_content", "Student-generated content"),
)
LARGEST_FILE = 20 * 1024 * 1024
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SAY = "log-contract"


def checklist(law: LawOfDay) -> Checklist:
    """The provisions that a contract needs on that day."""
    return law.checklists["contract-provisions"]


def fields(law: LawOfDay) -> tuple[Field, ...]:
    """The form of a contract."""
    words = wording_contracts.FIELDS
    provisions = tuple((item.id, item.title) for item in checklist(law).items)
    shapes: tuple[Field, ...] = (
        Field("vendor", *words["vendor"], required=True),
        Field("product", *words["product"]),
        Field("executed", *words["executed"], required=True),
        Field("purpose", *words["purpose"]),
        Field("description", *words["description"]),
        Field("categories", *words["categories"], options=CATEGORIES),
        Field("kinds", *words["kinds"]),
        Field("start", *words["start"]),
        Field("expiry", *words["expiry"]),
        Field("link", *words["link"]),
        Field("file", *words["file"]),
        Field("provisions", *words["provisions"], options=provisions),
        Field("breach_days", *words["breach_days"]),
        Field("breach_days_other", *words["breach_days_other"]),
        Field("contact", *words["contact"]),
        Field("owner", *words["owner"]),
        Field("notes", *words["notes"]),
    )
    return tuple(replace(f, hint=wording_contracts.HINTS.get(f.id, "")) for f in shapes)


def log(rest: str, message: Message, desk: Desk) -> Reply:
    """``log-contract``: the form, or what was typed or filled in; saves when all is clear."""
    shapes = fields(desk.law.on(desk.today))
    values = dict(message.fields) or forms.typed(rest, shapes)
    if not values:
        return forms.blank(SAY, wording_contracts.FORM_TITLE, wording_contracts.SUBMIT, shapes, {"owner": message.who})
    filled = Filled(shapes, values)
    contract = read(filled, message, desk)
    if contract is None or not filled.ready:
        return filled.again(SAY, wording_contracts.FORM_TITLE, wording_contracts.SUBMIT)
    kept = keep_file(message, desk)

    def write(draft: Draft) -> Iterable[Record]:
        saved = replace(contract, id=draft.new_id(Contract), file=kept.sha256 if kept else "")
        promises = after_contract(saved, desk.law, desk.calendar)
        return [saved, *([kept] if kept else []), *opened(promises, saved.id, saved.owner, draft, desk)]

    outcome = change("log-contract", message, desk, write)
    return logged(outcome.event.made[0], desk, again=outcome.again)


def read(filled: Filled, message: Message, desk: Desk) -> Contract | None:
    """The contract as filled in, without an id; errors and doubts stay with the form. None where it cannot be one."""
    executed, start, expiry = filled.day("executed"), filled.day("start"), filled.day("expiry")
    if executed and executed > desk.today:
        filled.doubt("future", wording_contracts.future(executed))
    if executed and expiry and expiry < executed:
        filled.errors["expiry"] = wording_contracts.EXPIRY_FIRST
    if start and expiry and expiry < start:
        filled.errors["expiry"] = wording_contracts.EXPIRY_FIRST
    filled.guard("purpose", "description", "kinds", "notes")
    check_files(filled, message)
    told = filled.chosen("provisions")
    known = {item.id: item.id in told for item in checklist(desk.law.on(desk.today)).items}
    days = {"student_information": filled.number("breach_days"), "other": filled.number("breach_days_other")}
    contract = Contract(
        id="",
        vendor=filled.text("vendor"),
        product=filled.text("product"),
        executed=executed or date.min,
        purpose=filled.text("purpose"),
        description=filled.text("description"),
        categories=filled.chosen("categories"),
        kinds=filled.text("kinds"),
        start=start,
        expiry=expiry,
        link=filled.link("link"),
        provisions=known if filled.values.get("provisions") else {},
        breach_days={kind: number for kind, number in days.items() if number},
        contact=filled.text("contact"),
        owner=filled.text("owner"),
        notes=filled.text("notes"),
    )
    return contract if executed and not filled.errors else None


def check_files(filled: Filled, message: Message) -> None:
    """Only one PDF or Word file, of a size that is a contract."""
    for file in message.files:
        if len(file.content) > LARGEST_FILE:
            filled.errors["file"] = wording_contracts.too_large(file.name, len(file.content), LARGEST_FILE)
        elif not file.name.lower().endswith(tuple(MEDIA_TYPES)):
            filled.errors["file"] = wording_contracts.no_document(file.name)


def keep_file(message: Message, desk: Desk) -> StoredFile | None:
    """The contract's file, kept by its hash before the record names it."""
    if not message.files:
        return None
    file = message.files[0]
    sha = desk.store.keep_file(file.content)
    assert sha == hashlib.sha256(file.content).hexdigest()
    suffix = file.name[file.name.rindex(".") :].lower()
    return StoredFile(
        sha256=sha, name=file.name[:200], media_type=MEDIA_TYPES[suffix], size=len(file.content), stored=desk.now
    )


def find(id: str, desk: Desk) -> Contract:
    """The contract with that id. Raises Sorry."""
    found = desk.store.contract(id.strip().upper())
    if found is None:
        raise Sorry(wording_contracts.none(id))
    return found


def missing(contract: Contract, desk: Desk) -> tuple[Item, ...]:
    """The provisions that the contract does not have, by the law of today; unknown ones count as missing."""
    items = checklist(desk.law.on(desk.today)).items
    return tuple(item for item in items if contract.provisions.get(item.id) is not True)


def logged(id: str, desk: Desk, *, again: bool = False) -> Reply:
    """What a logged contract lacks, what must follow, and the notice to post."""
    contract = find(id, desk)
    lacking = missing(contract, desk)
    deadlines = desk.store.deadlines(record=contract.id)
    parts: list[Part] = [Text(wording_contracts.saved(contract, again=again))]
    parts += follow(deadlines, desk)
    found = dues(desk.law, "contract_executed", contract.executed, desk.calendar)
    parts += [Text(wording_dates.counted(due)) for due in found]
    if lacking:
        parts += gaps(contract, lacking)
    else:
        parts.append(Text(wording_contracts.ALL_TEN))
    parts += [Text(wording_contracts.NOTICE), Quote(notice(contract))]
    tags = [*(Tag(d.tag) for d in deadlines if d.tag), *_tags(lacking, desk)]
    return Reply(
        title=wording_contracts.title(contract),
        parts=tuple(parts),
        choices=(
            Choice(wording_contracts.ASK_VENDOR, f"vendor-letter {contract.id}"),
            Choice(wording_contracts.SHOW, f"contract {contract.id}"),
            Choice(wording_contracts.DEADLINES, "deadlines"),
        )[0 if lacking else 1 :],
        tone="depends" if lacking else "yes",
        footer=f"{wording.checked(weakest(tags))} {wording.NOT_ADVICE}",
    )


def _tags(lacking: Iterable[Item], desk: Desk) -> list[Tag]:
    """Of the provisions shown, and of what their absence leads to: 10-234bb(e) and (f)."""
    law = desk.law.on(desk.today)
    items = list(lacking)
    passages = [p for p in law.passages.values() if items and p.id in {"bb(e)", "bb(f)"}]
    facts = [fact for item in items for fact in item.says] + [fact for p in passages for fact in p.says]
    return [fact.tag for fact in facts or checklist(law).says]


def follow(deadlines: list[Deadline], desk: Desk) -> list[Part]:
    """What must follow, and by when."""
    deadlines = [d for d in deadlines if d.status is not Status.WITHDRAWN]
    if not deadlines:
        return [Text(wording_contracts.NOTHING_FOLLOWS)]
    rows = tuple((wording_contracts.duty_title(d, desk.law), wording_contracts.dates(d)) for d in deadlines)
    return [Text(wording_contracts.FOLLOWS), Facts(rows)]


def gaps(contract: Contract, lacking: Iterable[Item]) -> list[Part]:
    """Each missing provision with its cite, and what its absence leads to."""
    known = bool(contract.provisions)
    return [
        Text(wording_contracts.MISSING if known else wording_contracts.UNKNOWN),
        Bullets(
            tuple(f"{wording.pin(item.cite)}: {item.title} ({wording_contracts.KINDS[item.kind]})" for item in lacking)
        ),
        Text(wording_contracts.CONSEQUENCE),
        Cite("C.G.S. 10-234bb(f)", "https://www.cga.ct.gov/current/pub/chap_170.htm#sec_10-234bb"),
    ]


def letter(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """What to ask the vendor for: a model sentence for each missing provision."""
    contract = find(rest, desk)
    lacking = missing(contract, desk)
    if not lacking:
        return Reply(title=wording_contracts.title(contract), parts=(Text(wording_contracts.ALL_TEN),), tone="yes")
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
    labels: Mapping[str, str] = dict(CATEGORIES)
    return wording_contracts.notice(contract, [labels[name].lower() for name in contract.categories])


def show(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contract ID``: everything we keep of it."""
    contract = find(rest, desk)
    lacking = missing(contract, desk)
    rows = wording_contracts.rows(contract, dict(CATEGORIES), len(lacking))
    return Reply(
        title=wording_contracts.title(contract),
        parts=(Facts(tuple(rows)), *follow(desk.store.deadlines(record=contract.id), desk)),
        choices=(
            *((Choice(wording_contracts.ASK_VENDOR, f"vendor-letter {contract.id}"),) if lacking else ()),
            *((Choice(wording_contracts.FILE, f"contract-file {contract.id}"),) if contract.file else ()),
            Choice(wording_contracts.CORRECT, f"correct {contract.id}"),
            Choice(wording_contracts.HISTORY, f"history {contract.id}"),
            Choice(wording_contracts.LOG_BREACH, f"log-breach contract: {contract.id}"),
            Choice(wording_contracts.WITHDRAW, f"withdraw {contract.id}"),
        ),
        tone="depends" if lacking else "plain",
        footer=wording.NOT_ADVICE,
    )


def document(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contract-file ID``: the contract's own file, to download."""
    contract = find(rest, desk)
    kept, content = desk.store.file(contract.file), desk.store.file_content(contract.file) if contract.file else None
    if kept is None or content is None:
        raise Sorry(wording_contracts.no_file(contract.id))
    return Reply(
        title=wording_contracts.title(contract),
        parts=(Text(wording_contracts.file_of(kept.name, kept.size)),),
        files=(File(kept.name, kept.media_type, content),),
    )


def listed(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``contracts [WORDS]``: those that fit, the newest first."""
    found = [c for c in desk.store.contracts(rest) if not c.withdrawn][::-1]
    shown = found[: wording_contracts.MOST_LISTED]
    return Reply(
        title=wording_contracts.count(len(found), rest),
        parts=(Facts(tuple((c.id, wording_contracts.line(c, len(missing(c, desk)))) for c in shown)),) if shown else (),
        choices=(
            *(Choice(f"{c.id} {c.vendor}"[:75], f"contract {c.id}") for c in shown[:5]),
            Choice(wording_contracts.LOG_ANOTHER, SAY),
        ),
        footer=wording_contracts.more(len(found), len(shown)),
    )
