"""What people are shown of a reply in the chats, where nothing needs to be said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.commands import changes_records
from handlers.dialogue.badges import MARKS
from handlers.dialogue.reply import MOST_CHOICES, Bullets, Choice, Part, Reply, Text
from handlers.forms.filled import SURE
from handlers.forms.words import DOUBTS
from handlers.law.words import HOW_SURE

_CODE = re.compile(r" \[[A-Z]{1,2}\](?=\.)")
"""A letter that stands for how far something was checked, as in "ask counsel [I]."."""


def shown(reply: Reply) -> Reply:
    """Without the verdict that the heading says, what buttons or the form say, and letters that need a key.

    What the letters stand for is behind a button, for an answer on the law.
    """
    footer = _CODE.sub("", reply.footer)
    law = reply.law
    asks = footer != reply.footer and law is not None and law.citations and len(reply.choices) < MOST_CHOICES
    sure = (Choice(HOW_SURE, f"sure {law.citations[0]}"),) if asks and law else ()
    title = _after(MARKS[reply.tone][1], reply.title)
    return replace(reply, title=title, parts=tuple(_parts(reply)), choices=(*reply.choices, *sure), footer=footer)


def is_next_step(reply: Reply, number: int = 0) -> bool:
    """Whether the first choice of the first reply is what to do next, and not one of several answers or a look."""
    choices = reply.choices if not (number or reply.asks or reply.form) else ()
    return bool(choices) and changes_records(choices[0].say)


def _parts(reply: Reply) -> Iterator[Part]:
    labels = {choice.label for choice in reply.choices}
    verdict = MARKS[reply.tone][1] if reply.law else ""
    in_form = set(_in_form(reply))
    for part in reply.parts:
        if isinstance(part, Bullets) and part.items and (labels | in_form).issuperset(part.items):
            continue
        if isinstance(part, Text) and part.says == DOUBTS:
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


def _after(verdict: str, said: str) -> str:
    """The text after the verdict with which it opens; as it is, where it opens otherwise."""
    rest = said.removeprefix(verdict) if verdict else said
    if rest == said or rest[:1] not in {".", ",", ":", ";", ""}:
        return said
    rest = rest[1:].strip()
    return f"{rest[:1].upper()}{rest[1:]}"
