"""Sentences of the terminal, and of ``dpa talk``, ``publish``, ``connect`` and ``law verify``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from bot.installed import IN_PROJECT
from handlers.dialogue.words import day
from knowledge.citation import Citation
from knowledge.verifying.ledger import LEDGER, Confirmation
from knowledge.verifying.statements import PinnedPassage, Statement, TextComparison

PROMPT = "\nyou> "
HINT = "Type a question, the number of a choice, or 'exit'."
FORM_HINT = "Answer field by field. Enter keeps what is in brackets; 'cancel' stops. Fields with * are required."
SECTION_PROMPT, MORE_OPTIONS = "? (y, or Enter to skip): ", "… or another one"
FILE_HINT = "a file; get it on the page, in Slack or in Teams"
HELP_OPENAPI = "Print the description of the read API (OpenAPI 3.1)."
HELP_AS_OF = "Use the law as of that date, for example 2017-05-01."
HELP_VERSION = "Show the versions of the program and of the law files."
HELP_JSON = "One JSON object."
HELP_JSONL = "Read JSON lines, write JSON lines."
WRITE_QUESTION = 'Write the question: dpa ask "may the vendor sell student data?"'
WRITE_EVENT = "Write the event and its date: dpa due contract_executed 2026-10-07"
NO_QUESTION = 'the line has no "q" with a question'
NO_EVENT = 'the line needs "event" and "at"'
NOT_AN_OBJECT = "the line is not a JSON object"


def no_command(typed: str, nearest: str) -> str:
    """A command that does not exist; `nearest` is empty where none is similar."""
    hint = f" Did you mean '{nearest}'?" if nearest else ""
    return f"There is no command '{typed[:40]}'.{hint} 'dpa --help' lists them all."


def disk_full(path: object) -> str:
    """The disk is full; ``path`` is empty where the system does not name the file."""
    where = f" for {path}" if path else ""
    return f"There is no room on the disk{where}. Free some space and try again; nothing was half saved."


def bad_law(problems: str) -> str:
    """The law files cannot be used."""
    return f"The law files cannot be used:\n{problems}"


def not_json(problem: str, column: int) -> str:
    """A line that is not JSON."""
    return f"the line is not JSON: {problem} at column {column}"


HELP_TALK = "Hold whole conversations, records included: JSON lines in, JSON lines out."
HELP_DATA = "Use the records in this folder, and keep them; otherwise each talk has empty ones."
JSONL_ONLY = "Conversations are read as JSON lines: dpa talk --jsonl < talks.jsonl"
NO_TALK = 'the line needs "talk", the name of its conversation'
ONE_ACT = 'the line needs one of "say", "press" and "fill"'
NOT_TEXT = '"say" and "press" are texts, and "fill" is an object of fields'
NOTHING_BEFORE = "there is no reply before it in this talk"
NO_FORM = "the reply before it has no form"


def no_moment(value: str) -> str:
    """A ``now`` that is not a date and time."""
    return f"\"now\" cannot be read: '{value[:40]}'; write for example 2026-11-26T10:00"


def no_role(value: str, known: Iterable[str]) -> str:
    """A role that does not exist."""
    return f"there is no role '{value[:40]}'; there are: {', '.join(known)}"


def no_choice(label: str, there: Iterable[str]) -> str:
    """A button that the last reply does not have."""
    return f"the reply before it has no choice '{label[:75]}'; it has: {'; '.join(there) or 'none'}"


def no_field(names: Iterable[str], there: Iterable[str]) -> str:
    """Fields that the form of the last reply does not have."""
    return f"the form has no {', '.join(names)}; it has: {', '.join(there)}"


HELP_ADDRESS = "Where the folder is served, for example https://schools.example.org/privacy."
HELP_ACCEPT = "Publish although something is missing; the pages say so. What nobody checked stays out."
HELP_CHECKED = "You looked at this record's texts and file: no student's data in them. May be given several times."
HELP_TO = "Also copy it to a web server: user@host:/path (rsync), or sftp://user@host/path."
HELP_SSH = "An ssh configuration file for --to: keys, port, known hosts."
NO_FOLDER = "Name a folder, or set DPA_REGISTER to one: dpa publish FOLDER"
NOT_ACCEPTED = "Nothing was published. Complete the records, or publish as it is with --accept."
HOW_TO_CHECK = "After you have looked: --checked {}"
COPY_AFTER = "The folder on this machine is up to date, but no deadline was closed. Run the command again."
TIMED_OUT = "no answer in time"


def bad_address(address: str) -> str:
    """An ``--address`` that is not a web address."""
    return f"'{address[:80]}' is not a web address. Write for example https://schools.example.org/privacy"


def bad_target(target: str) -> str:
    """A ``--to`` that names no folder on a web server."""
    return f"'{target[:80]}' is not a target. Write user@host:/path, or sftp://user@host/path"


def no_program(name: str) -> str:
    """A system program (rsync, sftp or ssh) is missing."""
    package = {"sftp": "openssh-client", "ssh": "openssh-client"}.get(name, name)
    return f"The program {name} is missing on this machine. On Debian or Ubuntu: sudo apt install {package}"


def not_copied(target: str, why: str) -> str:
    """The copy to the web server failed."""
    return f"The register was not copied to {target}: {why[:300]}. {COPY_AFTER}"


def written(folder: Path, sha256: str) -> str:
    """Where the site was written, and the hash of its proof file."""
    return f"Folder: {folder}. Proof: published.json, sha256 {sha256}"


def copied(target: str) -> str:
    """The site is on the web server."""
    return f"Copied to {target}."


def to_check(ids: Collection[str]) -> str:
    """How to say that these records were looked at."""
    return HOW_TO_CHECK.format(" --checked ".join(ids))


START = "make run" if IN_PROJECT else "dpa run"
PACKAGE = "make manifest" if IN_PROJECT else "dpa manifest teams dpa-teams.zip"
HELP_CONNECT = "Connect Slack or Microsoft Teams: paste what they issued; it is checked and saved."
HELP_SLACK = "Connect Slack. A script gives one answer a line on standard input."
HELP_TEAMS = "Connect Microsoft Teams. A script gives one answer a line on standard input."
HELP_NO_CHECK = "Do not ask Slack or Microsoft whether they take it."

SLACK_BEGINS = (
    "Open https://api.slack.com/apps and your app there (docs/slack.md, steps 2 to 6, says how to make it).\n"
    "Paste what each line asks for. Secrets stay hidden. Ctrl-C stops; nothing is saved until the end."
)
FOR_BOT = "Bot User OAuth Token (Install App; begins with xoxb-)"
APP_OR_SIGNING = (
    "App-level token (Basic Information, App-Level Tokens; begins with xapp-),\n"
    "or, if Slack is to call the bot at an https address, the Signing Secret (Basic Information, App Credentials)"
)
URL_OF_SLACK = "Address at which browsers reach the bot, such as https://dpa.example.org"
MEMBER = "Who administers the bot: their member ID (in Slack: profile, ⋮, Copy member ID)"
SLACK_NEXT = f"Now start the bot: {START}. (If it is running, stop it with Ctrl-C first.) Then type /dpa in Slack."

TEAMS_BEGINS = (
    "Open https://portal.azure.com and your Azure Bot there (docs/teams.md, steps 3 to 5, says how to make it).\n"
    "Paste what each line asks for. Secrets stay hidden. Ctrl-C stops; nothing is saved until the end."
)
APP_ID = "Microsoft App ID (Configuration)"
TENANT_ID = "App Tenant ID (Configuration)"
SECRET_VALUE = "Secret: its Value, not its Secret ID (Certificates & secrets)"  # noqa: S105 - it is a question
URL_OF_TEAMS = "Address at which Teams reaches the bot, such as https://dpa.example.org"
OBJECT_ID = "Who administers the bot: their Object ID (entra.microsoft.com, Users, the person, Overview)"
PUBLISHER = "Your district's name, as Teams shows who the app is from (at most 32 characters)"
TEAMS_NEXT = (
    f"Now start the bot: {START}. (If it is running, stop it with Ctrl-C first.) "
    f"Then make the package for Teams: {PACKAGE}."
)
NEEDED = "This one is needed."
LEFT = "Stopped. Nothing was saved."


def no_file(path: Path) -> str:
    """DPA_SETTINGS names a device or a folder, which saving would replace."""
    return f"DPA_SETTINGS names {path}, which is no file. Set it to the file in which the settings are to be kept."


def prompt(asks: str, *, kept: bool, needed: bool) -> str:
    """A question, with what Enter does: keep the old value, or leave out one that is not needed."""
    hint = " [Enter keeps the one you have]" if kept else "" if needed else " [Enter leaves it out]"
    return f"\n{asks}{hint}: "


def wrong(name: str, says: str) -> str:
    """A value that is not valid; it may be a secret, so it is not repeated."""
    return f"{name}: {says}."


def save_unchecked(says: str) -> str:
    """The value could not be checked."""
    return f"{says} Save it without this check? [y/N] "


def not_saved(says: str) -> str:
    """The value could not be checked, and was not saved."""
    return f"{says} Nothing was saved. Try again later, or save without the check: --no-check."


def saved(path: Path) -> str:
    """Where the settings were saved."""
    return f"\nSaved in {path}, which only your account on this computer can read."


def environment_wins(names: Sequence[str]) -> str:
    """Variables of the environment override saved settings."""
    return f"Careful: the environment has other values for {', '.join(names)}, and they win. Remove them there."


HELP_VERIFY = """Hold the book's statements against the official text in FILE, one passage at a time.

FILE is the text of chapter 170, or any part of it with its heading ("Sec. 10-234bb. ..."): pasted into a text
file, or the page saved as .html. It is only read. For each statement answer y (it says what the text says), n (it
does not fit), s (skip it for now) or q (quit; everything so far is kept). A confirmed statement gets the tag [V]; who
confirmed it, and when, is noted in verified.yaml. Exit 1 where something does not fit or is not in the text.
"""
HELP_BOOK = "The folder with the law files; that of DPA_LAW if left out, or else the package's."
HELP_NAME = "Who confirms; asked for if left out."
HELP_LIST = "Only print the report: ask nothing, write nothing."
HELP_ALL = (
    "Ask for our own readings [I] too, for what is [V] without a name in verified.yaml, and for what did not fit."
)
ASK_NAME = "Your name, as it shall stand in the ledger: "
ASK = "Does the statement say what the text says? [y]es, [n]o, [s]kip, [q]uit: "
ANSWERS = "Type y, n, s or q."
KEPT = "Stopped. Every answer so far is kept; the same command goes on from here."
NOTHING_TO_ASK = "No statement waits for an answer on this text."
NO_STATUTE = (
    "The file has no section of the act. Above the text put its heading on a line of its own, such as 'Sec. 10-234bb.'."
)
BOOK, TEXT = "The book says", "The official text"
ABOVE = "(The passage stands above, in full.)"
MOVED = (
    "Nothing was changed: this statement no longer stands where it was read. Someone edited the file meanwhile. "
    "Quit, and start again."
)
INSTALLED = (
    "The law files of an installed package are not written to. Make a copy with dpa law copy FOLDER, and name it with "
    "--book FOLDER."
)
SHORT = 60
"""Characters of a statement or a passage that the report shows."""


def not_read(file: Path, problem: str) -> str:
    """The file with the text cannot be opened."""
    return f"{file} could not be read ({problem})."


def no_book(folder: Path) -> str:
    """The folder has no law files."""
    return f"There are no law files in {folder}. Name the folder that has law and topics in it."


def not_writable(folder: Path, problem: str) -> str:
    """The law files cannot be written, so nothing can be confirmed in them."""
    return (
        f"{folder} cannot be written ({problem}), so nothing can be confirmed there. "
        "Use a copy (dpa law copy FOLDER), or --list."
    )


def bad_ledger(folder: Path) -> str:
    """The ledger cannot be read, perhaps after an edit by hand."""
    return f"{folder / LEDGER} cannot be read. Correct it, or put it away; the tags in the law files stay as they are."


def undone(problem: str) -> str:
    """An edit was undone, because the law files could not be loaded with it."""
    return f"Nothing was changed: with [V] behind this statement the law files could not be used.\n{problem}"


def not_written(problem: str) -> str:
    """An edit could not be written."""
    return f"Nothing was changed: the file could not be written ({problem})."


def head(passage: PinnedPassage, place: tuple[int, int], statement: tuple[int, int]) -> str:
    """The line above a question: its passage and its number among all."""
    of = f", statement {statement[0]} of {statement[1]}" if statement[1] > 1 else ""
    return f"{passage.cite}  (passage {place[0]} of {place[1]}{of})"


def origin(one: Statement) -> str:
    """Where the statement is written, its tag, and its other cites."""
    places = [f"{at.file}:{at.line}, {at.name}  [{one.tag.value}]" for at in one.places]
    others = ", ".join(cite.text for cite in one.cites if cite != one.pin)
    return "\n".join([*places, *([f"It also cites {others}."] if others else [])])


def confirmed(one: Statement) -> str:
    """A statement was confirmed, and its tag changed."""
    return f"Confirmed: [V] in {', '.join(dict.fromkeys(at.file for at in one.places))}."


def start(passages: int, questions: int) -> str:
    """Before the first question."""
    return f"{_count(questions, 'statement')} at {_count(passages, 'passage')} to hold against the text."


def report(
    found: TextComparison, said: Mapping[str, list[Statement]], openings: Mapping[Citation, str]
) -> Iterable[str]:
    """The report at the end, a line at a time."""
    yield f"Confirmed: {len(said['y'])}"
    yield from (f"  {_line(one)}" for one in said["y"])
    misfits_before = [one for one, _ in found.misfits if one not in said["n"] + said["y"]]
    yield f"Does not fit: {len(said['n']) + len(misfits_before)}"
    yield from (f"  {_line(one)}" for one in said["n"])
    yield from (f"  {_line(one)}\n    {_by(note)}" for one, note in found.misfits if one in misfits_before)
    yield f"Pinned by the book, not in the text: {len(found.lacking)}"
    yield from (f"  {cite}" for cite in found.lacking)
    yield from (
        f"  {section} is not in this file; the book pins {_count(pins, 'passage')} there."
        for section, pins in found.elsewhere.items()
    )
    yield f"In the text, never pinned by the book: {len(found.unpinned)}"
    yield from (f"  {cite}  {_short(openings[cite])}" for cite in found.unpinned)
    answered = [*said["y"], *said["n"]]
    left = [(one.cite, sum(each not in answered for each in one.statements)) for one in found.waiting]
    yield f"Waiting for an answer: {sum(count for _, count in left)}"
    yield from (f"  {cite}: {_count(count, 'statement')}" for cite, count in left if count)


def _line(one: Statement) -> str:
    return f"{one.pin}  {one.places[0].file}:{one.places[0].line}  {_short(one.says)}"


def _by(note: Confirmation) -> str:
    return f"said {note.by}, {day(note.day)}"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
