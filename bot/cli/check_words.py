"""Sentences of ``dpa check``, ``new-key``, ``review`` and ``law``, and of commands on records, such as ``backup``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from handlers.dialogue.words import day
from knowledge.edition import Edition, FileChange
from storage.events.audit import Comparison, Difference
from storage.inspecting import Flaw, Trouble
from storage.serialize import Row

HELP_CHECK = "Check the law files, the manifests and the settings, and list every problem at once."
IN_ORDER = "The law files, the manifests and the settings are in order."
HELP_NEW_KEY = "Make a key for DPA_SECRET_KEY, which encrypts the tokens of many workspaces."
HELP_ON_FILE = "Put it first in the data folder's secret.key instead; only where DPA_SECRET_KEY is not set."
NEW_KEY = "The new key is now first in the file. Restart the bot to encrypt everything with it, then delete the others."
KEYS_ARE_SET = "The keys are in DPA_SECRET_KEY. Run the command without --on-file and add the new key there."
ENVIRONMENT = "the settings"
FIX_SETTINGS = (
    "Run dpa connect slack or dpa connect teams, or correct it where the bot is started. docs/running.md says "
    "what each setting is for."
)
OPEN_FILE = "other accounts on this computer can read the settings, and the tokens in them"
NOT_THERE = "is not there"
NOT_JSON = "is not JSON"
DIFFERS = "differs from what the program generates, from this line on"
FIX_MANIFEST = "Run make manifest to write it again."
FIX_RULES = "Change the code that generates it, then run make manifest."
OPTIONAL_UNASKED = "names an optional scope that is not asked for"
ADDRESSES = "addresses are for HTTP only: Socket Mode has none"


WRITE_MESSAGES = "Add messages by authors who did not see the others; knowledge/messages/README.md says how."


def few_messages(intent: str, rows: int, authors: int) -> str:
    """An intent has too few messages, or too few authors, to be learned."""
    return f"the intent {intent} has {rows} different messages by {authors} authors"


def no_messages(command: str) -> str:
    """A command that no intent leads to."""
    return f"no intent stands for the command {command}"


def fix_open_file(file: object) -> str:
    """How to make the settings file readable by its owner only."""
    return f"Type: chmod 600 {file}"


def to_fix(number: int) -> str:
    """How many problems were found."""
    return f"{number} to fix."


def length(path: str, found: int, least: int, most: int) -> str:
    """A text or a list is too short or too long, counted in characters or entries."""
    return f"{path} has a length of {found}; {least} to {most} is allowed"


def unknown(path: str, names: set[str]) -> str:
    """An object has keys that the schema does not know."""
    return f"{path or 'it'} holds {', '.join(sorted(names))}, which is not known there"


def no_command(said: str) -> str:
    """A command does not begin with a slash."""
    return f"the command {said} does not begin with /"


def no_address(said: str) -> str:
    """An address does not begin with https://, which Slack requires."""
    return f"the address {said} does not begin with https://"


def no_color(said: str) -> str:
    """A color is not written as in #1f3a5f."""
    return f"the color {said} is not of the form #1f3a5f"


def not_as(path: str, found: object, wanted: str) -> str:
    """A value that is not allowed there."""
    return f"{path} is {found}; it must be {wanted}"


def twice(path: str, found: str) -> str:
    """A value that must be unique occurs twice."""
    return f"{path} holds {found} twice"


def icon(name: str, wanted: str) -> str:
    """A picture that is missing, or has another format."""
    return f"the icon {name} must be {wanted}"


HELP_JSON = "One JSON line for each file."
HELP_TEXT = "Print the text that was read, to which the offsets of quotes refer."
HELP_AS_OF = "The day whose law counts; today if left out."
HELP_SHEET = "Write the results of a folder to FILE, a .xlsx or a .csv."
READING = "Papers read"
SHEET = "Review"
ONE_FILE = "Name one file with --text."
NO_FORMAT = "Name a .xlsx or a .csv file for the sheet."


def nothing_in(folder: Path) -> str:
    """The folder has no paper that can be read."""
    return f"There is no PDF, Word, web or text file in {folder}."


def line(name: str, said: str) -> str:
    """One reviewed paper: its file name and the result, or the problem."""
    return f"{name}: {said}"


def total(read: int, unread: int) -> str:
    """How many papers were read, and how many could not be."""
    failed = f", {unread} could not be read" if unread else ""
    return f"{read} paper{'' if read == 1 else 's'} read{failed}."


def sheet_written(path: Path) -> str:
    """The spreadsheet with the results was written."""
    return f"Wrote {path}."


def not_read(name: str, why: str) -> str:
    """The operating system cannot read a file, or write one."""
    return f"{name} cannot be read{f': {why}' if why else ''}."


HELP_LAW = (
    "The law files: the district's own copy, which DPA_LAW names, and whether they say what the official text says."
)
HELP_FILE = "Show this file line by line, such as law/posting.yaml."
NO_COPY = "Name the folder of a copy, or set DPA_LAW to it: dpa law diff FOLDER"
SAME = "No file differs from the package."
WHAT_NOW = (
    "To take a file over from the package, copy it from {package} over yours; to see one file line by line: "
    "dpa law diff --file NAME. Then dpa check."
)


def copied(folder: Path, files: int) -> str:
    """A copy was made; what comes next."""
    return (
        f"{files} files are in {folder}. Edit them as docs/editing-the-law.md says, and try them with dpa check "
        f"{folder}. The bot uses them with DPA_LAW={folder.absolute()}"
    )


def not_copied(folder: Path, problem: str) -> str:
    """The copy could not be made, and nothing was left behind."""
    return f"{folder} was not made ({problem}). Name a folder that does not exist yet, or is empty."


def versions(program: str, edition: Edition | None, copy: Path | None, differing: int) -> str:
    """The versions of the program and of the law files, a line each."""
    law = f"law {edition.version} of {day(edition.date)}" if edition else "law without a version"
    own = f", your copy in {copy}: {count(differing)} from the package" if copy else ""
    return f"dpa {program}\n{law}{own}"


def count(differing: int) -> str:
    """How many files differ."""
    return f"{differing} {'file differs' if differing == 1 else 'files differ'}"


def summary(differing: int) -> str:
    """Below what ``dpa check`` found, where a copy is used."""
    return f"Your copy of the law files: {count(differing)} from the package." + (
        " dpa law diff lists them." if differing else ""
    )


def change(name: str, how: FileChange, wide: int) -> str:
    """A file that differs, and how."""
    return f"{name:{wide}}  {how.value}"


def no_file(name: str) -> str:
    """The file is in neither folder."""
    return f"There is no file {name}, neither in the copy nor in the package. dpa law diff lists those that differ."


CHAIN_UNREADABLE = "The audit chain cannot be read: an event has fields that this version does not keep, or lacks some."
HELP_DISTRICT = "Which district's records; not needed where there is only one."
HELP_HEAD = "A published audit head, such as 12:9f86d0…; may be given several times."
HELP_EVEN = "Restore even if changes made since the backup will be lost."
HELP_TO = "postgresql://name@host/database; put the password into PGPASSWORD or ~/.pgpass, where nobody sees it."
SAME_PLACE = "The records are in that database already. Nothing was moved."
NOT_ON_SCREEN = "This format cannot be shown on the screen. Name a file: dpa export --format xlsx FILE"
HELP_SINCE = "The first day; the school year's if left out."
HELP_UNTIL = "The last day; today if left out."
HELP_FORMAT = "csv makes a zip of tables."
NOT_WORD = "Name a .docx file for the addendum."
FILES_BAR = "Files, copied and compared"
BAD_HEAD = "write NUMBER:HASH as an export shows it, for example 12:9f86d081… with all 64 characters"


def no_district(name: str, known: Sequence[str]) -> str:
    """A district that has no records."""
    return f"There are no records for a district '{name[:40]}'. {_known(known)}"


def bad_name(name: str) -> str:
    """What cannot be a district's name."""
    return f"'{name[:40]}' is not a valid district name: use lowercase letters, digits and hyphens."


def which(known: Sequence[str]) -> str:
    """Several districts have records, and none was named."""
    return f"Which district? Add --district NAME. {_known(known)}"


def _known(known: Sequence[str]) -> str:
    return f"There are: {', '.join(known)}." if known else "There are no records yet."


def among_records(path: Path) -> str:
    """A file that would be written into the folder of the records."""
    return f"{path} is in the folder of the records. Choose another place, ideally on another disk."


def not_written(path: Path, why: str) -> str:
    """A file that cannot be written."""
    return f"{path} cannot be written: {why}."


def holds(events: int, head: str) -> str:
    """The chain is valid."""
    if not events:
        return "The audit chain holds: there are no events yet."
    return f"The audit chain holds: {_count(events, 'event')}, none changed, removed, inserted or cut off.\nHead {head}"


def compared(found: Comparison) -> str:
    """The result of comparing the records with their events, in one or more lines."""
    if found.differences:
        listed = "\n".join(_difference(one) for one in found.differences[:DIFFERENCES_SHOWN])
        omitted = len(found.differences) - DIFFERENCES_SHOWN
        count = _count(len(found.differences), "record")
        more = f"\n… and {_count(omitted, 'more record')}." if omitted > 0 else ""
        return f"{count} changed outside this program. Everything else is as the history tells it.\n{listed}{more}"
    count = _count(found.compared, "record")
    lines = [f"The records match their history: {count} compared, none changed, added or removed."]
    if found.partly:
        lines.append(
            f"Of {_count(found.partly, 'record')} only the changes since an erasure could be compared: it emptied "
            "earlier events."
        )
    if found.untold:
        lines.append(
            f"{_count(found.untold, 'reminder')} could not be compared: planned by an earlier version, which kept no "
            "event of it."
        )
    return "\n".join(lines)


DIFFERENCES_SHOWN = 50


def _difference(one: Difference) -> str:
    if not one.event:
        return f"{one.id} was added: no event tells of it."
    if not one.fields:
        return f"{one.id} was removed: event {one.event} is the last that tells of it, and no erasure does."
    names = ", ".join(name.replace("_", " ") for name in one.fields)
    return f"{one.id} was changed: {names} not as its history has it up to event {one.event}."


def broken(number: int, why: str) -> str:
    """The first broken link of the audit chain."""
    return f"The audit chain is broken at event {number}: {why}."


def cut_off(counted: int) -> str:
    """Why the chain is broken: its last event is not the last one that the store counted."""
    return f"{_count(counted, 'event')} had been counted, and the chain does not end with the last of them"


def damaged(events: int, number: int, why: str) -> str:
    """The state of the audit chain in a damaged file; `why` is empty where the chain is valid."""
    if why:
        return broken(number, why)
    return f"The audit chain in it holds ({_count(events, 'event')}): something else in the file was changed."


def backed_up(district: str, rows: int, head: str, path: Path) -> str:
    """A backup was written."""
    return f"Backed up {district} to {path}: {_count(rows, 'record')} and events, audit head {head}."


BACKUP_LACKS = "The backup was made, but it does not have"
RESTORED_LACKS = "The records are restored, but not"
MOVED_LACKS = "The records were moved, but not"


def lacking(lacks: Sequence[Flaw], what: str) -> str:
    """The kept files that are gone or damaged, below ``what``: the sentence that begins the list."""
    listed = "\n".join(f"  {flaw(one)}" for one in lacks)
    return f"{what} {_count(len(lacks), 'kept file')}:\n{listed}\nAdd the file to its record again, with add-file."


def inspected(found: Sequence[Flaw], secrets: Sequence[str]) -> str:
    """What was changed outside the audit chain (files, counters, claims, sign-ins), one a line.

    ``secrets`` are the names of those that no key opens.
    """
    lines = [*map(flaw, found), *map(secret_changed, secrets)]
    listed, omitted = "\n".join(lines[:DIFFERENCES_SHOWN]), len(lines) - DIFFERENCES_SHOWN
    more = f"\n… and {omitted:,} more." if omitted > 0 else ""
    return f"Changed outside this program, beside the history:\n{listed}{more}"


def kept_files(files: int) -> str:
    """Nothing outside the audit chain was changed; ``files`` is how many kept files were compared."""
    kept = f"{_count(files, 'kept file')} compared, none changed or gone. " if files else ""
    return f"{kept}Claims, counters, pauses and sign-ins are as this program leaves them."


def signed_in(visits: Sequence[Row]) -> str:
    """Who can sign in now, and until which day; the audit chain has no events of this."""
    latest: dict[tuple[str, str], str] = {}
    for row in visits:
        pair = str(row["person"]), str(row["kind"])
        latest[pair] = max(latest.get(pair, ""), str(row["until"]))
    listed = "; ".join(f"{who} ({kind} until {until[:10]})" for (who, kind), until in sorted(latest.items()))
    return f"No history tells of links and visits. Whom they let in now: {listed}."


_FLAWS: Mapping[Trouble, str] = {
    Trouble.FILE_GONE: "The kept file {id}{of} is gone.",
    Trouble.FILE_DAMAGED: "The kept file {id}{of} was changed: it no longer has the content it was kept with.",
    Trouble.HELD: "The reminder {id} is held back until {day}: nothing in this program holds one so long.",
    Trouble.CLOSED: "The reminder {id} is marked as closed in the database, but its deadline is open: nobody gets it.",
    Trouble.SLOT: "Nothing is sent to '{id}' before {day}: nothing in this program pauses so long.",
    Trouble.TOKEN: "A sign-in of {id} lasts until {day}, which this program gives to nobody.",
    Trouble.BEHIND: "The counter of {id}-… was lowered: {id}-{detail} has been given out already.",
    Trouble.NUMBER: "The event under number {id} says that it is number {detail}.",
    Trouble.TABLE: "There are rows of '{id}', which this version does not keep.",
    Trouble.FIELD: "{id} has a field '{detail}', which this version does not keep.",
    Trouble.UNREADABLE: "{id} cannot be read as a {detail}: a field is missing or is not what it should be.",
}


def flaw(one: Flaw) -> str:
    """What is wrong with one kept file, reminder, counter or sign-in, in a sentence."""
    of = f" of {one.detail}" if one.detail else ""
    return _FLAWS[one.trouble].format(id=one.id, detail=one.detail, of=of, day=one.detail[:10])


def secret_changed(name: str) -> str:
    """A secret that no key opens."""
    return f"The secret '{name}' cannot be opened with the keys that are set: it was changed, or its key is gone."


def restored(district: str, rows: int, head: str, path: Path) -> str:
    """A backup was restored."""
    return f"Restored {district} from {path}: {_count(rows, 'record')} and events, audit head {head}."


def old_kept(folder: Path) -> str:
    """Where the data from before the restore is now."""
    return f"The data from before is in {folder}, in before-restore-*.json."


def moving(district: str, rows: int, files: int) -> str:
    """Before a move: what will be copied."""
    return f"Moving {district}: {_count(rows, 'record')} and events, {_count(files, 'file')} …"


def moved(records: int, events: int, files: int, head: str) -> str:
    """After a move: how much was copied and compared."""
    return (
        f"Moved, and both sides are the same: {_count(records, 'record')}, {_count(events, 'event')}, "
        f"{_count(files, 'file')}, each compared. Audit head {head}."
    )


MOVE_ON = (
    "The old data is unchanged. Next: stop the bot, run this command again so that nothing is left behind, and start "
    "the bot with DPA_DATABASE_URL set to that address."
)


def exported(name: str, path: Path, head: str) -> str:
    """An export was written."""
    boxed = " It is a zip file with a table in each file." if name.endswith(".zip") else ""
    return f"Exported to {path}, audit head {head}.{boxed}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def packet_written(path: Path) -> str:
    """The packet was written."""
    return f"Wrote {path}. Read it before you hand it out."


def addendum_written(path: Path) -> str:
    """The addendum was written."""
    return f"Wrote {path}. Have your counsel look it over before you send it."
