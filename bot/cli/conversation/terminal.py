"""Show replies in a terminal, and hold a conversation there."""

from __future__ import annotations

import secrets
import textwrap
from collections.abc import Callable, Iterator

from bot.chat.replies.shown import shown
from bot.cli.words import FILE_HINT, FORM_HINT, HINT, MORE_OPTIONS, PROMPT, SECTION_PROMPT
from bot.words import by_law_of
from handlers.dialogue.chart import Chart
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Field, Form, Reply, Tone
from handlers.dialogue.text import badges
from handlers.dialogue.text.plain_text import block
from handlers.forms.sections import in_sections
from handlers.forms.visible_fields import visible_fields
from handlers.forms.words import in_one_line

WIDTH, MOST_OPTIONS = 100, 12
SIGNS: dict[Tone, str] = {
    **{tone: f"[{word.upper()}]" if word else "" for tone, (_, word) in badges.SIGNS.items()},
    "unknown": "[?]",
    "sorry": "[!]",
}
GOODBYE = ("exit", "quit", "bye")


def show(reply: Reply) -> str:
    """The reply as wrapped lines, with its choices numbered and its files named."""
    reply = shown(reply)
    as_of = [by_law_of(reply.as_of), ""] if reply.as_of else []
    lines = [*as_of, *_lines(reply)]
    body = [_wrapped(line, "  " if line.startswith(("- ", "  | ")) else "") for line in lines]
    head = f"{SIGNS[reply.tone]} {reply.title}".strip()
    files = [f"  {file.name} ({FILE_HINT})" for file in reply.files]
    choices = [f"  {number}) {choice.label}" for number, choice in enumerate(reply.every_choice, 1)]
    return "\n".join([head, "", *body, *files, *(["", *choices] if choices else [])])


def _wrapped(line: str, indent: str) -> str:
    """The line in several where it is long; a web address stays whole, so that it can be copied."""
    whole = "://" not in line
    return textwrap.fill(line, WIDTH, subsequent_indent=indent, break_long_words=whole, break_on_hyphens=whole)


def _lines(reply: Reply) -> Iterator[str]:
    """What it says, with its charts drawn in letters."""
    for part in reply.parts:
        yield from (part.title, *part.lines()) if isinstance(part, Chart) else block(part).splitlines()
    yield from reply.footer.splitlines()


def chat(respond: Callable[[Message], Reply], read: Callable[[str], str], say: Callable[[str], None], who: str) -> None:
    """Talk until the person leaves. A number picks that choice of the last reply; a form is filled field by field."""
    reply = shown(respond(Message("help", who=who)))
    say(show(reply) + "\n\n" + HINT)
    while True:
        try:
            said = read(PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if said.lower() in GOODBYE:
            return
        proposal = ""
        if said.isdigit() and 1 <= int(said) <= len(reply.every_choice):
            said = reply.every_choice[int(said) - 1].say
            proposal = reply.proposal_of(said)
        if said:
            reply = shown(respond(Message(said, who=who, proposal=proposal)))
            say(show(reply))
        while reply.form:
            fields = fill(reply.form, read, say)
            if fields is None:
                break
            sent = Message(
                reply.form.say, fields=fields, who=who, request=secrets.token_hex(8), proposal=reply.proposal
            )
            reply = respond(sent)
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
    said = read(prompt).strip()
    if said.lower() == "cancel":
        raise EOFError
    return said
