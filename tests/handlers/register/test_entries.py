"""Does the register show what it must, hold back what it should, and name what is lacking?"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import File
from handlers.register.entries import public_register
from handlers.register.publish import known_address
from handlers.register.site import site_of
from storage.records import Contract
from tests.handlers.district import put
from tests.handlers.register.register_district import PDF, log, office_of, run, say, word_file


def lacking(desk: Desk, *looked_at: str) -> set[tuple[str, str]]:
    return {(one.record, one.what) for one in public_register(desk, looked_at).lacks}


def test_each_missing_part_is_named(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme", file=None, description="", purpose="", categories="")
    parts = {("C-1", what) for what in ("description", "purpose", "data", "file")}
    assert lacking(office) == parts
    assert not public_register(office).in_force[0].is_posted


def test_a_district_without_a_name_is_told_once(desk: Desk) -> None:
    for vendor in ("Acme", "Bright"):
        log(desk, vendor)
    assert lacking(desk) == {("", "district"), ("C-1", "unread"), ("C-2", "unread")}


def test_a_pdf_is_named_until_somebody_has_answered_for_it(desk: Desk, tmp_path: Path) -> None:
    office = office_of(desk)
    log(office, "Acme")
    run(office, tmp_path / "site")
    assert lacking(office) == {("C-1", "unread")} and not (tmp_path / "site/files/C-1.pdf").exists()
    assert not public_register(office).in_force[0].is_posted
    run(office, tmp_path / "site", looked_at=("C-1",))
    assert lacking(office) == set() and (tmp_path / "site/files/C-1.pdf").exists()
    log(office, "Bright", file=PDF + b" of another vendor")
    assert lacking(office) == {("C-2", "unread")}


def test_a_word_file_is_looked_into_and_held_back(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme", file=word_file("The vendor deletes all data at the end."))
    log(office, "Bright", file=word_file("Student Jane Smith, DOB 3/4/2015, is in the pilot."))
    assert lacking(office) == {("C-2", "personal")}
    clean, held = public_register(office).in_force
    assert clean.file and clean.is_posted and not held.file and not held.is_posted
    assert lacking(office, "C-2") == set() and public_register(office, ["C-2"]).in_force[1].file


def test_a_text_with_a_student_in_it_is_held_back_until_it_is_checked(desk: Desk, tmp_path: Path) -> None:
    office = office_of(desk)
    log(office, "Acme", purpose="For student Jane Smith, DOB 3/4/2015.", sure="guard-purpose")
    entry = public_register(office).in_force[0]
    assert ("C-1", "private") in lacking(office) and not entry.contract.purpose and entry.contract.description
    assert ("C-1", "purpose") not in lacking(office)
    run(office, tmp_path / "site", looked_at=("C-1",))
    assert lacking(office) == set() and public_register(office).in_force[0].contract.purpose


def test_a_withdrawn_contract_shows_only_where_it_was_published(desk: Desk, tmp_path: Path) -> None:
    office = office_of(desk)
    log(office, "Acme")
    log(office, "Bright", executed="2026-11-19")
    say(office, "withdraw C-1 logged twice")
    run(office, tmp_path / "site", looked_at=("C-2",))
    assert [one.contract.id for one in public_register(office).entries] == ["C-2"]
    assert (tmp_path / "site/files/C-2.pdf").exists()
    say(office, "withdraw C-2 wrong vendor")
    shown = public_register(office)
    assert not shown.in_force and [one.contract.id for one in shown.ended] == ["C-2"] and not shown.lacks
    run(office, tmp_path / "site")
    assert not (tmp_path / "site/files/C-2.pdf").exists() and (tmp_path / "site/contracts/C-2.html").exists()
    archive = (tmp_path / "site/ended.html").read_text()
    assert "No contract has ended." in archive and "These contracts are over." not in archive
    assert "That does not mean that they are over." in archive and "C-2.html" in archive


def test_a_contract_moves_to_the_archive_the_day_after_its_end(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme", expiry="2026-11-24")
    assert public_register(office).in_force
    tomorrow = public_register(replace(office, now=office.now + timedelta(days=1)))
    assert not tomorrow.in_force and tomorrow.ended


def test_nobody_reads_of_a_breach_before_the_families(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme")
    say(office, "log-breach contract: C-1; discovered: 2026-11-22; board_told: 2026-11-23; categories: student_records")
    tell = next(one for one in office.store.deadlines(record="B-1") if one.duty == "tell-families-of-breach")
    assert not public_register(office).breaches and not lacking(office) - {("C-1", "unread")}
    say(office, f"done {tell.id} e-mail of Nov 24, 2026")
    assert not public_register(office).breaches and ("B-1", "notice") in lacking(office)
    say(office, f"undo {tell.id}")
    notice = File("notice.pdf", "", PDF)
    say(office, "notice-sent breach B-1", notice, day="2026-11-24", proof="e-mail of Nov 24, 2026", sure="blanks")
    assert not public_register(office).breaches and ("B-1", "unread") in lacking(office)
    (shown,) = public_register(office, ["B-1"]).breaches
    assert shown.sent[0].file.name.endswith(".pdf") and not shown.notices and shown.told == office.today


def test_a_sent_notice_is_published_as_what_it_is_whatever_the_browser_says(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme")
    say(office, "log-breach contract: C-1; discovered: 2026-11-22; board_told: 2026-11-23; categories: student_records")
    notice = File("To families.DOCX", "text/html", word_file("Somebody saw names and grades."))
    say(office, "notice-sent breach B-1", notice, day="2026-11-24", proof="e-mail of Nov 24, 2026", sure="blanks")
    register = public_register(office)
    assert "B-1" not in {one.record for one in register.lacks}, "a Word file is looked into"
    assert "files/B-1-1.docx" in site_of(register, office).files


def test_a_link_counts_as_posted_on_the_districts_own_website_only(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme", file=None, link="https://schools.example.org/acme.pdf")
    log(office, "Bright", file=None, link="https://drive.example.com/x")
    assert lacking(office) == {("C-2", "file")}
    assert [one.online for one in public_register(office).in_force] == ["https://schools.example.org/acme.pdf", ""]


@pytest.mark.parametrize("field", ["vendor", "product"])
def test_a_name_with_a_student_in_it_is_held_back_until_it_is_checked(desk: Desk, field: str) -> None:
    office = office_of(desk)
    names = {"vendor": "Acme", "product": "Reader"} | {field: "Student Jane Smith, DOB 3/4/2015"}
    log(office, "Plain", file=None)
    put(office, Contract(id="C-1", executed=office.today, **names))
    assert ("C-1", "private") in lacking(office)
    (entry,) = public_register(office).in_force
    assert "Jane" not in f"{entry.name} {entry.vendor} {entry.contract} {entry.notices}" and entry.name
    assert "Jane" in str(public_register(office, ["C-1"]).in_force)


def test_a_notice_kept_with_its_blanks_is_not_what_families_read(desk: Desk) -> None:
    office = office_of(desk)
    log(office, "Acme")
    say(office, "log-breach contract: C-1; discovered: 2026-11-22; board_told: 2026-11-23; categories: student_records")
    say(office, "notice-sent breach B-1", day="2026-11-24", proof="e-mail of Nov 24, 2026", sure="blanks")
    assert not public_register(office, ["B-1"]).breaches and ("B-1", "notice") in lacking(office, "B-1")
    notice = File("notice.pdf", "application/pdf", PDF)
    say(office, "notice-sent breach B-1", notice, day="2026-11-24", proof="e-mail of Nov 24, 2026")
    assert public_register(office, ["B-1"]).breaches and not lacking(office, "B-1") & {("B-1", "notice")}


def test_a_script_is_no_page(desk: Desk) -> None:
    office = office_of(desk)
    link = "javascript://schools.example.org/%0aalert(1)"
    log(office, "Acme", file=None)
    put(office, Contract(id="C-1", vendor="Acme", executed=office.today, link=link))
    assert public_register(office).in_force[0].online == "" and ("C-1", "file") in lacking(office)
    put(office, replace(office.store.setup(), site=link))
    assert known_address("", office) == ""
    for path, page in site_of(public_register(office), office).pages.items():
        assert b'href="javascript' not in page, path
