"""The sentences in and around lists."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialogue.text import short

CHOOSE = "Choose"
BOARD, OVERDUE, MINE, ALL = "Board", "Overdue", "Mine", "All deadlines"
NAMELESS = "I do not know who you are here, so I cannot tell which deadlines are yours. Write a name instead."
MARK_PROVISIONS = "Mark provisions"
HOW = "Write a name, a vendor, an id like C-4, or one of these: mine, overdue, this week, all."


def part(first: int, last: int, found: int) -> str:
    """Which rows of how many are shown."""
    return f"{first} to {last} of {found}."


def following(number: int) -> str:
    """The button for the rows that come next."""
    return f"Next {number}"


def due(number: int, late: int, sort: str, whose: str) -> str:
    """How many deadlines are shown, of which sort and whose; ``late`` of them are overdue."""
    many = "" if number == 1 else "s"
    of = f" of {whose}" if whose else ""
    match sort:
        case "overdue":
            return short(f"{number} overdue deadline{many}{of}")
        case "week":
            return short(f"{number} deadline{many} due within a week{of}")
        case "today":
            return short(f"{number} deadline{many} due today{of}")
        case _:
            told = f", {late} overdue" if late else ""
            return f"{short(f'{number} open deadline{many}{of}', 120)}{told}"


def none_due(sort: str, whose: str) -> str:
    """Nothing of that sort is due, though something else may be."""
    what = {"overdue": "is overdue", "week": "is due within a week", "today": "is due today"}.get(sort, "is due")
    return short(f"Nothing {what}{f' for {whose}' if whose else ''}")


def besides(number: int) -> str:
    """What is overdue, where a list shows what is still to come."""
    return f"{number} more {'is' if number == 1 else 'are'} overdue."


def quoted(said: str) -> str:
    """Words that were looked for."""
    return f"'{short(said, 60)}'"


def unknown(said: str, near: Sequence[str]) -> str:
    """No person, vendor or record has that name."""
    return f"I know no person, vendor or record called {quoted(said)}. {did_you_mean(near)}".strip()


def did_you_mean(near: Sequence[str]) -> str:
    """Names that are spelled much like it."""
    return f"Did you mean {' or '.join(quoted(name) for name in near)}?" if near else ""


def several(said: str) -> str:
    """More than one person has a name with this in it."""
    return f"Several people have {quoted(said)} in their names. Whose deadlines do you want to see?"


def which(said: str) -> str:
    """The title where several people have such a name."""
    return short(f"Whose deadlines? {quoted(said)}")


def no_such_entry(number: int) -> str:
    """A place in the list shown last that it does not have."""
    many = f"{number} entries" if number > 1 else "one entry"
    return f"The last list has {many}. Say which of them you mean by its number, like D-3, or by its vendor."
