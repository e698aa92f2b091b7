"""Sentences of ``dpa check``, ``new-key``, ``review`` and ``law``, and of commands on records, such as ``backup``."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day
from knowledge.edition import Edition, FileChange
from storage.events.audit import Comparison, Difference
from storage.inspecting import Flaw, Trouble
from storage.serialize import Row

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def few_messages(intent: str, rows: int, authors: int) -> str:
    """An intent has too few messages, or too few authors, to be learned."""
    return messages.few_messages(intent=intent, rows=rows, authors=authors)


def unknown(path: str, names: set[str]) -> str:
    """An object has keys that the schema does not know."""
    return messages.unknown(path=path or "it", names=", ".join(sorted(names)))


def total(read: int, unread: int) -> str:
    """How many papers were read, and how many could not be."""
    failed = messages.could_not_be_read(unread=unread) if unread else ""
    return messages.paper_read(read=read, failed=failed)


def not_read(name: str, why: str) -> str:
    """The operating system cannot read a file, or write one."""
    return messages.not_read(name=name, why=f": {why}" if why else "")


def copied(folder: Path, files: int) -> str:
    """A copy was made; what comes next."""
    return messages.copied(files=files, folder=folder, absolute=folder.absolute())


def versions(program: str, edition: Edition | None, copy: Path | None, differing: int) -> str:
    """The versions of the program and of the law files, a line each."""
    law = (
        messages.law_of(version=edition.version, date=day(edition.date)) if edition else messages.law_without_a_version
    )
    own = messages.your_copy_in_from_the_package(copy=copy, differing=count(differing)) if copy else ""
    return f"dpa {program}\n{law}{own}"


def count(differing: int) -> str:
    """How many files differ."""
    return f"{differing} {'file differs' if differing == 1 else 'files differ'}"


def summary(differing: int) -> str:
    """Below what ``dpa check`` found, where a copy is used."""
    return messages.your_copy_of_the_law_files(differing=count(differing)) + (messages.law_diff if differing else "")


def change(name: str, how: FileChange, wide: int) -> str:
    """A file that differs, and how."""
    return f"{name:{wide}}  {how.value}"


def no_district(name: str, known: Sequence[str]) -> str:
    """A district that has no records."""
    return messages.no_district(name=name, known=_known(known))


def which(known: Sequence[str]) -> str:
    """Several districts have records, and none was named."""
    return messages.which(known=_known(known))


def _known(known: Sequence[str]) -> str:
    return messages.there_are(known=", ".join(known)) if known else messages.there_are_no_records_yet


def holds(events: int, head: str) -> str:
    """The chain is valid."""
    if not events:
        return messages.the_audit_chain_holds_there_are
    return messages.the_audit_chain_holds_none_changed(events=messages.count_(number=events, noun="event"), head=head)


def compared(found: Comparison) -> str:
    """The result of comparing the records with their events, in one or more lines."""
    if found.differences:
        listed = "\n".join(_difference(one) for one in found.differences[:DIFFERENCES_SHOWN])
        omitted = len(found.differences) - DIFFERENCES_SHOWN
        count = messages.count_(number=len(found.differences), noun="record")
        more = f"\n… and {messages.count_(number=omitted, noun='more record')}." if omitted > 0 else ""
        return messages.changed_outside_this_program(count=count, listed=listed, more=more)
    count = messages.count_(number=found.compared, noun="record")
    lines = [messages.the_records_match_their_history(count=count)]
    if found.partly:
        lines.append(messages.of_only_the_changes_since_an(records=messages.count_(number=found.partly, noun="record")))
    if found.untold:
        lines.append(
            messages.could_not_be_compared_planned_by(reminders=messages.count_(number=found.untold, noun="reminder"))
        )
    return "\n".join(lines)


DIFFERENCES_SHOWN = 50


def _difference(one: Difference) -> str:
    if not one.event:
        return messages.was_added_no_event_tells_of(id=one.id)
    if not one.fields:
        return messages.was_removed_event_is_the_last(id=one.id, event=one.event)
    names = ", ".join(name.replace("_", " ") for name in one.fields)
    return messages.was_changed_not_as_its_history(id=one.id, names=names, event=one.event)


def cut_off(counted: int) -> str:
    """Why the chain is broken: its last event is not the last one that the store counted."""
    return messages.cut_off(events=messages.count_(number=counted, noun="event"))


def damaged(events: int, number: int, why: str) -> str:
    """The state of the audit chain in a damaged file; `why` is empty where the chain is valid."""
    if why:
        return messages.broken(number=number, why=why)
    return messages.the_audit_chain_in_it_holds(events=messages.count_(number=events, noun="event"))


def backed_up(district: str, rows: int, head: str, path: Path) -> str:
    """A backup was written."""
    return messages.backed_up(
        district=district, path=path, records=messages.count_(number=rows, noun="record"), head=head
    )


def lacking(lacks: Sequence[Flaw], what: str) -> str:
    """The kept files that are gone or damaged, below ``what``: the sentence that begins the list."""
    listed = "\n".join(f"  {flaw(one)}" for one in lacks)
    return messages.add_the_file_to_its_record(
        what=what, files=messages.count_(number=len(lacks), noun="kept file"), listed=listed
    )


def inspected(found: Sequence[Flaw], secrets: Sequence[str]) -> str:
    """What was changed outside the audit chain (files, counters, claims, sign-ins), one a line.

    ``secrets`` are the names of those that no key opens.
    """
    lines = [*map(flaw, found), *map(secret_changed, secrets)]
    listed, omitted = "\n".join(lines[:DIFFERENCES_SHOWN]), len(lines) - DIFFERENCES_SHOWN
    more = f"\n{messages.and_more(omitted=omitted)}" if omitted > 0 else ""
    return messages.changed_outside_this_program_beside(listed=listed, more=more)


def kept_files(files: int) -> str:
    """Nothing outside the audit chain was changed; ``files`` is how many kept files were compared."""
    kept = (
        messages.compared_none_changed_or_gone(files=messages.count_(number=files, noun="kept file")) if files else ""
    )
    return messages.claims_counters_pauses_and_sign_ins(kept=kept)


def signed_in(visits: Sequence[Row]) -> str:
    """Who can sign in now, and until which day; the audit chain has no events of this."""
    latest: dict[tuple[str, str], str] = {}
    for row in visits:
        pair = str(row["person"]), str(row["kind"])
        latest[pair] = max(latest.get(pair, ""), str(row["until"]))
    listed = "; ".join(f"{who} ({kind} until {until[:10]})" for (who, kind), until in sorted(latest.items()))
    return messages.no_history_tells_of_links_and(listed=listed)


_FLAWS: Mapping[Trouble, Sentence] = {
    Trouble.FILE_GONE: messages.the_kept_file_is_gone,
    Trouble.FILE_DAMAGED: messages.the_kept_file_was_changed_it,
    Trouble.HELD: messages.the_reminder_is_held_back_until,
    Trouble.CLOSED: messages.the_reminder_is_marked_as_closed,
    Trouble.SLOT: messages.nothing_is_sent_to_before_nothing,
    Trouble.TOKEN: messages.a_sign_in_of_lasts_until,
    Trouble.BEHIND: messages.the_counter_of_was_lowered_has,
    Trouble.NUMBER: messages.the_event_under_number_says_that,
    Trouble.TABLE: messages.there_are_rows_of_which_this,
    Trouble.FIELD: messages.has_a_field_which_this_version,
    Trouble.UNREADABLE: messages.cannot_be_read_as_a_a,
}


def flaw(one: Flaw) -> str:
    """What is wrong with one kept file, reminder, counter or sign-in, in a sentence."""
    of = f" of {one.detail}" if one.detail else ""
    return _FLAWS[one.trouble](id=one.id, detail=one.detail, of=of, day=one.detail[:10])


def secret_changed(name: str) -> str:
    """A secret that no key opens."""
    return messages.secret_changed(name=name)


def restored(district: str, rows: int, head: str, path: Path) -> str:
    """A backup was restored."""
    return messages.restored(
        district=district, path=path, records=messages.count_(number=rows, noun="record"), head=head
    )


def moving(district: str, rows: int, files: int) -> str:
    """Before a move: what will be copied."""
    return messages.moving(
        district=district,
        records=messages.count_(number=rows, noun="record"),
        files=messages.count_(number=files, noun="file"),
    )


def moved(records: int, events: int, files: int, head: str) -> str:
    """After a move: how much was copied and compared."""
    return messages.moved(
        records=messages.count_(number=records, noun="record"),
        events=messages.count_(number=events, noun="event"),
        files=messages.count_(number=files, noun="file"),
        head=head,
    )


def exported(name: str, path: Path, head: str) -> str:
    """An export was written."""
    boxed = messages.a_zip_file if name.endswith(".zip") else ""
    return messages.exported_to_audit_head(path=path, head=head, boxed=boxed)
