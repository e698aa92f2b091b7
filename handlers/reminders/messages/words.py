"""The texts of reminder posts and of the weekly digest."""

from collections.abc import Callable, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence
from storage.records import Deadline

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


# The morning digest.


def digest_title(today: date, late: int, soon: int) -> str:
    """The day, and how many deadlines are overdue and due soon."""
    found = [f"{late} overdue"] * bool(late) + [messages.due_within_a_week(soon=soon)] * bool(soon)
    return f"{day(today)}: {', '.join(found) or 'all quiet'}"


def more(number: int) -> str:
    """How many deadlines of a list are not shown."""
    return messages.more(number=number)


def closed_title(title: str, subject: str, *, done: bool) -> str:
    """The title of a closed deadline's post; its tone says whether it is done."""
    return short(f"{'' if done else messages.WITHDRAWN}{title}{f' ({subject})' if subject else ''}")


def closed_by(who: str, on: date) -> str:
    """Who closed it, and when."""
    return f"By {who}, {day(on)}."


LONGEST_NUDGE = 1500


def list_title(number: int, late: int, today: int, whose: str, *, after_breach: bool = False) -> str:
    """How many of a list are overdue, due today and later, and for whom, where it is for one role."""
    if not number:
        return messages.all_that_was_due_here_is
    later, all_of_it = number - late - today, f"{number} deadline{'' if number == 1 else 's'}"
    counted = [
        f"{some} {how}" for some, how in ((late, "overdue"), (today, messages.due_today), (later, "later")) if some
    ]
    if later == number or (late == number and not after_breach):  # that all is overdue, the heading says
        counted = [all_of_it]
    head, tail = {"owner": ("Yours: ", ""), "superintendent": ("", " in the district")}.get(whose, ("", ""))
    return f"{head}{', '.join(counted)}{tail}"


def withdrawn(shown: Sequence[str], number: int) -> str:
    """Deadlines whose record was withdrawn."""
    return sentence(f"Withdrawn: {_named(shown, number)}")


def _named(shown: Sequence[str], number: int) -> str:
    more = [f"{number - len(shown)} more"] if number > len(shown) else []
    return ", ".join([*shown, *more])


def handed_on(owner: str, giver: str, on: date) -> str:
    """Who gave a deadline to its owner, or that the owner took it."""
    return (
        messages.taken_over_by(owner=owner, on=day(on))
        if owner == giver
        else messages.handed_on_to_by(owner=owner, giver=giver, on=day(on))
    )


def anothers(owner: str) -> str:
    """Who owns the deadline now."""
    return messages.owns_this_now(owner=owner) if owner else messages.nobody_owns_this_now


def nudge(how: str, shown: Sequence[str], number: int, first: Deadline) -> str:
    """What is due today or overdue, in the middle of a sentence."""
    said = short(_named(shown, number), LONGEST_NUDGE)
    match how:
        case "late" if number == 1:
            return messages.overdue_since(last_day=day(first.last_day), said=said)
        case "late":
            return messages.are_overdue(number=number, said=said)
        case "last" if number == 1:
            return messages.today_is_the_last_day(said=said)
        case "last":
            return messages.today_is_the_last_day_for(number=number, said=said)
        case _ if number == 1:
            return messages.due_today_to_be_safe_last(last_day=day(first.last_day), said=said)
        case _:
            return messages.are_due_today_to_be_safe(number=number, said=said)
