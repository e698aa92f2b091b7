"""How a reply is fitted to a chat: nothing said twice, texts within limits, and notes, apologies and forms added."""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.chat import words
from bot.chat.received import Incoming
from handlers.commands import is_next
from handlers.dialogue import words as wording
from handlers.dialogue.outcome import Outcome, sentence
from handlers.dialogue.reply import MOST_CHOICES, PRESSING, Bullets, Choice, Cite, Part, Reply, Text, sorry_reply
from handlers.dialogue.text import MARKS
from handlers.forms.filling import SURE
from handlers.forms.words import DOUBTS
from handlers.law.words import CHECKED, HOW_SURE

_BEHIND = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)$")
STATUTES = "C.G.S. "
_ACT = f"{STATUTES}10-234"


def shown(reply: Reply, *, errors_above: bool = False, alone: bool = True) -> Reply:
    """The reply without what its heading, buttons and form say already, and without the rest of a full answer.

    At most one button is primary. An answer on the law gets a button that shows how far each statement was checked. The
    heading has no sign where the rows differ from its tone, unless it says that something presses. ``alone``: no
    other reply stands above it in the same view. ``errors_above``: what is wrong in the form stands above it too, where
    it leads to the field, or where the form itself is behind a button.
    """
    in_form = frozenset() if errors_above else frozenset(_in_form(reply))
    law = reply.law
    checked = any(says in reply.footer for says in CHECKED.values())
    checked = checked and all(choice.label != HOW_SURE for choice in reply.choices)
    shows_how_sure = checked and law is not None and law.citations and len(reply.choices) < MOST_CHOICES
    how_sure = (Choice(HOW_SURE, f"sure {law.citations[0]}", aside=True),) if shows_how_sure and law else ()
    title = _after(MARKS[reply.tone][1], reply.title)
    parts = tuple(_cited_once(_parts(reply, in_form=in_form)))
    mixed = reply.tone not in PRESSING and any(row.tone != reply.tone for row in reply.rows)
    tone = "plain" if mixed else reply.tone
    choices = (*_one_primary(reply, alone=alone), *how_sure)
    return replace(reply, title=title, parts=parts, choices=choices, tone=tone)


def beside(choices: Sequence[Choice], most: int) -> tuple[list[Choice], list[Choice]]:
    """The choices that are buttons, at most ``most``, and those in the menu; one alone gets no menu."""
    first = [one for one in choices if not one.aside][:most] or list(choices[:1])
    rest = [one for one in choices if one not in first]
    return (list(choices), []) if len(rest) == 1 and len(first) < most else (first, rest)


def settles(reply: Reply) -> bool:
    """Whether one press saves what the reply proposes, so that its form is only for changing it first."""
    return any(choice.settles and choice.primary for choice in reply.choices)


def _one_primary(reply: Reply, *, alone: bool) -> tuple[Choice, ...]:
    """The choices, at most one of them primary and then first: the one that the reply marks, else a next step.

    None is primary where a form is to be filled in first. The first choice is a next step where it changes the records,
    takes nothing back, and is not one of several answers.
    """
    choices = reply.choices
    if reply.form and not settles(reply):
        return tuple(replace(one, primary=False) for one in choices)
    wanted = next((place for place, one in enumerate(choices) if one.primary), None)
    if wanted is None and choices and alone and not reply.asks and is_next(choices[0].say):
        wanted = 0
    marked = [replace(one, primary=place == wanted) for place, one in enumerate(choices)]
    return tuple(sorted(marked, key=lambda one: not one.primary))


def _cited_once(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts; of cites in a row, only the first names the statutes ("C.G.S.")."""
    before = False
    for part in parts:
        ours = isinstance(part, Cite) and part.pin.startswith(_ACT)
        yield replace(part, pin=part.pin.removeprefix(STATUTES)) if before and ours and isinstance(part, Cite) else part
        before = ours


def _parts(reply: Reply, *, in_form: frozenset[str]) -> Iterator[Part]:
    labels = {choice.label for choice in reply.choices}
    verdict = MARKS[reply.tone][1] if reply.law else ""
    for part in reply.parts:
        if isinstance(part, Bullets) and part.items and (labels | in_form).issuperset(map(_named, part.items)):
            continue
        if isinstance(part, Text) and (part.more or (part.says == DOUBTS and in_form)):
            continue
        if verdict and isinstance(part, Text):
            part, verdict = replace(part, says=_after(verdict, part.says)), ""  # noqa: PLW2901 - the first one alone
            if not part.says:
                continue
        yield part


def _in_form(reply: Reply) -> Iterator[str]:
    """The form's errors, and what has to be confirmed, as the form says them."""
    for field in reply.form.fields if reply.form else ():
        yield f"{field.label}: {field.error}"
        if field.id == SURE:
            yield from (label for _, label in field.options)


def _named(item: str) -> str:
    """A topic without the cite in brackets behind it."""
    return _BEHIND.sub("", item)


def _after(verdict: str, said: str) -> str:
    """The text without the verdict that it opens with; unchanged where it opens otherwise."""
    rest = said.removeprefix(verdict) if verdict else said
    if rest == said or rest[:1] not in {".", ",", ":", ";", ""}:
        return said
    rest = rest[1:].strip()
    return f"{rest[:1].upper()}{rest[1:]}"


LONGEST = 2900
"""Characters of a paragraph; Slack's own limit is 3,000."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def size(text: str) -> int:
    """Characters of a text at worst: as UTF-16, with ``&``, ``<`` and ``>`` escaped."""
    return len(text.encode("utf-16-le", "replace")) // 2 + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def clean(text: str) -> str:
    """The text without characters that no screen shows and that JSON or a chat may refuse."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: " " if found[0].isspace() else "\ufffd", lines)


def short(text: str, most: int) -> str:
    """The text in one line of at most ``most`` characters, with an ellipsis where it was cut."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def pieces(text: str, most: int = LONGEST) -> Iterator[str]:
    """The text in pieces of at most ``most``, cut between lines or words where possible; blank ones are left out."""
    rest = clean(text)
    while size(rest) > most:
        room = len(rest)
        while (over := size(rest[:room]) - most) > 0:
            room -= max(1, over // 5)
        line, word = rest.rfind("\n", 0, room), rest.rfind(" ", 0, room)
        cut = line if line > room // 2 else word if word > 0 else room
        if rest[:cut].strip():
            yield rest[:cut]
        rest = rest[cut:].lstrip() if cut < room else rest[cut:]
    if rest.strip():
        yield rest


def fitting(values: Mapping[str, str], fits: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """As many of the values, by field, as fit; the longest is left out first."""
    kept = dict(values)
    while kept and not fits(kept):
        del kept[max(kept, key=lambda name: len(kept[name]))]
    return kept


log = logging.getLogger("dpa")


class HalfSent(Exception):  # noqa: N818 - what it says
    """The first messages of a post went out, and the rest did not: the next attempt begins with what is there."""


def noted(reply: Reply, says: str) -> Reply:
    """The reply, with a sentence of ours above it."""
    return replace(reply, parts=(Text(says), *reply.parts))


def noted_below(reply: Reply, says: str) -> Reply:
    """The reply, with a sentence of ours below it."""
    return replace(reply, parts=(*reply.parts, Text(says)))


def beside_files(reply: Reply, unread: Sequence[Part]) -> Reply:
    """The reply, with why files that came beside its question were not read; unchanged where it was refused itself."""
    if not unread or reply.outcome is Outcome.REFUSED:
        return reply
    return replace(reply, parts=(*reply.parts, Text(words.UNREAD), *unread))


def sorry(says: str) -> Reply:
    """A reply that only says why something cannot be."""
    return sorry_reply(wording.SORRY_TITLE, says)


def refused(reply: Reply) -> bool:
    """Whether it failed, without a form to correct."""
    return reply.failed and reply.form is None


def refuses_place(reply: Reply) -> bool:
    """Whether its form says why the privacy team's posts cannot go to the place that was named."""
    return reply.form is not None and any(field.error for field in reply.form.fields if field.id == "place")


def on_record(incoming: Incoming) -> str:
    """A sentence on what it saved, as far as that is known; empty where it could save nothing."""
    if not incoming.saved:
        return words.CHECK if incoming.parsed.changes or incoming.fields else ""
    ids = ", ".join(filter(None, incoming.saved))
    return words.saved_without_answer(ids=ids) if ids else words.SAVED_WITHOUT_ID


def failed(problem: BaseException, why: str, saved: str, *, bug: bool) -> Reply:
    """The reply to a failure; where it names a reference, the log has the failure under it, a bug's traceback too."""
    if says := sentence(problem):
        return sorry(says)
    reference = secrets.token_hex(3)
    log.error("reference %s (%s)", reference, why, exc_info=problem if bug else None)
    return sorry_reply(wording.BUG_TITLE, words.not_shown(reference, saved), Outcome.BUG)


def perhaps(chat: str, saved: str) -> Reply:
    """The reply where nobody knows whether the answer arrived; ``saved`` is what is on record."""
    return Reply(title=words.PERHAPS_TITLE, parts=(Text(words.perhaps(chat, saved)),))


def at_file(says: str, form: Reply | None) -> Reply:
    """The reply where a file could not be read: the form with that error and all that was typed, else a sentence."""
    if form is None or form.form is None:
        return sorry(says)
    fields = tuple(replace(one, error=says) if one.kind == "file" else one for one in form.form.fields)
    return replace(form, parts=(Text(says),), form=replace(form.form, fields=fields, again=True), tone="sorry")


async def reopened(reply: Reply, look: Callable[[], Reply]) -> Reply:
    """The form that ``look`` gives, below what went wrong; the reply itself where there is no form any more."""
    try:
        looked = await asyncio.to_thread(look)
    except Exception:  # noqa: BLE001 - the person reads what went wrong first
        return reply
    return replace(looked, parts=reply.parts, tone="sorry") if looked.form else reply


def with_kept(reply: Reply, values: Mapping[str, str]) -> Reply:
    """The reply, its form filled in with these values; nothing is checked again."""
    if reply.form is None:
        return reply
    fields = tuple(replace(field, value=values.get(field.id, field.value)) for field in reply.form.fields)
    return replace(reply, form=replace(reply.form, fields=fields))
