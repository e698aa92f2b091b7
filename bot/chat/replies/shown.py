"""What people are shown of a reply in the chats, where nothing needs to be said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.commands import is_next
from handlers.dialogue.reply import MOST_CHOICES, Bullets, Choice, Cite, Part, Reply, Text
from handlers.dialogue.text.badges import MARKS
from handlers.forms.filled import SURE
from handlers.forms.words import DOUBTS
from handlers.law.words import CHECKED, HOW_SURE

_BEHIND = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)$")
STATUTES = "C.G.S. "
_ACT = f"{STATUTES}10-234"


def shown(reply: Reply, *, errors_above: bool = False, alone: bool = True) -> Reply:
    """Without the verdict that the heading says, what buttons or the form say, and the rest of a full answer.

    At most one button is to be pressed first. ``alone``: no other reply stands above it in the same view.
    ``errors_above``: what is wrong in the form stands above it too, where it leads to the field.
    How far each statement was checked is behind a button, for an answer on the law. The heading has no sign where its
    rows do not all stand as it says, but that something is overdue.
    """
    in_form = frozenset() if errors_above else frozenset(_in_form(reply))
    law = reply.law
    checked = any(says in reply.footer for says in CHECKED.values())
    checked = checked and all(choice.label != HOW_SURE for choice in reply.choices)
    asks = checked and law is not None and law.citations and len(reply.choices) < MOST_CHOICES
    sure = (Choice(HOW_SURE, f"sure {law.citations[0]}", aside=True),) if asks and law else ()
    title = _after(MARKS[reply.tone][1], reply.title)
    parts = tuple(_cited_once(_parts(reply, in_form=in_form)))
    mixed = reply.tone != "overdue" and any(row.tone != reply.tone for row in reply.rows)
    tone = "plain" if mixed else reply.tone
    choices = (*_one_primary(reply, alone=alone), *sure)
    return replace(reply, title=title, parts=parts, choices=choices, tone=tone)


def beside(choices: Sequence[Choice], most: int) -> tuple[list[Choice], list[Choice]]:
    """Those that stand as buttons, at most so many, and those in the menu; one alone needs no menu."""
    first = [one for one in choices if not one.aside][:most] or list(choices[:1])
    rest = [one for one in choices if one not in first]
    return (list(choices), []) if len(rest) == 1 and len(first) < most else (first, rest)


def settles(reply: Reply) -> bool:
    """Whether one press saves what it proposes, so that its form only changes it first."""
    return any(choice.settles and choice.primary for choice in reply.choices)


def _one_primary(reply: Reply, *, alone: bool) -> tuple[Choice, ...]:
    """The choices; one of them is to be pressed first: what saves, what the reply wants, or a next step.

    None where a form is to be filled in first. The first choice is a next step where it changes the records, takes
    nothing back, and is not one of several answers.
    """
    choices = reply.choices
    if reply.form and not settles(reply):
        return tuple(replace(one, primary=False) for one in choices)
    wanted = next((place for place, one in enumerate(choices) if one.primary), None)
    if wanted is None and choices and alone and not reply.asks and is_next(choices[0].say):
        wanted = 0
    return tuple(replace(one, primary=place == wanted) for place, one in enumerate(choices))


def _cited_once(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, in a line of cites the name of the statutes only once."""
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
    """What is wrong, and what has to be confirmed, as it stands in the form."""
    for field in reply.form.fields if reply.form else ():
        yield f"{field.label}: {field.error}"
        if field.id == SURE:
            yield from (label for _, label in field.options)


def _named(item: str) -> str:
    """A topic without the cite behind it."""
    return _BEHIND.sub("", item)


def _after(verdict: str, said: str) -> str:
    """The text after the verdict with which it opens; as it is, where it opens otherwise."""
    rest = said.removeprefix(verdict) if verdict else said
    if rest == said or rest[:1] not in {".", ",", ":", ";", ""}:
        return said
    rest = rest[1:].strip()
    return f"{rest[:1].upper()}{rest[1:]}"
