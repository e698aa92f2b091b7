"""Marks what the real commands say in a drill, and keeps every button and form of theirs inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.dialogue.reply import LONGEST_TITLE, MOST_CHOICES, Choice, File, Part, Reply, Row, Rows
from handlers.drill import words

INNER = frozenset(
    {
        "log-breach",
        "received",
        "breach",
        "breaches",
        "deadline",
        "deadlines",
        "done",
        "undo",
        "notice",
        "notice-sent",
        "details",
        "correct",
        "history",
    }
)
"""The commands that can be given in a drill."""
NAME = "drill"


def marked(reply: Reply, clock: Part, choices: Sequence[Choice], more: Iterable[Part] = ()) -> Reply:
    """The reply as it is shown in a drill, with the drill's time above and its own buttons below."""
    own = {one.say for one in choices}
    inner = [_choice(one) for one in reply.choices if _is_inner(one.say)]
    kept = [one for one in inner if one.say not in own][: MOST_CHOICES - len(choices)]
    form = (
        replace(reply.form, say=f"{NAME} {reply.form.say}", title=words.title(reply.form.title)) if reply.form else None
    )
    return replace(
        reply,
        title=words.title(reply.title)[:LONGEST_TITLE],
        parts=(clock, *map(_part, reply.parts), *more),
        choices=(*kept, *choices),
        form=form,
        files=tuple(File(f"DRILL-{file.name}", file.media_type, file.content) for file in reply.files),
        private=True,
        event=None,
        effects=(),
        records=(),
        footer=f"{words.FOOTER} {reply.footer}".strip(),
    )


def _is_inner(say: str) -> bool:
    return say.partition(" ")[0] in INNER


def _choice(choice: Choice) -> Choice:
    return replace(choice, say=f"{NAME} {choice.say}", primary=False)


def _part(part: Part) -> Part:
    return replace(part, rows=tuple(map(_row, part.rows))) if isinstance(part, Rows) else part


def _row(row: Row) -> Row:
    return replace(
        row,
        opens=_choice(row.opens) if row.opens and _is_inner(row.opens.say) else None,
        actions=tuple(_choice(one) for one in row.actions if _is_inner(one.say)),
    )
