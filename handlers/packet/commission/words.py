"""The sentences of the report to the Commission."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE
from handlers.documents.words import long_day, table_day
from handlers.exceptions.words import PLANS
from handlers.packet.commission.products import ExceptedProduct
from handlers.packet.figures import ReportPeriod

WORD_FILE, CSV_FILE, FILED, EXCEPTIONS = "Word file", "CSV file", "It was filed", "All exceptions"
COLUMNS = ("Product", "Vendor", "Plan", "Used since", "Used until")
CSV_COLUMNS = ("since", "until", "product", "vendor", "plans", "used_since", "used_until")
NIL = "none"
STILL, NOT_KNOWN = "still used", "not known"
DISTRICT, CONTACT, REACH = "name of the district", "Whom to ask:", "name, phone and e-mail"
NIL_REPORT = "Nil report: no product is on record as used under the exception in this period."
MAY_NOT_BE_NEEDED = "Whether a board without such a product files at all is not settled; ask the Commission."
NO_FORMAT = "The report is a .docx or a .csv file. Write, for example, report commission docx."


def title(period: ReportPeriod) -> str:
    """The title of the reply."""
    return short(f"Report to the Commission: {span(period)}")


def span(period: ReportPeriod) -> str:
    """From when until when."""
    return f"{long_day(period.since)} to {long_day(period.until)}"


def paper_title(district: str) -> str:
    """The title of the paper."""
    said = "Products used without a contract"
    return f"{district}: {said[:1].lower()}{said[1:]}" if district else said


def statement(pin: str, number: int, *, of_year: bool) -> str:
    """What the paper says above its table."""
    of = "the year" if of_year else "this period"
    nouns = "website, online service or app" if number == 1 else "websites, online services and apps"
    if not number:
        return (
            "In this period the board used no website, online service or app without the required contract under the "
            f"exception for a child's IEP or Section 504 plan. This is its report for {of} ({pin})."
        )
    return (
        f"In this period the board used the following {nouns} without the required contract, under the exception for a "
        f"child's IEP or Section 504 plan. This is its report for {of} ({pin})."
    )


def found(number: int) -> str:
    """How many products there are."""
    return f"{number} product{'' if number == 1 else 's'} used without a contract:"


def used(product: ExceptedProduct) -> str:
    """A product in the reply, which only the privacy team reads."""
    number = len(product.exceptions)
    from_whom = f" ({product.vendor})" if product.product.casefold() != product.vendor.casefold() else ""
    ids = ", ".join(one.id for one in product.exceptions)
    return f"{product.product}{from_whom}: {number} use{'' if number == 1 else 's'}, {ids}"


def incomplete(ids: Iterable[str]) -> str:
    """What must be looked at before it is filed."""
    return f"Not complete: {', '.join(ids)}. The report names the use all the same; talk to counsel before you file it."


def plans(product: ExceptedProduct) -> str:
    """The kinds of plan in words; how many children there are stays in the district."""
    return " and ".join(dict(PLANS).get(one, one) for one in product.plans) or NOT_KNOWN


def row(product: ExceptedProduct) -> tuple[str, ...]:
    """A product in the paper."""
    since = table_day(product.since) if product.since else NOT_KNOWN
    until = table_day(product.until) if product.until else STILL
    return product.product, product.vendor, plans(product), since, until


def made(name: str) -> str:
    """A file is ready."""
    return f"{name}: check it against the Commission's own form before you file it."


def footer(pin: str, checked: str) -> str:
    """Where it stands, and how far that was checked."""
    return f"{pin}. {checked} {NOT_ADVICE}"
