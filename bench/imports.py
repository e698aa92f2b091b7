"""How long does it take to import 5,000 contracts, and what do they cost afterwards?

Into files and into PostgreSQL. Budgets: read, checked and saved within 10 s; taken back within 10 s; one message a
morning to whom the old contracts are overdue; a million rows refused within 10 s and 400 MB.
"""

import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import xlsxwriter
from measure import SMALL, done, figure, resident, say, timed

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.history.take_back import undo_import
from handlers.imports.files.tables import read_sheets
from handlers.imports.mapping import choose
from handlers.imports.plan import Plan, plan, save
from handlers.people.contacts import remember_person
from handlers.reminders.remind import remind
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.port import Store
from storage.postgres.store import open_postgres
from storage.records import Place, Role
from tests.handlers.talk import Notes
from tests.storage.server import running

CONTRACTS, ROWS = (300, 30_000) if SMALL else (5_000, 1_000_000)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("America/New_York"))
HEAD = ["Vendor", "Product", "Date signed", "Expires", "Posted?", "Date posted", "Notice link", "Owner", "Data"]
MOST_SECONDS, MOST_MEMORY = 10, 400
MORNINGS = 6


def rows() -> Iterator[list[object]]:
    """A third posted with its address, a third without a word on it, a third still to be posted in time."""
    for number in range(CONTRACTS):
        signed = date(2022, 1, 3) + timedelta(days=number % 1700)
        link = f"https://schools.example.org/contracts/{number}"
        posted = [["Y", f"{signed + timedelta(days=2):%m/%d/%Y}", link], ["", "", ""], ["N", "", ""]][number % 3]
        ends = f"{signed + timedelta(days=1500):%m/%d/%Y}"
        yield [f"Vendor {number}", f"App {number}", f"{signed:%m/%d/%Y}", ends, *posted, "Dana Reed", "names, grades"]


def book(path: Path) -> bytes:
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Contracts")
        for number, row in enumerate([HEAD, *rows()]):
            sheet.write_row(number, 0, row)
    return path.read_bytes()


def imported(content: bytes, desk: Desk, name: str) -> None:
    for person, who in (("Dana Reed", "slack:U1"), ("Ana Ruiz", "slack:U2")):
        remember_person(who, person, Place(id=f"{who}-chat", surface="slack", name=person, private=True), desk)
    respond(Message("setup lead: slack:U2", who="dana", surface="command line"), desk)
    remind(desk, {"slack": Notes([]), "page": Notes([])})  # who leads is told so
    message = Message("import", who="dana", surface="command line")
    found: list[Plan] = []
    began = time.process_time()
    checked = timed(lambda: found.append(plan("a.xlsx", choose(read_sheets("a.xlsx", content)), message, desk)))
    saved = timed(lambda: save(found[0].rows, message, desk))
    worked = time.process_time() - began
    assert len(desk.store.contracts()) == CONTRACTS, found[0].totals
    figure(f"{name}: {CONTRACTS} contracts read and checked", checked, "s")
    figure(f"{name}: read, checked and saved", checked + saved, "s", most=MOST_SECONDS)
    figure(f"{name}: processor time of that, without the database's", worked, "s")
    most = max((morning.count(who) for morning in told(desk) for who in morning), default=0)
    figure(f"{name}: most messages to one person on one of the {MORNINGS} mornings after", most, "", most=1)
    number = str(next(one.number for one in desk.store.events() if one.what == "import"))
    figure(f"{name}: taken back", timed(lambda: undo_import(number, message, desk)), "s", most=MOST_SECONDS)


def told(desk: Desk) -> Iterator[list[str]]:
    """For each morning the chats that got a message of what was imported, were nothing done about it."""
    for morning in range(1, MORNINGS + 1):
        notes, later = Notes([]), replace(desk, now=NOW + timedelta(days=morning))
        while remind(later, {"slack": notes, "page": notes}).deliveries:
            pass
        yield notes.places


def too_many(folder: Path) -> bytes:
    """A workbook of very many rows."""
    path = folder / "many.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as made:
        made.add_worksheet("a").write_row(0, 0, HEAD)
    cells = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, ROWS + 1))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    out = folder / "bomb.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            whole = sheet + cells + b"</sheetData></worksheet>"
            new.writestr(name, whole if name.endswith("sheet1.xml") else old.read(name))
    return out.read_bytes()


def refused(content: bytes) -> None:
    before = resident()

    def read() -> None:
        try:
            read_sheets("bomb.xlsx", content)
        except Sorry as sorry:
            say(f"  {sorry}")
        else:
            raise AssertionError("it was read")

    figure(f"{ROWS} rows refused", timed(read), "s", most=MOST_SECONDS)
    figure("memory for that", resident() - before, "MB", most=MOST_MEMORY)


def main() -> None:
    law = load()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        content = book(folder / "contracts.xlsx")
        url = stack.enter_context(stack.enter_context(running()).database())
        stores: dict[str, Store] = {
            "files": open_embedded(folder, "hartford"),
            "PostgreSQL": open_postgres(url, "hartford"),
        }
        for name, store in stores.items():
            imported(content, Desk(law, lambda _: (), Calendar(), NOW, store, Role.ADMIN), name)
            store.close()
        refused(too_many(folder))
    done()


main()
