"""Who did the training this school year, and who of those with a role did not; never how well."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Bullets, Part, Reply, Text
from handlers.dialogue.words import day
from handlers.people.names import display_name
from handlers.people.words import called
from handlers.training import words
from handlers.training.done import done_in_year, not_done, year_of


def listed(desk: Desk) -> Reply:
    """The two lists: the newest day of each who did it, and the others. Raises StoreError."""
    done = {display_name(one.who, desk): one.day for one in done_in_year(desk.store, desk.today)}
    others = not_done(desk.store, desk.today)
    return Reply(
        title=words.list_title(year_of(desk.today), len(done), len(done) + len(others)),
        parts=(
            *_part(words.DID, sorted(f"{who}: {day(on)}" for who, on in done.items())),
            *_part(words.DID_NOT, sorted(called(one) for one in others)),
        ),
        tone="incomplete" if others else "done" if done else "plain",
    )


def _part(heading: str, lines: list[str]) -> Iterator[Part]:
    if lines:
        yield Text(f"{heading} ({len(lines)})", heads=True)
        rest = len(lines) - words.MOST_LISTED
        yield Bullets((*(line[:120] for line in lines[: words.MOST_LISTED]), *([words.more(rest)] if rest > 0 else [])))
