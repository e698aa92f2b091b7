"""Are several files read and kept as one contract, and does what takes a promise back stand on top?"""

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.review import review as review_command
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.review.engine import review_paper
from handlers.text_extraction.building import Paper, Unreadable, read_paper
from handlers.text_extraction.bundle import pack
from tests.handlers.review.papers import GOOD
from tests.papers import word_file

SEVERABLE = "If a court finds a term invalid, the rest of this agreement stays in force."
FERPA = (
    "Acme and the Board of Education shall ensure compliance with FERPA, 20 U.S.C. 1232g, as amended from time to time."
)
ORDER = b"Acme and the Hartford Board of Education agree.\n\nThe order is for one school year."


def sent(said: str, *files: File, desk: Desk, **fields: str) -> Reply:
    return respond(Message(said, fields=fields, files=files, who="slack:U7", surface="slack"), desk)


def say_of(reply: Reply, label: str) -> str:
    return next(one.say for one in reply.every_choice if one.label == label)


def test_several_files_are_read_as_one_contract_and_kept_with_it(desk: Desk) -> None:
    files = File("order.txt", "", ORDER), File("addendum.docx", "", word_file(SEVERABLE, FERPA))
    shown = sent("review", *files, desk=desk)
    states = {row.title: row.says for row in shown.rows}
    assert states["Severability, (a)(10)"] == "Present" and states["FERPA, (a)(8)"] != "Missing"
    assert "I read order.txt, addendum.docx." in plain(shown)
    row = next(row for row in shown.rows if row.title.startswith("Severability"))
    assert row.opens and "addendum.docx:" in plain(sent(row.opens.say, desk=desk))
    form = sent(say_of(shown, "Log this contract"), desk=desk).form
    assert form
    values = {field.id: field.value for field in form.fields} | {"product": "Maps", "executed": "2026-11-02"}
    sent(form.say, desk=desk, **values | {"vendor": "Acme", "sure": "yes"})
    kept = sent("contract-file C-1", desk=desk).files[0]
    assert (kept.name, kept.media_type) == ("order and 1 more.zip", "application/zip")
    with zipfile.ZipFile(BytesIO(kept.content)) as packed:
        assert packed.namelist() == ["order.txt", "addendum.docx"] and packed.read("order.txt") == ORDER
    assert {row.title: row.says for row in sent("review C-1", desk=desk).rows} == states


def test_both_files_of_a_contract_that_is_logged_are_kept(desk: Desk) -> None:
    one = word_file("Acme and the Hartford Board of Education agree.")
    files = File("a.docx", "", one), File("a.docx", "", word_file(SEVERABLE))
    said = "log-contract vendor: Acme; product: Maps; executed: 2026-11-02; provisions: all"
    sent(said, *files, desk=desk)
    with zipfile.ZipFile(BytesIO(sent("contract-file C-1", desk=desk).files[0].content)) as packed:
        assert packed.namelist() == ["a.docx", "2 a.docx"]


def test_a_file_of_a_bundle_that_cannot_be_read_is_named() -> None:
    paper = read_paper(pack({"order.txt": ORDER, "scan.pdf": b"%PDF-1.4 broken", "notes.xlsx": b"x"}), "all.zip")
    assert paper.text == ORDER.decode()
    assert len(paper.notes) == 1 and paper.notes[0].startswith("scan.pdf was not read: ")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (pack({"a.xlsx": b"x"}), "an archive without an agreement"),
        (pack({"inner.txt": pack({"a.txt": b"x"})}), "an archive without an agreement"),
        (pack({f"{number}.txt": b"x" for number in range(21)}), "These are 21 files. At most 20"),
        (pack({"a.txt": b"x"})[:40], "damaged"),
    ],
)
def test_what_is_no_bundle_of_papers_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_paper(content, "all.zip")


def test_the_command_line_reads_several_files_as_one(tmp_path: Path) -> None:
    (tmp_path / "order.txt").write_bytes(ORDER)
    (tmp_path / "more.txt").write_text(SEVERABLE, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("order.txt", "more.txt")]
    result = CliRunner().invoke(review_command, [*paths, "--json"])
    found = json.loads(result.output)
    (evidence,) = found["provisions"]["(a)(10)"]["evidence"][:1]
    assert (evidence["file"], evidence["quote"]) == ("more.txt", SEVERABLE)
    refused = CliRunner().invoke(review_command, [paths[0], str(tmp_path)])
    assert "is a folder" in str(refused.exception)


def test_nothing_is_checked_off_before_a_person_looked(desk: Desk) -> None:
    sent("log-contract vendor: Acme; product: Maps; executed: 2026-11-02", desk=desk)
    sent("add-file C-1", File("a.docx", "", word_file(*GOOD.split("\n\n"))), desk=desk)
    shown = sent("review C-1", desk=desk)
    assert shown.tone == "plain" and {row.tone for row in shown.rows if row.says == "Present"} == {"plain"}
    marked = sent("mark-provision C-1 severability present", desk=desk)
    row = next(row for row in marked.rows if row.title.startswith("Severability"))
    assert (row.tone, row.says) == ("done", "Present · says a colleague I do not know yet, Tue, Nov 24")


@pytest.mark.parametrize(
    ("clause", "on_top"),
    [
        ("If this Addendum and the Vendor's online terms differ, this Addendum controls.", False),
        ("If these Data Terms and Provider's standard license differ, these Data Terms control.", False),
        ("If they differ, the Vendor's online terms prevail over this Addendum.", True),
        ("These Terms prevail over any addendum or rider that a district attaches.", True),
        ("Provider complies with FERPA, 20 U.S.C. 1232g, as amended from time to time.", False),
        ("Provider may change these terms at any time by posting a new version.", True),
    ],
)
def test_what_may_take_everything_back_is_told_from_what_does_not(clause: str, on_top: bool) -> None:
    found = review_paper(Paper(f"{GOOD}\n\n{clause}"), date(2026, 12, 1))
    assert bool({one.name for one in found.risks} & {"precedence", "change"}) is on_top
