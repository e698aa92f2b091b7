"""Conversations at a terminal (``dpa chat``) and from JSON lines (``dpa talk``); replies as text or as JSON."""

from __future__ import annotations

import re
import secrets
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bot import compose
from bot.chat.replies import shown
from bot.cli import words
from bot.cli.batch import run_batch
from bot.cli.records.district_store import choose_district
from bot.cli.words import FILE_HINT, FORM_HINT, HINT, MORE_OPTIONS, PROMPT, SECTION_PROMPT
from bot.settings import Settings, read_settings
from bot.words import by_law_of
from handlers.dialogue import text
from handlers.dialogue.chart import Chart
from handlers.dialogue.command_spec import Sorry, id_pattern
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Note, Outcome
from handlers.dialogue.reply import Field, Form, Reply, Tone
from handlers.dialogue.text import block, plain
from handlers.dispatch import handle
from handlers.forms.filling import in_sections, visible_fields
from handlers.forms.words import in_one_line
from handlers.understanding.follow_ups import ASK
from storage.port import Store
from storage.records import Event, Person, Role
from storage.stores import EmbeddedStores, Stores
from storage.vault.vault import Vault, open_vault

OF_LAW: Mapping[Tone, str] = {
    "allowed": "yes", "counts": "yes", "enough": "yes", "in-time": "yes", "needed": "yes", "not-allowed": "no",
    "counts-not": "no", "not-enough": "no", "too-late": "no", "no-duty": "no",
}  # fmt: skip
"""By tone of a ruling: the badge where the answer itself does not begin with yes, no or it depends."""
_ID = re.compile(rf"(?<![\w-]){id_pattern()}(?![\w-])")


def reply_json(reply: Reply, note: Note, written: Sequence[Event]) -> dict[str, Any]:
    """The fields of ``dpa talk --jsonl``."""
    changed = _changed(written)
    return {
        "command": "" if _is_small_talk(reply, note) else note.command,
        "reply": {
            "title": reply.title,
            "badge": _badge(reply),
            "text": plain(reply, headed=False),
            "choices": [{"label": choice.label, "say": choice.say} for choice in reply.every_choice],
            "form": _form(reply.form) if reply.form else None,
            "files": [file.name for file in reply.files],
        },
        "records": list(dict.fromkeys([*reply.records, *_named(reply), *changed])),
        "changed": changed,
        "law": asdict(reply.law) if reply.law else None,
    }


def _badge(reply: Reply) -> str:
    """``yes``, ``no`` or ``depends`` for an answer on the law, else the tone of the reply, or ``none``.

    Whatever is due has ``due``, today too.
    """
    if reply.tone in OF_LAW:
        return (reply.law.opens if reply.law else None) or OF_LAW[reply.tone]
    return "none" if reply.tone == "plain" else "due" if reply.tone in {"due-today", "due-soon"} else reply.tone


def _is_small_talk(reply: Reply, note: Note) -> bool:
    """Whether the message was neither a command nor a question on the law."""
    return note.command == ASK and reply.law is None and note.outcome is Outcome.ANSWERED


def _form(form: Form) -> dict[str, Any]:
    fields = {one.id: {"value": one.value, "error": one.error, "required": one.required} for one in form.fields}
    return {"command": form.say.partition(" ")[0], "fields": fields}


def _named(reply: Reply) -> list[str]:
    """The ids of records named in the reply or in its form."""
    return _ID.findall("\n".join([reply.title, plain(reply), reply.form.say if reply.form else ""]))


def _changed(written: Sequence[Event]) -> list[str]:
    """The ids of the records that were written, without reminders and people."""
    ids = (id for event in written for id in (*event.made, *event.before, *event.after))
    return [id for id in dict.fromkeys(ids) if _ID.fullmatch(id) or id == "setup"]


SURFACE = "talk"
ACTS = ("say", "press", "fill")
YEARS = range(1900, 3000)
"""The years in which a talk may take place; near the ends of the calendar no deadline can be counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a conversation: one of say, press and fill. If now, who or role is None, the last one holds."""

    talk: str
    say: str | None
    press: str | None
    fill: Mapping[str, str] | None
    now: datetime | None
    who: str | None
    role: Role | None


def read_line(call: Mapping[str, Any]) -> Line:
    """The line, checked. Raises Sorry saying what is wrong with it."""
    given = {act: call[act] for act in ACTS if call.get(act) is not None}
    if not isinstance(call.get("talk"), str):
        raise Sorry(words.NO_TALK)
    if len(given) != 1:
        raise Sorry(words.ONE_ACT)
    if not all(isinstance(value, dict if act == "fill" else str) for act, value in given.items()):
        raise Sorry(words.NOT_TEXT)
    fill = {str(name): _text(value) for name, value in given["fill"].items()} if "fill" in given else None
    now, who, role = (str(call[key]) if call.get(key) is not None else None for key in ("now", "who", "role"))
    return Line(
        call["talk"], given.get("say"), given.get("press"), fill, _moment(now) if now else None, who, _role(role)
    )


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Sorry(words.no_moment(value=value)) from None
    if moment.year not in YEARS:
        raise Sorry(words.no_moment(value=value))
    return moment


def _role(value: str | None) -> Role | None:
    if value is not None and value not in {role.value for role in Role}:
        raise Sorry(words.no_role(value=value, known=[role.value for role in Role]))
    return Role(value) if value is not None else None


def _text(value: object) -> str:
    """A field's value as a form sends it; the values of a list are joined by commas."""
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return "" if value is None else str(value)


class ScriptedTalk:
    """Answers the lines of one talk, in order, on one store."""

    def __init__(self, talk: str, store: Store, desk_of: Callable[[Role], Desk], *, introduces: bool) -> None:
        self._place, self._store, self._desk_of, self._introduces = f"{SURFACE}:{talk}", store, desk_of, introduces
        self._now: datetime | None = None
        self._who, self._role = "", Role.PRIVACY
        self._before: Reply | None = None

    def answer(self, line: Line) -> dict[str, Any]:
        """The reply to a line, and what it changed. Raises Sorry where the last reply has no such choice or form."""
        self._now = line.now or self._now
        previous = self._who, self._role
        self._who = line.who if line.who is not None else self._who
        self._role = line.role or self._role
        desk = self._desk()
        if self._introduces and self._who and previous != (self._who, self._role):
            self._introduce(desk)
        message = self._message(line)
        events_before = self._store.head().number
        reply, note = handle(message, desk)
        self._before = reply
        written = self._store.events()[events_before:] if self._store.head().number > events_before else []
        return reply_json(reply, note, written)

    def _desk(self) -> Desk:
        desk = self._desk_of(self._role)
        if self._now is None:
            return desk
        aware = self._now if self._now.tzinfo else self._now.replace(tzinfo=desk.zone)
        return replace(desk, now=aware.astimezone(desk.zone))

    def _introduce(self, desk: Desk) -> None:
        """Put the speaker on file with their role, as a chat does before the first answer."""
        event = Event(who=self._who, what="meet", when=desk.now, surface=SURFACE)
        self._store.change(event, lambda _: [Person(id=self._who, name=self._who, role=self._role)])

    def _message(self, line: Line) -> Message:
        message = Message("", who=self._who, surface=SURFACE, place=self._place)
        if line.say is not None:
            return replace(message, text=line.say)
        if self._before is None:
            raise Sorry(words.NOTHING_BEFORE)
        submission = replace(message, request=secrets.token_hex(8))
        form = self._before.form
        if line.press is not None and not (form and form.submit == line.press):
            say = _pressed(line.press, self._before)
            return replace(submission, text=say, proposal=self._before.proposal_of(say))
        return _filled(line.fill or {}, self._before, submission)


def _pressed(label: str, reply: Reply) -> str:
    """The text that a choice sends; the choice is named by its label or by that text. Raises Sorry."""
    for choice in reply.every_choice:
        if label in {choice.label, choice.say}:
            return choice.say
    raise Sorry(words.no_choice(label, [choice.label for choice in reply.every_choice]))


def _filled(typed: Mapping[str, str], reply: Reply, message: Message) -> Message:
    """The message that submits the reply's form with the typed values, and its own for the rest. Raises Sorry."""
    if reply.form is None:
        raise Sorry(words.NO_FORM)
    kept = {field.id: field.value for field in reply.form.fields}
    if unknown := [name for name in typed if name not in kept]:
        raise Sorry(words.no_field(names=unknown, there=list(kept)))
    return replace(message, text=reply.form.say, fields={**kept, **typed}, proposal=reply.proposal)


@click.command(help=words.HELP_TALK)
@click.option("--jsonl", is_flag=True, help=words.JSONL_ONLY)
@click.option("--data", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help=words.HELP_DATA)
def talk(jsonl: bool, data: Path | None) -> None:
    """Answer each line of standard input, in its own conversation."""
    if not jsonl:
        raise click.UsageError(words.JSONL_ONLY)
    settings = read_settings()
    with open_districts(settings, data) as districts:
        run_batch(Talks(settings, districts).answer)


class Talks:
    """The conversations of one run, by name; law and finder are loaded once for all of them."""

    def __init__(self, settings: Settings, districts: Districts) -> None:
        self._make_desks, self._districts = compose.desk_makers(settings, vault=districts.vault), districts
        self._talks: dict[str, ScriptedTalk] = {}

    def answer(self, call: dict[str, Any]) -> dict[str, Any]:
        """The answer to one line. Raises Sorry for a line that cannot be read or done."""
        line = read_line(call)
        if line.talk not in self._talks:
            self._talks[line.talk] = self._begin(line.talk)
        return self._talks[line.talk].answer(line)

    def _begin(self, name: str) -> ScriptedTalk:
        district, store = self._districts.open(len(self._talks))

        def desk_of(role: Role) -> Desk:
            return self._make_desks(district, store, role, "")()

        return ScriptedTalk(name, store, desk_of, introduces=not self._districts.own)


@dataclass(frozen=True, slots=True)
class Districts:
    """The records of the talks: all in the district ``own``, or each in an empty one where that is not named."""

    stores: Stores
    own: str
    vault: Vault

    def open(self, number: int) -> tuple[str, Store]:
        """The district of the talk with that number, and its records."""
        name = self.own or f"talk-{number}"
        return name, self.stores.open(name)


@contextmanager
def open_districts(settings: Settings, data: Path | None) -> Iterator[Districts]:
    """The district in ``data``, or empty ones that are deleted at the end."""
    with TemporaryDirectory(prefix="dpa-talk-") as folder:
        stores = EmbeddedStores(data or Path(folder))
        try:
            own = choose_district(None, settings, stores) if data else ""
            yield Districts(stores, own, open_vault(data or Path(folder)))
        finally:
            stores.close()


WIDTH, MOST_OPTIONS = 100, 12
SIGNS: dict[Tone, str] = {
    **{tone: f"[{word.upper()}]" if word else "" for tone, (_, word) in text.SIGNS.items()},
    "unknown": "[?]",
    "sorry": "[!]",
}
TERMINAL = "terminal"
GOODBYE = ("exit", "quit", "bye")


def show(reply: Reply, *, errors_above: bool = False, numbered: bool = True) -> str:
    """The reply as wrapped lines, with its choices numbered, if ``numbered``, and its files named.

    ``errors_above``: with what is wrong in its form, where nobody is asked for it field by field.
    """
    reply = shown(reply, errors_above=errors_above)
    as_of = [by_law_of(reply.as_of), ""] if reply.as_of else []
    lines = [*as_of, *_lines(reply)]
    body = [_wrapped(line, "  " if line.startswith(("- ", "  | ")) else "") for line in lines]
    head = f"{SIGNS[reply.tone]} {reply.title}".strip()
    files = [f"  {file.name} ({FILE_HINT})" for file in reply.files]
    choices = [f"  {number}) {choice.label}" for number, choice in enumerate(reply.every_choice, 1) if numbered]
    return "\n".join([head, "", *body, *files, *(["", *choices] if choices else [])])


def _wrapped(line: str, indent: str) -> str:
    """The line, wrapped; a line with a web address is not broken inside a word, so that it can be copied."""
    whole = "://" not in line
    return textwrap.fill(line, WIDTH, subsequent_indent=indent, break_long_words=whole, break_on_hyphens=whole)


def _lines(reply: Reply) -> Iterator[str]:
    """The lines of the reply, with charts drawn in letters."""
    for part in reply.parts:
        yield from (part.title, *part.lines()) if isinstance(part, Chart) else block(part).splitlines()
    yield from reply.footer.splitlines()


def chat(respond: Callable[[Message], Reply], read: Callable[[str], str], say: Callable[[str], None], who: str) -> None:
    """Talk until the person leaves. A number picks that choice of the last reply; a form is filled field by field."""
    message = Message("help", who=who, place=f"{TERMINAL}:{who}")
    reply = shown(respond(message))
    say(show(reply) + "\n\n" + HINT)
    while True:
        try:
            typed = read(PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if typed.lower() in GOODBYE:
            return
        proposal = ""
        if typed.isdigit() and 1 <= int(typed) <= len(reply.every_choice):
            typed = reply.every_choice[int(typed) - 1].say
            proposal = reply.proposal_of(typed)
        if typed:
            reply = shown(respond(replace(message, text=typed, proposal=proposal)))
            say(show(reply))
        while reply.form:
            fields = fill(reply.form, read, say)
            if fields is None:
                break
            submission = replace(message, text=reply.form.say, fields=fields, proposal=reply.proposal)
            reply = respond(replace(submission, request=secrets.token_hex(8)))
            say(show(reply))


def fill(form: Form, read: Callable[[str], str], say: Callable[[str], None]) -> dict[str, str] | None:
    """Ask for each visible field; Enter keeps the value in brackets and skips a section. None for 'cancel'."""
    say(FORM_HINT if form.again else f"{FORM_HINT}\n{in_one_line(form.say, form.fields)}")
    values: dict[str, str] = {}
    try:
        for section in in_sections(form.fields):
            skipped = not section.is_open and not _answer(f"{section.title}{SECTION_PROMPT}", read)
            for field in section.fields:
                if field.kind == "file" or field not in visible_fields(form.fields, values):
                    continue
                values[field.id] = field.value if skipped else _ask(field, read, say) or field.value
    except (EOFError, KeyboardInterrupt):
        return None
    return values


def _ask(field: Field, read: Callable[[str], str], say: Callable[[str], None]) -> str:
    if field.options:
        more = [f"    {MORE_OPTIONS}"] if len(field.options) > MOST_OPTIONS else []
        shown = (f"    {value}: {label.removeprefix(f'{value}: ')}" for value, label in field.options[:MOST_OPTIONS])
        say("\n".join([*shown, *more]))
    if field.hint:
        say(textwrap.fill(f"    {field.hint}", WIDTH, subsequent_indent="    "))
    kept = f" [{field.shown or field.value}]" if field.value else ""
    mark = f" ({field.error})" if field.error else ""
    return _answer(f"{field.label}{' *' if field.required else ''}{mark}{kept}: ", read)


def _answer(prompt: str, read: Callable[[str], str]) -> str:
    """What was typed. Raises EOFError for 'cancel'."""
    typed = read(prompt).strip()
    if typed.lower() == "cancel":
        raise EOFError
    return typed
