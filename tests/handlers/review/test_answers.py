"""Is a review shown worst first, with its quotes, and does what a person decides stand beside it?"""

import io
import json
from dataclasses import replace
from datetime import date, timedelta

import docx
import pytest

from handlers.contracts.form import checklist
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.documents.as_html import as_html
from handlers.review.answers.card import card, compared, stricter_terms
from handlers.review.answers.commands import detail, others
from handlers.review.json_output import for_scripts, sheet_head, sheet_line, unreadable_line
from handlers.review.report import LONGEST, Mark, marked_text, report_of
from handlers.review.review import BreachDays, Evidence, ItemFinding, ItemStatus, PaperFacts, Review, Risk
from handlers.review.subject import PaperReading, ReviewRow, Source
from handlers.text_extraction.building import Paper
from storage.records import Role
from tests.handlers.review.papers import GOOD
from tests.papers import word_file

TEXT = "1. Law. The law of Ohio governs.\n\n2. Deletion. We delete on request.\n\n3. Ads. We show ads to students."


def quoted(words: str, page: int) -> Evidence:
    return Evidence(words, page, TEXT.index(words), TEXT.index(words) + len(words))


OHIO = quoted("The law of Ohio governs.", 1)
DELETE = quoted("We delete on request.", 1)
ADS = quoted("We show ads to students.", 2)
FIRST = word_file("Acme and the Hartford Board of Education agree.", "Acme is proud of its maps.")
SECOND = word_file(
    "Acme and the Hartford Board of Education agree.", "If a court finds a term invalid, the rest stays."
)


@pytest.fixture
def reading(desk: Desk) -> PaperReading:
    found = {
        "governing-law": ItemFinding(
            "governing-law", ItemStatus.CONTRADICTED, (OHIO,), "It names the law of another place."
        ),
        "deletion": ItemFinding("deletion", ItemStatus.WEAK, (DELETE,), "It does not say how to ask."),
        "severability": ItemFinding("severability", ItemStatus.ABSENT, (), "The paper says nothing on this."),
    }
    items = checklist(desk).items
    provisions = {
        one.id: found.get(one.id) or ItemFinding(one.id, ItemStatus.PRESENT, (OHIO,), "It says so.") for one in items
    }
    review = Review(
        date(2026, 11, 24),
        provisions,
        (Risk("advertising", "cc(b)(1)", (ADS,), "It lets the vendor show ads."),),
        (ItemFinding("training", ItemStatus.ABSENT, (), "It does not say."),),
        PaperFacts("Acme", executed=date(2026, 10, 7), breach=BreachDays(10, 60)),
        ("It refers to a document that is not here.",),
    )
    rows = tuple(ReviewRow(one, provisions[one.id]) for one in items)
    return PaperReading("terms.txt", Paper(TEXT, (0, TEXT.index("3."))), review, rows)


WAITS = Source(File("terms.txt", "", b"x"), "0" * 16)


def told(reply: Reply) -> str:
    return "\n".join([plain(reply), *(choice.label for choice in reply.every_choice)])


def test_a_card_has_the_worst_first_and_what_is_not_among_the_provisions_apart(
    reading: PaperReading, desk: Desk
) -> None:
    reply = card(WAITS, reading, None, desk)
    assert reply.title == "1 of 10 missing, 1 weak, 1 contradicted"
    titles = [row.title for row in reply.rows]
    assert titles[:3] == [
        "Connecticut law governs, (a)(9)",
        "Severability, (a)(10)",
        "How the board asks for deletion, (a)(2)",
    ]
    assert [row.says for row in reply.rows[:4]] == [
        "Contradicted · It names the law of another place.",
        "Missing",
        "Weak · It does not say how to ask.",
        "Present",
    ]
    text = told(reply)
    assert text.index("Also look at") < text.index("Targeted advertising, 10-234cc(b)(1)") < text.index("Not among")
    assert "AI trained on student data: Not said" in text
    assert "refers to a document that is not here" in text and "Not legal advice." in reply.footer
    assert [one.label for one in reply.choices] == [
        "Log this contract",
        "Add it to a contract",
        "Full report",
        "What to ask for",
        "Quotes of other terms",
    ]


def test_nothing_is_pressed_where_the_file_cannot_be_asked_about_again(reading: PaperReading, desk: Desk) -> None:
    reply = card(replace(WAITS, ref=""), reading, None, desk)
    assert not reply.every_choice and len(reply.rows) == 10


def test_a_row_opens_its_quotes_with_their_pages(reading: PaperReading, desk: Desk) -> None:
    text = told(detail("deletion", WAITS, reading, desk))
    assert "How the board asks for deletion: weak" in text and "Page 1:" in text and DELETE.quote in text
    assert "Please describe the steps" in text and "10-234bb(a)(2)" in text
    risk = told(others(WAITS, reading))
    assert "Page 2:" in risk and ADS.quote in risk and "10-234cc(b)(1)" in risk


def test_what_changed_stands_above_the_provisions(reading: PaperReading, desk: Desk) -> None:
    better = replace(reading.rows[-1].finding, status=ItemStatus.PRESENT, evidence=(OHIO,))
    new = replace(reading, rows=(*reading.rows[:-1], replace(reading.rows[-1], finding=better)))
    assert "Severability, (a)(10): was missing, now present" in told(card(WAITS, new, reading, desk))
    assert "Nothing changed" in told(card(WAITS, reading, reading, desk))


def test_a_changed_provision_is_shown_with_its_old_and_its_new_words(reading: PaperReading, desk: Desk) -> None:
    rows = list(reading.rows)
    place = next(number for number, row in enumerate(rows) if row.item.id == "deletion")
    rows[place] = replace(rows[place], finding=replace(rows[place].finding, evidence=(ADS,)))
    better = replace(rows[-1].finding, status=ItemStatus.PRESENT, evidence=(OHIO,))
    rows[-1] = replace(rows[-1], finding=better)
    new = replace(reading, rows=tuple(rows))
    shown = card(WAITS, new, reading, desk)
    assert "(a)(2): weak as before, worded otherwise" in told(shown)
    assert "review 0000000000000000 changes" in [choice.say for choice in shown.every_choice]
    text = told(compared(WAITS, new, reading))
    assert text.index("Before:") < text.index(DELETE.quote) < text.index("Now:") < text.index(ADS.quote)
    assert "Before: nothing on it." in text and text.index("was missing, now present") < text.index(OHIO.quote)
    assert "changes" not in "".join(choice.say for choice in card(WAITS, reading, reading, desk).every_choice)


def test_scripts_get_each_provision_by_its_pin(reading: PaperReading) -> None:
    found = json.loads(json.dumps(for_scripts("x/terms.txt", reading)))
    assert list(found["provisions"]) == [f"(a)({number})" for number in range(1, 11)]
    one = found["provisions"]["(a)(2)"]["evidence"][0]
    assert TEXT[one["start"] : one["end"]] == one["quote"] and found["readable"] is True
    assert found["facts"] == {
        "vendor": "Acme",
        "executed": "2026-10-07",
        "breach_notice": {"student_information": "10 days", "other": "60 days"},
    }


def test_a_line_of_the_sheet_has_a_cell_for_each_heading(reading: PaperReading) -> None:
    head = sheet_head([row.item.title for row in reading.rows])
    assert len(sheet_line("a", reading)) == len(head) == len(unreadable_line("a", "It is a scan.", 10))


def test_only_a_time_that_is_shorter_than_the_law_s_counts(reading: PaperReading, desk: Desk) -> None:
    assert stricter_terms(reading.review.facts, desk) == {"student_information": 10}


def test_each_provision_of_a_report_leads_to_its_marked_words(reading: PaperReading, desk: Desk) -> None:
    page = as_html(report_of(reading, desk))
    assert (
        f'<mark id="at-{OHIO.start}">The law of Ohio governs.</mark>' in page and f'href="#at-{DELETE.start}"' in page
    )
    assert "Page 2</h3>" in page and "[(a)(2) weak]" in page and "Targeted advertising" in page


def test_evidence_that_overlaps_is_marked_once_and_named_twice() -> None:
    marks = [Mark(Evidence("", 1, 8, 32), "a"), Mark(Evidence("", 1, 12, 24), "b"), Mark(Evidence("", 1, 24, 50), "c")]
    runs = [run for block in marked_text(Paper(TEXT), marks) for run in getattr(block, "runs", ())]
    text = "".join(run if isinstance(run, str) else run.says for run in runs)
    for label in (" [a] ", " [b] ", " [c] "):
        assert text.count(label) == 1
        text = text.replace(label, "")
    assert text == TEXT.replace("\n\n", "")
    places = [run.place for run in runs if hasattr(run, "place")]
    assert len(places) == len(set(places)) and "at-8" in places and "at-24" in places


def test_of_a_very_long_paper_the_report_shows_what_stands_around_the_evidence() -> None:
    paragraphs = [f"Paragraph {number} says nothing of note." for number in range(LONGEST // 30)]
    text = "\n\n".join(paragraphs)
    start = text.index("Paragraph 500 ")
    blocks = list(marked_text(Paper(text), [Mark(Evidence("", None, start, start + 13), "a")]))
    assert len(blocks) == 6  # that what stands before is left out, and five paragraphs


# What people decide, on a district's records.


def say(desk: Desk, text: str, *files: File, who: str = "Dana", **fields: str) -> Reply:
    return respond(Message(text, fields=fields, files=files, who=who, surface="page"), desk)


def press(reply: Reply, label: str, desk: Desk) -> Reply:
    return say(desk, next(one.say for one in reply.every_choice if one.label == label))


def logged(desk: Desk) -> None:
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20", File("a.docx", "", FIRST))


def test_a_decision_stands_with_name_and_day_until_another_file_comes(desk: Desk) -> None:
    logged(desk)
    missing = press(say(desk, "review C-1"), "Severability, (a)(10)", desk)
    decided = press(missing, "This one is present", desk)
    assert "Severability, (a)(10): Present · says Dana, Tue, Nov 24" in told(decided)
    assert "I read it as missing" in told(press(decided, "Severability, (a)(10)", desk))
    say(desk, "add-file C-1", File("b.docx", "", FIRST + b"\0"))
    again = say(desk, "review C-1")
    assert "Missing · Dana said present of the earlier file" in told(again)
    repeated = press(press(again, "Severability, (a)(10)", desk), "This one is present", desk)
    assert "Severability, (a)(10): Present · says Dana" in told(repeated)


def test_what_lacks_is_taken_over_by_a_person_and_what_is_read_as_present_is_not(desk: Desk) -> None:
    logged(desk)
    card_before = say(desk, "review C-1")
    assert desk.store.contract("C-1").provisions == {}  # type: ignore[union-attr]
    press(card_before, "Mark what is missing", desk)
    marks = desk.store.contract("C-1").provisions  # type: ignore[union-attr]
    assert marks["severability"] is False and set(marks.values()) == {False}
    assert "Mark what is missing" not in told(say(desk, "review C-1"))


def test_taking_over_a_review_marks_nothing_as_present_but_what_a_person_did(desk: Desk) -> None:
    clauses = [one for one in GOOD.split("\n\n") if "Severability" not in one]
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20", File("a.docx", "", word_file(*clauses)))
    found = [row.says for row in say(desk, "review C-1").rows]
    assert "Missing" in found and "Present" in found
    say(desk, "mark-provision C-1 deletion present")
    say(desk, "mark-as-read C-1")
    marks = desk.store.contract("C-1").provisions  # type: ignore[union-attr]
    assert [item for item, present in marks.items() if present] == ["deletion"] and marks["severability"] is False


def test_who_has_read_the_quotes_of_the_report_marks_what_was_found_present(desk: Desk) -> None:
    clauses = [one for one in GOOD.split("\n\n") if "Severability" not in one]
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20", File("a.docx", "", word_file(*clauses)))
    report = press(say(desk, "review C-1"), "Full report", desk)
    [button] = [one.label for one in report.choices if one.label.startswith("I read the quotes")]
    number = int("".join(filter(str.isdigit, button)))
    press(report, button, desk)
    marks = desk.store.contract("C-1").provisions  # type: ignore[union-attr]
    assert number == len(marks) and set(marks.values()) == {True} and "severability" not in marks
    assert "I read the quotes" not in told(press(say(desk, "review C-1"), "Full report", desk))


def test_a_shorter_time_to_report_a_breach_sets_the_contract_s_deadlines(reading: PaperReading, desk: Desk) -> None:
    logged(desk)
    kept = Source(File("a.docx", "", FIRST), "C-1", desk.store.contract("C-1"))
    say(desk, "log-breach contract: C-1; discovered: 2026-11-20; categories: student_information; students: 3")
    found = press(card(kept, reading, None, desk), "Count by its breach notice (10 days)", desk)
    assert "student information 10 days" in told(found) and "Nov 30" in told(say(desk, "breach B-1"))
    kept = replace(kept, contract=desk.store.contract("C-1"))
    assert "Count by" not in told(card(kept, reading, None, desk))


def test_a_new_file_is_held_against_the_one_on_record_and_then_kept(desk: Desk) -> None:
    logged(desk)
    found = say(desk, "review C-1", File("b.docx", "", SECOND))
    assert "What changed" in told(found) and "Severability, (a)(10): was missing" in told(found)
    press(found, "Keep it as the file of C-1", desk)
    contract = desk.store.contract("C-1")
    assert contract and desk.store.file_content(contract.file) == SECOND


def test_a_paper_waits_for_its_sender_alone_and_for_an_hour(desk: Desk) -> None:
    found = say(desk, "review", File("b.docx", "", SECOND))
    again = next(one.say for one in found.choices if one.label == "Full report")
    assert say(desk, again).files
    assert "gone" in told(say(desk, again, who="Lee"))
    assert "gone" in told(say(replace(desk, now=desk.now + timedelta(hours=1)), again))


def test_a_text_is_logged_without_its_file(desk: Desk) -> None:
    form = press(say(desk, "review", File("terms.txt", "", b"Acme is proud.")), "Log this contract", desk)
    assert form.form and "PDF and Word files only" in told(form)
    say(desk, form.form.say, vendor="Acme", executed="2026-11-20")
    assert desk.store.contract("C-1") and not desk.store.contract("C-1").file  # type: ignore[union-attr]


def test_what_no_contract_can_keep_is_not_offered_to_be_logged(desk: Desk) -> None:
    locked = say(desk, "review", File("a.pdf", "", b"%PDF-1.7\nno more"))
    assert "Log this contract" in told(locked)
    for file in (File("x.exe", "", b"MZ" + bytes(900)), File("fake.pdf", "", b"not a pdf"), File("a.pdf", "", b"")):
        reply = say(desk, "review", file)
        assert reply.title == "I cannot read this file" and not reply.every_choice


def test_a_mistake_in_the_form_keeps_the_file(desk: Desk) -> None:
    form = press(say(desk, "review", File("b.docx", "", SECOND)), "Log this contract", desk)
    assert form.form
    again = say(desk, form.form.say, vendor="Acme", executed="someday")
    assert again.form and again.form.say == form.form.say and "cannot read" in told(again)
    saved = say(desk, again.form.say, vendor="Acme", executed="2026-11-20")
    assert "Write the addendum" in told(saved)
    contract = desk.store.contract("C-1")
    assert contract and desk.store.file_content(contract.file) == SECOND


def test_a_file_that_cannot_be_read_can_still_be_kept(desk: Desk) -> None:
    found = say(desk, "review", File("a.docx", "", b"PK\x03\x04 broken"))
    assert found.failed
    form = press(found, "Add it to a contract", desk)
    assert form.form
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20")
    assert "kept with C-1" in told(say(desk, form.form.say, contract="C-1"))


def test_who_may_not_log_a_contract_is_not_offered_it(desk: Desk) -> None:
    logged(desk)
    found = say(replace(desk, role=Role.STAFF), "review", File("b.docx", "", SECOND), who="slack:U9")
    assert "of 10 missing" in found.title
    assert not any(one.say.startswith(("log-paper", "keep-paper", "mark-")) for one in found.every_choice)


def test_nobody_outside_the_district_has_a_paper_reviewed(closed_office: Desk) -> None:
    assert say(closed_office, "review", File("b.docx", "", SECOND), who="slack:U9").failed


def test_an_addendum_has_what_is_lacking_with_notes_on_the_vendor_s_paper(desk: Desk) -> None:
    say(desk, "setup district: Hartford Public Schools")
    logged(desk)
    reply = say(desk, "addendum C-1")
    [file] = reply.files
    word = docx.Document(io.BytesIO(file.content))
    text = "\n".join(one.text for one in word.paragraphs)
    assert (
        "10-234bb(h)" in text
        and "Hartford Public Schools (the Board)" in text
        and "signed on November 20, 2026" in text
    )
    assert "Severability [C.G.S. 10-234bb(a)(10)]" in text and "this addendum comes first" in text
    assert any("The vendor's paper" in one.text for one in word.comments)
    assert "Please sign the attached addendum" in told(reply)


def test_a_path_is_read_at_this_machine_alone(desk: Desk, tmp_path: object) -> None:
    path = f"{tmp_path}/acme terms.docx"
    with open(path, "wb") as file:  # noqa: PTH123 - the path is a text here
        file.write(FIRST)
    here = respond(Message(f"review {path}", who="dana", surface="terminal"), desk)
    assert "I read acme terms.docx" in told(here)
    assert "acme terms" not in plain(respond(Message(f"review {path}", who="slack:U1", surface="slack"), desk))
