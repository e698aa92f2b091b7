"""The texts that propose to log a contract, a renewal, a breach or the vendor's notice of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import LONGEST_LABEL
from handlers.dialogue.text import short
from handlers.dialogue.words import day

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def log_contract_title(vendor: str) -> str:
    """A contract is to be logged."""
    return messages.log_the_contract_with(vendor=vendor) if vendor else messages.log_a_contract_with_which_vendor


def log_breach_title(vendor: str, first: str) -> str:
    """The title that proposes to log a breach, with the first duty and its date where those are known."""
    asks = messages.log_the_breach_at(vendor=vendor) if vendor else messages.log_a_breach_at_which_vendor
    return f"{asks} {first}".strip()


def by_when(title: str, safe: date) -> str:
    """A duty and its safe date."""
    return f"{title} by {safe:%a, %b} {safe.day}"


def has_notice(id: str, told: date) -> str:
    """The day of the notice is on record already."""
    return messages.has_notice(id=id, told=day(told))


def lacking(provisions: Sequence[str], titles: Mapping[str, str]) -> str:
    """The provisions that the message calls missing, where it says nothing about the others."""
    named = ", ".join(titles.get(one, one) for one in provisions)
    return messages.you_told_me_that_this_is(named=named)


def pass_on_title(lead: str) -> str:
    """Who is to hear of a breach at once."""
    return short(messages.pass_on_to(lead=lead) if lead else messages.pass_on_to_the_lead)


def tell(lead: str) -> str:
    """The button that sends it to the privacy lead."""
    return short(messages.tell_lead(lead=lead), LONGEST_LABEL)
