"""The sentences of the report to the Commission."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE
from handlers.documents.words import long_day, table_day
from handlers.exceptions.words import PLANS
from handlers.packet.commission.products import ExceptedProduct
from handlers.packet.figures import ReportPeriod

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

COLUMNS = (messages.product, messages.vendor, messages.plan, messages.used_since, messages.used_until)
CSV_COLUMNS = ("since", "until", "product", "vendor", "plans", "used_since", "used_until")
NIL = "none"


def title(period: ReportPeriod) -> str:
    """The title of the reply."""
    return short(messages.title(period=span(period)))


def span(period: ReportPeriod) -> str:
    """From when until when."""
    return f"{long_day(period.since)} to {long_day(period.until)}"


def paper_title(district: str) -> str:
    """The title of the paper."""
    said = messages.products_used_without_a_contract
    return f"{district}: {said[:1].lower()}{said[1:]}" if district else said


def statement(pin: str, number: int, *, of_year: bool) -> str:
    """What the paper says above its table."""
    of = messages.the_year if of_year else messages.this_period
    nouns = messages.website_online_service_or_app if number == 1 else messages.websites_online_services_and_apps
    if not number:
        return messages.in_this_period_the_board_used(of=of, pin=pin)
    return messages.in_this_period_the_board_used_the(nouns=nouns, of=of, pin=pin)


def used(product: ExceptedProduct) -> str:
    """A product in the reply, which only the privacy team reads."""
    number = len(product.exceptions)
    from_whom = f" ({product.vendor})" if product.product.casefold() != product.vendor.casefold() else ""
    ids = ", ".join(one.id for one in product.exceptions)
    return f"{product.product}{from_whom}: {number} use{'' if number == 1 else 's'}, {ids}"


def incomplete(ids: Iterable[str]) -> str:
    """What must be looked at before it is filed."""
    return messages.incomplete(ids=", ".join(ids))


def plans(product: ExceptedProduct) -> str:
    """The kinds of plan in words; how many children there are stays in the district."""
    return " and ".join(dict(PLANS).get(one, one) for one in product.plans) or messages.NOT_KNOWN


def row(product: ExceptedProduct) -> tuple[str, ...]:
    """A product in the paper."""
    since = table_day(product.since) if product.since else messages.NOT_KNOWN
    until = table_day(product.until) if product.until else messages.STILL
    return product.product, product.vendor, plans(product), since, until


def footer(pin: str, checked: str) -> str:
    """Where it stands, and how far that was checked."""
    return f"{pin}. {checked} {NOT_ADVICE}"
