"""Reads the rows of a table as a careful person would: what each one says of a contract, and what it leaves open."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.imports import meaning, words
from handlers.imports.files.tables import Sheet, SheetTable, Value, is_empty
from handlers.imports.headings import (
    BOTH,
    DISTRICT,
    EXECUTED,
    EXPIRY,
    LINK,
    NAMES,
    OWNER,
    PERIOD,
    POSTED,
    PRODUCT,
    PROVISIONS,
    SIGNATURE,
    SIGNED,
    START,
    STUDENT_DATA,
    VENDOR,
    is_own,
    product_first,
)
from handlers.imports.mapping import MappedTable, field_numbers
from handlers.imports.meaning import (
    ReadDay,
    State,
    ToldRow,
    first_link,
    host_of,
    lacks_year,
    never_ends,
    not_signed,
    ours_of,
    own_rows,
    read_day,
    read_flag,
    read_period,
    text_of,
    unsaid,
)
from handlers.understanding.named import same

SEVERAL_DAYS = 3
"""Days with the day first, and how many for each with the month first, by which the others are read."""
SEVERAL_LINKS = 3
"""Cells of a column that lead to one site before it is taken for that of the notices, as a vendor's own is not."""
SHOWS = frozenset({START, EXPIRY, POSTED, LINK, PROVISIONS})
"""What a row has only where there is a contract."""
TAKEN_AS_TEXT = (
    "kinds",
    "schools",
    "subprocessors",
    "purpose",
    "description",
    "contact",
    "notes",
    "categories",
    "breach_days",
    "breach_days_other",
)
"""Fields whose cells go into the form as they stand."""


def told_rows(chosen: MappedTable, district: str = "") -> tuple[ToldRow, ...]:
    """The rows of a table in their order; ``district`` is the name of ours, where it is known."""
    from_export = is_own(chosen.table.headings)
    read = own_rows(chosen.table, field_numbers(chosen.columns)) if from_export else _Reader(chosen, district).rows()
    rows = [ToldRow(chosen.table.sheet.name, number + 1, left_out=why) for number, why in chosen.table.left_out]
    rows += read
    return tuple(sorted(rows, key=lambda row: row.number))


class _Reader:
    def __init__(self, chosen: MappedTable, district: str) -> None:
        self.table: SheetTable = chosen.table
        self.sheet: Sheet = chosen.table.sheet
        self.fields: Mapping[str, tuple[int, ...]] = field_numbers(chosen.columns)
        self.product_first = any(product_first(one.heading) for one in chosen.columns if one.field == BOTH)
        self.ours = ours_of((self._text(DISTRICT, number) for number in self.table.rows), district)
        read = [self._day(name, row) for name in (EXECUTED, EXPIRY, START, POSTED) for row in self.table.rows]
        self.day_first, self.month_first = sum(day.day_first for day in read), sum(day.month_first for day in read)
        self.notice_hosts = self._notice_hosts()
        self.above, self.above_at = meaning.VendorNames("", ""), 0

    def rows(self) -> Iterator[ToldRow]:
        last: ToldRow | None = None
        for number in self.table.rows:
            row, names = ToldRow(self.sheet.name, number + 1), self._named(number)
            if last and self._shares_day(number, last) and self._same_vendor(number, names):
                _add_product(names.product, last)
                continue
            self._names(names, row)
            self._contract(number, row)
            if not row.left_out:
                self._rest(number, row)
                self._undated(number, row)
            last = row
            yield row

    def _cells(self, name: str, number: int) -> Iterator[tuple[int, Value]]:
        row = self.sheet.rows[number]
        return ((column, row[column]) for column in self.fields.get(name, ()) if column < len(row))

    def _text(self, name: str, number: int) -> str:
        told = (text_of(cell) for _, cell in self._cells(name, number) if not is_empty(cell))
        return next((text for text in told if not unsaid(text)), "")

    def _days(self, name: str, number: int) -> list[ReadDay]:
        return [self._day_at(number, column, cell) for column, cell in self._cells(name, number)]

    def _day(self, name: str, number: int) -> ReadDay:
        days = self._days(name, number)
        if name == EXECUTED and not days:
            signed = self._days(SIGNATURE, number)
            if len(signed) > 1 and all(day.day for day in signed):  # it is executed once the last party has signed
                return max(signed, key=_day_of)
            return next((day for day in signed if not day.day), ReadDay(State.EMPTY))
        return days[0] if days else ReadDay(State.EMPTY)

    def _day_at(self, number: int, column: int, cell: Value) -> ReadDay:
        if (number, column) in self.sheet.volatile:
            return ReadDay(State.WORDS, says=words.TODAYS_FORMULA)
        if (number, column) in self.sheet.unvalued:
            return ReadDay(State.WORDS, says=words.FORMULA)
        read = read_day(cell, from_1904=self.sheet.from_1904)
        if read.day and (number, column) in self.sheet.dayless:
            return ReadDay(State.WORDS, says=f"{read.day:%b %Y}")
        return read

    def _shares_day(self, number: int, last: ToldRow) -> bool:
        """Whether the row has its day of execution from one merged cell with the last one."""
        merged = self.sheet.merged
        origins = (merged.get((number, column)) for column, _ in self._cells(EXECUTED, number))
        return any(origin and origin == merged.get((last.number - 1, origin[1])) for origin in origins)

    def _same_vendor(self, number: int, names: meaning.VendorNames) -> bool:
        """Whether a row names the vendor of the last one, or leaves the vendor's cell empty."""
        if not names.vendor:
            return VENDOR in self.fields and all(is_empty(cell) for _, cell in self._cells(VENDOR, number))
        return names.sure and same(names.vendor, self.above.vendor)

    def _named(self, number: int) -> meaning.VendorNames:
        """Vendor and product as the row has them, a ditto mark read as the vendor above."""
        if BOTH in self.fields:
            return meaning.part(self._text(BOTH, number), product_first=self.product_first)
        vendor, product = (meaning.without_former(self._text(name, number)) for name in (VENDOR, PRODUCT))
        return meaning.VendorNames(self.above.vendor if meaning.is_ditto(vendor) else vendor, product)

    def _names(self, found: meaning.VendorNames, row: ToldRow) -> None:
        if BOTH not in self.fields and not found.vendor and found.product:
            if self._goes_on(row.number - 1):
                row.asks.append(words.vendor_above(name=self.above.vendor))
                found = meaning.VendorNames(self.above.vendor, found.product)
            else:
                row.asks.append(words.only_product(name=found.product))
                found = meaning.VendorNames(found.product, "", sure=False)
        if meaning.is_amendment(found.product):
            row.asks.append(words.amendment(says=found.product))
        if not found.sure and not row.asks:
            row.asks.append(words.which_is_vendor(found.vendor, found.product))
        self.above, self.above_at = found, row.number
        row.values |= {VENDOR: found.vendor, PRODUCT: found.product}

    def _goes_on(self, number: int) -> bool:
        """Whether a row with an empty cell for the vendor has the day of the row right above it, which names one."""
        if VENDOR not in self.fields or not self.above.vendor or self.above_at != number:
            return False
        day, above = self._day(EXECUTED, number).day, self._day(EXECUTED, number - 1).day
        return bool(day and day == above) and all(is_empty(cell) for _, cell in self._cells(VENDOR, number))

    def _contract(self, number: int, row: ToldRow) -> None:
        """The day of execution, or why there is none; a row of another district, or without a contract, is left out."""
        district = self._text(DISTRICT, number)
        if self.ours and district and district not in self.ours:
            row.left_out = words.other_district(name=district)
            return
        if any(read_flag(cell) is False and cell != "" for _, cell in self._cells(STUDENT_DATA, number)):
            row.left_out = words.NO_STUDENT_DATA
            return
        if district and not self.ours:
            row.asks.append(words.whose(name=district))
        signed = [cell for _, cell in self._cells(SIGNED, number)]
        denied = next((text_of(cell) for cell in signed if _denies(cell)), "")
        day, last_signed = self._day(EXECUTED, number), max(self._days(SIGNATURE, number), key=_day_of, default=None)
        if day.day and last_signed and _day_of(last_signed) > day.day:
            row.asks.append(words.signed_later(day, last_signed))
        elif day.state is State.DAY:
            self._take_day(EXECUTED, day, row)
            if denied:
                row.asks.append(words.denied(says=denied))
        elif (denied and not any(map(read_flag, signed))) or not_signed(day.says):
            row.left_out = words.not_signed(says=denied or day.says)
        elif day.state is State.IMPOSSIBLE:
            row.wrong.append(words.no_such_day(EXECUTED, day.says))
        elif day.says and not unsaid(day.says):
            row.asks.append(_no_day(EXECUTED, day.says))

    def _undated(self, number: int, row: ToldRow) -> None:
        """Ask for the day of execution that is missing where nothing else shows that it was signed by all."""
        day = self._day(EXECUTED, number)
        if day.day or (day.says and not unsaid(day.says)):
            return
        half_signed = any(one.day for one in self._days(SIGNATURE, number))
        if half_signed or not row.values.keys() & SHOWS:
            row.asks.insert(0, words.no_day(EXECUTED, ""))

    def _take_day(self, name: str, day: ReadDay, row: ToldRow) -> None:
        """Note a day, as the others of the table are written; where these differ, or it does, it is asked about."""
        is_day_first = self.day_first >= SEVERAL_DAYS and self.day_first >= SEVERAL_DAYS * self.month_first
        if (day.open_order and self.day_first and not is_day_first) or (day.month_first and is_day_first):
            row.asks.append(words.order(name, day.says))
        elif day.day:
            row.values[name] = ((day.turned.day if day.open_order and is_day_first else None) or day.day).isoformat()

    def _rest(self, number: int, row: ToldRow) -> None:
        term = read_period(self._text(PERIOD, number))
        for name in (START, EXPIRY):
            self._optional_day(name, self._day(name, number) if name in self.fields else term[name == EXPIRY], row)
        row.values[LINK] = self._link(number)
        self._posting(number, row)
        owner, provisions = self._text(OWNER, number), self._text(PROVISIONS, number)
        row.values[OWNER] = _person(owner)
        if owner and not row.values[OWNER]:
            row.noted.append(words.noted(OWNER, owner))
        row.values[PROVISIONS] = "all" if read_flag(provisions) else provisions if _is_numbers(provisions) else ""
        row.values |= {name: self._text(name, number) for name in TAKEN_AS_TEXT if name in self.fields}
        row.values = {name: value for name, value in row.values.items() if value}

    @staticmethod
    def _is_end(name: str, text: str) -> bool:
        return name != EXPIRY or not never_ends(text)

    def _optional_day(self, name: str, day: ReadDay, row: ToldRow) -> None:
        if day.state is State.DAY:
            self._take_day(name, day, row)
        elif day.state is State.IMPOSSIBLE:
            row.wrong.append(words.no_such_day(name, day.says))
        elif day.state is State.WORDS and self._is_end(name, day.says):
            row.asks.append(_no_day(name, day.says))
            row.noted.append(words.noted(name, day.says))

    def _link(self, number: int) -> str:
        """The address of the notice: in its own column, in that of the posting, else on a site of other notices."""
        for name in (LINK, POSTED):
            if link := first_link(self._leads(number, column, cell) for column, cell in self._cells(name, number)):
                return link
        leads = [self._leads(number, *cell) for name in sorted(NAMES) for cell in self._cells(name, number)]
        return first_link(lead for lead in leads if host_of(lead) in self.notice_hosts)

    def _leads(self, number: int, column: int, cell: Value) -> str:
        """Where a cell leads, else what stands in it."""
        return self.sheet.links.get((number, column)) or text_of(cell)

    def _notice_hosts(self) -> frozenset[str]:
        """The sites on which notices are: of the columns of addresses, and those to which most cells of one lead."""
        hosts = set[str]()
        for column in (column for name in NAMES for column in self.fields.get(name, ())):
            leads = Counter(host_of(self.sheet.links.get((number, column), "")) for number in self.table.rows)
            del leads[""]
            host, count = next(iter(leads.most_common(1)), ("", 0))
            if count >= SEVERAL_LINKS and count * 2 > leads.total():
                hosts.add(host)
        for name in (LINK, POSTED):
            told = (self._leads(row, *cell) for row in self.table.rows for cell in self._cells(name, row))
            hosts |= set(map(host_of, told))
        return frozenset(hosts - {""})

    def _posting(self, number: int, row: ToldRow) -> None:
        """The day of the posting; a yes without a day, or with a no beside it, is to be settled."""
        days, flags, told, unclear = list[ReadDay](), set[bool](), list[str](), list[str]()
        for column, cell in self._cells(POSTED, number):
            day, flag = self._day_at(number, column, cell), read_flag(cell)
            if day.state is State.DAY:
                days.append(day)
            elif flag is not None and (cell is not False or len(self.fields[POSTED]) > 1 or self._says_boxes(column)):
                flags.add(flag)
                told.append(text_of(cell))
            elif not is_empty(cell) and not unsaid(text_of(cell)) and not first_link([text_of(cell)]):
                unclear.append(text_of(cell))
        if days and False not in flags:
            self._take_day(POSTED, days[0], row)
        elif days:
            row.asks.append(words.POSTED_AND_NOT)
        elif True in flags or unclear:
            row.asks.append(words.posted_no_day(unclear[0] if unclear else ""))
            row.noted.append(words.noted(POSTED, ", ".join((*told, *unclear))))
        elif row.values.get(LINK) and False not in flags and POSTED in self.fields:  # else a link may be the contract's
            row.asks.append(words.LINK_NO_DAY)

    def _says_boxes(self, column: int) -> bool:
        """Whether the column has boxes to tick, so that an empty one says no."""
        return any(cell is True for cell in self.table.column(column))


def _no_day(name: str, says: str) -> str:
    return words.no_year(name, says) if lacks_year(says) else words.no_day(name, says)


def _day_of(read: ReadDay) -> date:
    return read.day or date.min


def _add_product(more: str, row: ToldRow) -> None:
    if more and more not in row.values.get(PRODUCT, "").split("; "):
        row.values[PRODUCT] = "; ".join(filter(None, (row.values.get(PRODUCT, ""), more)))


def _person(text: str) -> str:
    """A name without a telephone's number; empty where only initials, or a class, stand there."""
    bare = re.sub(r"\s*[(,]?\s*(?:x|ext\.?)\s*\d+\)?$", "", text, flags=re.IGNORECASE)
    return "" if "@" not in bare and re.search(r"\d|^[A-Z]{2,4}$", bare) else bare


def _denies(cell: Value) -> bool:
    return read_flag(cell) is False or (not is_empty(cell) and not_signed(text_of(cell)))


def _is_numbers(text: str) -> bool:
    return bool(text) and all(part.strip().isdigit() for part in text.replace(";", ",").split(","))
