"""The yearly report to the Commission for Educational Technology: its products, paper, CSV file and command."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, File, Part, Reply, Text
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE
from handlers.documents.as_docx import as_docx
from handlers.documents.document import Blank, Block, Cell, Document, Paragraph, Run, Strong, Table, as_csv, paragraph
from handlers.documents.words import table_day
from handlers.exceptions.conditions import is_complete
from handlers.exceptions.words import PLANS
from handlers.law import words as law_words
from handlers.packet import words
from handlers.packet.figures import ReportPeriod, read_period, school_year
from handlers.people.names import display_name
from handlers.understanding.named import key_of
from knowledge.law import REPORT, tag_of
from knowledge.model import Duty
from storage.kinds import PlanException
from storage.records import Deadline, Status


@dataclass(frozen=True, slots=True)
class ExceptedProduct:
    """A product with the exceptions under which it was used in the period."""

    exceptions: tuple[PlanException, ...]
    incomplete: tuple[str, ...]
    """The ids of those that are not complete."""

    @property
    def vendor(self) -> str:
        """The vendor of the product."""
        return self.exceptions[0].vendor

    @property
    def product(self) -> str:
        """The product's name; the vendor's where no product was named."""
        return self.exceptions[0].product or self.vendor

    @property
    def plans(self) -> tuple[str, ...]:
        """The kinds of plan that need it."""
        return tuple(sorted({one.plan for one in self.exceptions if one.plan}))

    @property
    def since(self) -> date | None:
        """The first day of use; None where it is not known for one of the exceptions."""
        days = [one.started for one in self.exceptions]
        return min((day for day in days if day), default=None) if all(days) else None

    @property
    def until(self) -> date | None:
        """The last day of use; None where it is still used."""
        days = [one.ended for one in self.exceptions]
        return max((day for day in days if day), default=None) if all(days) else None


def products_in(period: ReportPeriod, desk: Desk) -> tuple[ExceptedProduct, ...]:
    """By product and vendor, in the order of the alphabet."""
    by_name: dict[tuple[str, str], list[PlanException]] = {}
    for exception in used_in(period, desk):
        name = key_of(exception.product or exception.vendor), key_of(exception.vendor)
        by_name.setdefault(name, []).append(exception)
    return tuple(
        ExceptedProduct(tuple(some), tuple(one.id for one in some if not is_complete(one, desk)))
        for _, some in sorted(by_name.items())
    )


def used_in(period: ReportPeriod, desk: Desk) -> Iterator[PlanException]:
    """Those in use on a day of the period; a use without a first day counts from the beginning."""
    for exception in desk.store.records(PlanException):
        begun = exception.started is None or exception.started <= period.until
        over = exception.ended is not None and exception.ended < period.since
        if begun and not over and not exception.withdrawn:
            yield exception


def open_report(desk: Desk) -> Deadline | None:
    """The next report that is due."""
    return next((one for one in desk.store.deadlines(status=Status.OPEN) if one.duty == REPORT), None)


def is_year(period: ReportPeriod, desk: Desk) -> bool:
    """Whether the period is the year that is to be reported, or all of one before it."""
    year = school_year(period.since)
    ends = date(year.since.year + 1, year.since.month, 1) - timedelta(days=1)
    return period == year_to_report(desk) or period == ReportPeriod(year.since, ends)


def year_to_report(desk: Desk) -> ReportPeriod:
    """The school year before the day on which the open report is due; else the one that runs."""
    due = open_report(desk)
    if due is None:
        return school_year(desk.today)
    last = due.last_day - timedelta(days=1)
    return ReportPeriod(school_year(last).since, min(last, desk.today))


messages = catalog(__file__)

COLUMNS = (messages.product, messages.vendor, messages.plan, messages.used_since, messages.used_until)
CSV_COLUMNS = ("since", "until", "product", "vendor", "plans", "used_since", "used_until")
NIL = "none"

WIDTHS = (3.0, 3.0, 2.2, 1.6, 1.6)


def duty(desk: Desk) -> Duty:
    """The duty to report, by the law of today."""
    return desk.law.named(Duty, REPORT, desk.today)


def footer(desk: Desk) -> str:
    """Where it stands, and how far that was checked."""
    found = duty(desk)
    return f"{law_words.pin(found.cite)}. {law_words.checked(tag_of(found.says))} {NOT_ADVICE}"


def paper_of(products: Sequence[ExceptedProduct], period: ReportPeriod, desk: Desk) -> Document:
    """The whole report; one without products says so."""
    setup = desk.store.setup()
    district: Run = Strong(setup.district) if setup.district else Blank(messages.DISTRICT)
    lead = (f"{display_name(setup.lead, desk)}, ",) if setup.lead else ()
    table: tuple[Block, ...] = (Table(COLUMNS, tuple(map(_row, products)), WIDTHS),) if products else ()
    return Document(
        title=_paper_title(setup.district),
        blocks=(
            Paragraph((district, f", {words.span(period)}")),
            paragraph(_statement(law_words.pin(duty(desk).cite), len(products), of_year=is_year(period, desk))),
            *table,
            Paragraph((f"{messages.CONTACT} ", *lead, Blank(messages.REACH))),
        ),
        made=desk.today,
        footer=footer(desk),
    )


def csv_of(products: Sequence[ExceptedProduct], period: ReportPeriod) -> bytes:
    """The report as CSV, one product a line; without products, one line that says none."""
    span = period.since.isoformat(), period.until.isoformat()
    lines: list[tuple[Cell, ...]] = [
        (
            *span,
            product.product,
            product.vendor,
            _plans(product),
            product.since or messages.NOT_KNOWN,
            product.until or "",
        )
        for product in products
    ]
    return as_csv([CSV_COLUMNS, *(lines or [(*span, NIL, "", "", "", "")])])


DOCX, CSV = "docx", "csv"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FORMATS = {DOCX: DOCX, "word": DOCX, CSV: CSV}
_SAY = "report commission"
FITS = r"(?:(?:to )?(?:the )?commission)(?: .*)?"
_LEADS = frozenset({"to", "the", "commission", "as", "for"})


def report(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``report commission [docx|csv] [PERIOD]``: the products of the year, or the file with them."""
    typed = rest.split()
    while typed and typed[0].lower() in _LEADS:
        typed.pop(0)
    format = _FORMATS.get(typed[0].lower().removeprefix("."), "") if typed else ""
    if typed and not format and "." in typed[0]:
        raise Sorry(messages.NO_FORMAT)
    period_text = " ".join(typed[1:] if format else typed)
    period = read_period(period_text, desk.today) if period_text else year_to_report(desk)
    products = products_in(period, desk)
    return _file(format, products, period, desk) if format else _told(products, period, desk)


def _told(products: Sequence[ExceptedProduct], period: ReportPeriod, desk: Desk) -> Reply:
    between = f"{period.since} to {period.until}"
    due = open_report(desk) if period == year_to_report(desk) else None
    return Reply(
        title=_title(period),
        parts=tuple(_parts(products)),
        choices=(
            Choice(messages.WORD_FILE, f"{_SAY} {DOCX} {between}", primary=True),
            Choice(messages.CSV_FILE, f"{_SAY} {CSV} {between}"),
            *((Choice(messages.FILED, f"done {due.id}"),) if due else ()),
            Choice(messages.EXCEPTIONS, "exceptions"),
        ),
        tone="incomplete" if any(one.incomplete for one in products) else "plain",
        footer=footer(desk),
    )


def _parts(products: Sequence[ExceptedProduct]) -> Iterator[Part]:
    """What it would name, and what must be looked at before."""
    if not products:
        yield Text(messages.NIL_REPORT)
        yield Text(messages.MAY_NOT_BE_NEEDED, more=True)
        return
    yield Text(messages.found(number=len(products)))
    yield Bullets(tuple(map(_used, products)))
    if lacking := [id for one in products for id in one.incomplete]:
        yield Text(messages.incomplete(ids=", ".join(lacking)))


def _file(format: str, products: Sequence[ExceptedProduct], period: ReportPeriod, desk: Desk) -> Reply:
    name = f"commission-report-{period.since}-{period.until}.{format}"
    file = (
        File(name, _WORD, as_docx(paper_of(products, period, desk)))
        if format == DOCX
        else File(name, "text/csv", csv_of(products, period))
    )
    lacking = [id for one in products for id in one.incomplete]
    return Reply(
        title=_title(period),
        parts=(
            Text(messages.made(name=name)),
            *((Text(messages.incomplete(ids=", ".join(lacking))),) if lacking else ()),
        ),
        files=(file,),
        footer=footer(desk),
    )


def _title(period: ReportPeriod) -> str:
    """The title of the reply."""
    return short(messages.title(period=words.span(period)))


def _paper_title(district: str) -> str:
    """The title of the paper."""
    said = messages.products_used_without_a_contract
    return f"{district}: {said[:1].lower()}{said[1:]}" if district else said


def _statement(pin: str, number: int, *, of_year: bool) -> str:
    """What the paper says above its table."""
    of = messages.the_year if of_year else messages.this_period
    nouns = messages.website_online_service_or_app if number == 1 else messages.websites_online_services_and_apps
    if not number:
        return messages.in_this_period_the_board_used(of=of, pin=pin)
    return messages.in_this_period_the_board_used_the(nouns=nouns, of=of, pin=pin)


def _used(product: ExceptedProduct) -> str:
    """A product in the reply, which only the privacy team reads."""
    number = len(product.exceptions)
    from_whom = f" ({product.vendor})" if product.product.casefold() != product.vendor.casefold() else ""
    ids = ", ".join(one.id for one in product.exceptions)
    return f"{product.product}{from_whom}: {number} use{'' if number == 1 else 's'}, {ids}"


def _plans(product: ExceptedProduct) -> str:
    """The kinds of plan in words; how many children there are stays in the district."""
    return " and ".join(dict(PLANS).get(one, one) for one in product.plans) or messages.NOT_KNOWN


def _row(product: ExceptedProduct) -> tuple[str, ...]:
    """A product in the paper."""
    since = table_day(product.since) if product.since else messages.NOT_KNOWN
    until = table_day(product.until) if product.until else messages.STILL
    return product.product, product.vendor, _plans(product), since, until
