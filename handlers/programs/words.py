"""The sentences about programs and calendars that read the records."""

from collections.abc import Callable, Mapping
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import NOT_ADVICE, day
from handlers.programs.shapes import ContractEntry, DeadlineEntry, HowChecked

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

NOT_KNOWN: Mapping[str, str] = {
    "program": (messages.i_do_not_know_this_token),
    "calendar": messages.this_calendar_address_was_ended_or,
}
WHAT: Mapping[str, str] = {"program": messages.read_with_this_token, "calendar": messages.read_this_calendar}
AT_MACHINE = messages.unknown_here(how_to_name=messages.HOW_TO_NAME)


# The command token.

# The command calendar.


def made(name: str, until: date) -> str:
    """The sentence above a new token."""
    whose = messages.for_as_a_program_of_its(name=name) if name else messages.it_reads_for_you_with_your
    return messages.copy_it_now_i_keep_only(whose=whose, until=day(until))


def token_line(name: str, role: str, until: date) -> str:
    """One token in the list."""
    with_role = messages.reads_as(role=role) if role else ""
    return f"{name}{with_role}: until {day(until)}"


def contract_line(one: ContractEntry) -> str:
    """One contract in a line."""
    name = f"{one.vendor} ({one.product})" if one.product else one.vendor
    ends = f", {'ended' if one.ended else 'ends'} {day(one.expiry)}" if one.expiry else ""
    gaps = [
        f"{len(of)} {says}" for of, says in ((one.missing, "missing"), (one.not_checked, messages.not_checked)) if of
    ]
    lacks = f"; provisions: {', '.join(gaps)}" if gaps else messages.no_provision_missing
    signed = f"signed {day(one.executed)}" if one.executed else messages.signed_on_an_unknown_day
    return f"- {one.id} {name}: {signed}{ends}{lacks}"


def deadline_line(one: DeadlineEntry) -> str:
    """One deadline in a line."""
    about = f" ({one.about})" if one.about else ""
    return messages.safe_last(
        id=one.id,
        title=one.title,
        about=about,
        stands=one.stands,
        safe=day(one.safe),
        last=day(one.last),
        cite=one.cite,
    )


def page_foot(checked: HowChecked | None, on: date) -> str:
    """The line below a page of records."""
    how = f"{checked.says}. " if checked else ""
    return messages.as_of(how=how, on=day(on), not_advice=NOT_ADVICE)
