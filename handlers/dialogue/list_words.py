"""The sentences in and around lists."""

from collections.abc import Callable, Sequence

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def due(number: int, late: int, sort: str, whose: str) -> str:
    """How many deadlines are shown, of which sort and whose; ``late`` of them are overdue."""
    many = "" if number == 1 else "s"
    of = f" of {whose}" if whose else ""
    match sort:
        case "overdue":
            return short(messages.overdue_deadline(number=number, many=many, of=of))
        case "week":
            return short(messages.deadline_due_within_a_week(number=number, many=many, of=of))
        case "today":
            return short(messages.deadline_due_today(number=number, many=many, of=of))
        case _:
            told = f", {late} overdue" if late else ""
            return f"{short(f'{number} open deadline{many}{of}', 120)}{told}"


def none_due(sort: str, whose: str) -> str:
    """Nothing of that sort is due, though something else may be."""
    what = {"overdue": messages.is_overdue, "week": messages.is_due_within_a_week, "today": messages.is_due_today}.get(
        sort, "is due"
    )
    return short(f"Nothing {what}{f' for {whose}' if whose else ''}")


def quoted(said: str) -> str:
    """Words that were looked for."""
    return f"'{short(said, 60)}'"


def unknown(said: str, near: Sequence[str]) -> str:
    """No person, vendor or record has that name."""
    return messages.i_know_no_person_vendor_or(said=quoted(said), near=did_you_mean(near)).strip()


def did_you_mean(near: Sequence[str]) -> str:
    """Names that are spelled much like it."""
    return messages.did_you_mean_(quoted=" or ".join(quoted(name) for name in near)) if near else ""


def several(said: str) -> str:
    """More than one person has a name with this in it."""
    return messages.several(said=quoted(said))


def which(said: str) -> str:
    """The title where several people have such a name."""
    return short(messages.which(said=quoted(said)))


def no_such_entry(number: int) -> str:
    """A place in the list shown last that it does not have."""
    many = f"{number} entries" if number > 1 else messages.one_entry
    return messages.the_last_list_has_say_which(many=many)
