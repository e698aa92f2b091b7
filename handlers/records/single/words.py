"""The texts of answers about one contract or one breach."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.records.words import many
from knowledge.counting import Within
from knowledge.wording import in_words

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def joined(pieces: Iterable[str]) -> str:
    """The pieces that are not empty, joined by semicolons."""
    return "; ".join(piece for piece in pieces if piece)


def ends(on: date | None, today: date) -> str:
    """When a contract ends, or that no end date is on record."""
    if on is None:
        return messages.NO_END_DATE
    if on < today:
        return f"ended {day(on)}"
    left = (on - today).days
    return f"ends {day(on)}{f', in {left} days' if left > 1 else ', tomorrow' if left else ', TODAY'}"


def end(on: date | None, today: date) -> str:
    """The end of a contract, as the value of a fact."""
    said = ends(on, today)
    return said[5:6].upper() + said[6:] if said.startswith("ends ") else said


def with_names(state: str, lacking: Sequence[str]) -> str:
    """How many provisions are missing, and which."""
    return f"{state}: {', '.join(lacking)}" if lacking else state


def data(labels: Sequence[str], kinds: str) -> str:
    """The data that a contract covers."""
    said = ", ".join(labels)
    return f"{said} ({kinds})" if said and kinds else said or kinds or messages.no_data_named


def owner_title(name: str, owner: str, id: str) -> str:
    """Who owns a record."""
    return short(
        messages.owned_by(name=name, owner=owner, id=id) if owner else messages.nobody_owns_it_yet(name=name, id=id)
    )


def expiry_title(name: str, id: str, on: date | None, today: date) -> str:
    """When a contract ends."""
    return short(f"{name} {ends(on, today)} ({id})" if on else f"{name}: {messages.NO_END_DATE} ({id})")


def posted_title(name: str, on: date | None, id: str) -> str:
    """Whether a contract is posted, by the record."""
    return short(f"{name}: posted {day(on)} ({id})" if on else messages.not_posted_yet_by_the_record(name=name, id=id))


def closed_day(on: date | None, last: date) -> str:
    """The day on which a duty was closed; its last date too, where that was earlier."""
    late = messages.its_last_date_was(last=day(last)) if on and on > last else ""
    return f" {day(on)}{late}" if on else ""


def posted_line(id: str, when: str, who: str, proof: str) -> str:
    """That a deadline is done, by whom and with which proof; ``when`` is a `closed_day`."""
    by = messages.marked_by(who=who) if who else ""
    return messages.done_proof(id=id, when=when, by=by, proof=proof or "none kept")


def posted_state(on: date | None, posting: str) -> str:
    """Whether a contract in a list is posted."""
    return f"posted {day(on)}" if on else messages.not_posted_yet(posting=f" ({posting})" if posting else "")


def missing_title(name: str, state: str, id: str) -> str:
    """How the provisions stand."""
    return short(f"{name}: {state} ({id})")


def has_provision(title: str, *, there: bool | None) -> str:
    """Whether one provision was marked."""
    state = (
        messages.marked_as_there
        if there
        else messages.marked_as_missing
        if there is False
        else messages.not_known_nobody_marked_it
    )
    return f"{title}: {state}"


def lacks(fields: Iterable[str]) -> str:
    """What is not on record besides provisions."""
    names = {
        "executed": messages.the_day_it_was_signed,
        "owner": messages.an_owner,
        "expiry": messages.an_end_date,
        "link": messages.a_link_to_the_contract,
        "file": messages.a_file_of_the_contract,
        "posting": messages.proof_of_the_posting,
        "data": messages.which_data_it_covers,
    }
    return messages.also_not_on_record(names=", ".join(names[one] for one in fields))


def data_title(name: str, id: str) -> str:
    """Which data a contract covers."""
    return short(messages.data_title(name=name, id=id))


def told_title(name: str, id: str) -> str:
    """Who has been told of a breach."""
    return short(messages.told_title(name=name, id=id))


def vendor_told(on: date | None) -> str:
    """Whether the vendor told the board."""
    return messages.the_board_received_the_vendors(on=day(on)) if on else messages.no_notice_from_the_vendor_is


def duty_open(title: str, id: str, stands: str, owner: str) -> str:
    """A duty that is still open."""
    return messages.duty_open(title=title, id=id, stands=stands, owner=f"; owner {owner}" if owner else "")


def affected(number: int | None) -> str:
    """How many students a breach affects; empty where the number is unknown."""
    return many(number, "student") if number else ""


def renewal_title(name: str, on: date | None, id: str) -> str:
    """What a renewal needs."""
    return short(f"Renewing {name}{f' on {day(on)}' if on else ''} ({id})")


def renewal_posting(safe: date, last: date, executed: date) -> str:
    """By when a renewed contract must be posted."""
    dates = f"by {day(safe)}" if safe == last else messages.by_safe_date_the_last_date(safe=day(safe), last=day(last))
    return messages.if_it_is_executed_on_it(executed=day(executed), dates=dates)


def renewal_clock(within: Within) -> str:
    """When a renewed contract must be posted, where its day of execution is unknown."""
    return messages.renewal_clock(within=in_words(within))


def renewal_steps(*, missing: int) -> tuple[str, ...]:
    """What to do, in order."""
    first = messages.ask_the_vendor_to_put_the if missing else (messages.check_that_the_new_contract_has)
    return (
        first,
        messages.log_the_new_contract_once_it,
        messages.post_it_with_its_notice_and,
    )
