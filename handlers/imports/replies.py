"""What somebody reads before and after an import: which column is which, how many rows are good, what needs a look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handlers.dialogue.reply import Bullets, Choice, Facts, Part, Reply, Text
from handlers.dialogue.text.shorten import short
from handlers.imports import words
from handlers.imports.mapping.columns import Column
from handlers.imports.plan import ImportRow, Plan
from handlers.imports.saving import Saved

MOST_PROBLEMS = 5


def review(key: str, found: Plan) -> Reply:
    """What would be saved, by which columns, and what would not."""
    accept = Choice(words.import_rows(found.good), f"import {key} accept", primary=True)
    return Reply(
        title=words.review_title(found.name),
        parts=tuple(_parts(found)),
        choices=(
            *((accept,) if found.good else ()),
            Choice(words.CHANGE_COLUMNS, f"import {key} columns"),
            Choice(words.CANCEL, f"import {key} cancel"),
        ),
        tone="plain" if found.good else "sorry",
        asks=True,
    )


def done(found: Plan, saved: Saved) -> Reply:
    """What was saved, what was not, and how to take all of it back."""
    count = sum(row.good for row in saved.rows)
    return Reply(
        title=words.imported(count),
        parts=(
            *((Text(words.ALREADY),) if saved.again else ()),
            *_problems(found),
            *((Text(words.unknown(found.unknown)),) if found.unknown else ()),
            Text(words.SHEET_DELETED),
        ),
        choices=(
            *((Choice(words.UNDO, f"undo-import {saved.number}"),) if saved.number else ()),
            Choice(words.ALL_CONTRACTS, "contracts"),
        ),
        tone="done",
    )


def _parts(found: Plan) -> Iterator[Part]:
    yield Text(words.totals(found.totals))
    for chosen in found.choice.read:
        rows = defaultdict[str, list[str]](list)
        for one in chosen.columns:
            if one.field:
                rows[words.field_name(one)].append(one.heading or one.letter)
        if chosen.table.sheet.name:
            yield Text(words.sheet_heading(chosen.table.sheet.name, len(chosen.table.rows)), heads=True)
        yield Facts(tuple((label, short(", ".join(headings), 80)) for label, headings in rows.items()))
        if unread := [one.heading for one in chosen.columns if not one.field and one.heading]:
            yield Text(short(words.not_read(unread), 500))
    yield from _corrections(found)
    yield from _problems(found)
    if found.left_out:
        yield Text(short(words.left_out([(row.number, row.left_out) for row in found.left_out]), 1200))
    if others := [(name, why) for name, why in found.choice.others if name]:
        yield Text(short(words.sheets_left_out(others), 600))


def _corrections(found: Plan) -> Iterator[Part]:
    changed = [row for row in found.rows if row.changes]
    if changed:
        told = tuple(short(words.corrects(row.record, row.changes), 300) for row in changed[:MOST_PROBLEMS])
        yield Text(words.corrections(len(changed)), heads=True)
        yield Bullets(told)


def _problems(found: Plan) -> Iterator[Part]:
    """The first rows that are not saved as they are, and how many more there are."""
    rows = sorted((row for row in found.rows if row.result in {"ask", "refused"}), key=lambda row: row.result == "ask")
    if not rows:
        return
    yield Text(words.not_saved(len(rows)), heads=True)
    yield Bullets(tuple(short(_problem(row), 300) for row in rows[:MOST_PROBLEMS]))
    if len(rows) > MOST_PROBLEMS:
        yield Text(words.more(len(rows) - MOST_PROBLEMS))


def _problem(row: ImportRow) -> str:
    name = ", ".join(filter(None, (row.values.get("vendor", ""), row.values.get("product", ""))))
    return words.problem(row.sheet, row.number, name, row.problems)


__all__ = ["Column", "done", "review"]
