"""What a whole paper comes to: the ten, what else counsel should see, the facts, and where each quote stands."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.review import words as review_words
from handlers.review.engine import review_paper
from handlers.review.provisions.breach import LATEST_INFORMATION, LATEST_OTHER
from handlers.review.review import BreachDays, Review
from handlers.review.risks import CONCERNS
from handlers.text_extraction.building import Cell, Paper, PaperTable
from knowledge.citation import Citation
from knowledge.law import INFORMATION_BREACHED, OTHERS_BREACHED, PROVISIONS
from knowledge.load import load
from knowledge.model import Checklist
from tests.handlers.review.papers import BAD, GOOD

DAY = date(2026, 11, 24)


def statuses(text: str) -> dict[str, str]:
    return {item: found.status.value for item, found in review_paper(Paper(text), DAY).provisions.items()}


def evidence(review: Review) -> list[tuple[str, int, int]]:
    rows = [*review.provisions.values(), *review.questions]
    return [(one.quote, one.start, one.end) for row in (*rows, *review.risks) for one in row.evidence]


def test_a_good_paper_has_all_ten() -> None:
    found = list(statuses(GOOD).values())
    assert found.count("present") >= 8 and set(found) <= {"present", "weak"}  # in doubt it is weak


def test_what_a_paper_strikes_and_replaces_is_never_present() -> None:
    changes = """

11. Vendor's changes. Section 3: Strike the words "within ten days". Section 10: Replace "Connecticut" with "Texas".
"""
    review = review_paper(Paper(GOOD + changes), DAY)
    assert "present" not in {found.status.value for found in review.provisions.values()}
    assert review_words.EDIT in review.notes


def test_a_hostile_paper_takes_all_ten_back() -> None:
    assert set(statuses(BAD).values()) == {"contradicted"}


def test_the_items_are_those_of_the_law_in_its_order() -> None:
    law = load().named(Checklist, PROVISIONS, DAY)
    assert list(review_paper(Paper(""), DAY).provisions) == [item.id for item in law.items]


def test_a_right_promise_is_overridden_elsewhere() -> None:
    taken = (
        GOOD + "\nNotwithstanding Section 4, Provider may use Student Data to develop new products and for marketing.\n"
    )
    assert statuses(taken)["purpose"] == "contradicted"


def test_what_another_states_residents_are_promised_is_no_promise_here() -> None:
    paper = "California Residents\n\nParents may review and correct personal information by writing to privacy@co.example.\n"
    assert statuses(paper)["review"] == "absent"


def test_titles_recitals_and_definitions_promise_nothing() -> None:
    paper = (
        "WHEREAS, the Contractor will keep student data secure and confidential; and\n\nSECURITY OF STUDENT DATA\n\n"
        '"Severability" means that the rest remains in effect if a provision is invalid.\n\nPayment is due in 30 days.\n'
    )
    assert statuses(paper)["severability"] == "absent" and statuses(paper)["security"] != "present"


def test_a_definition_that_narrows_the_word_makes_the_promise_weak() -> None:
    paper = GOOD.replace(
        "means student information, student records and student-generated content, taken together",
        "means only the names of students",
    )
    assert statuses(paper)["property"] == "weak"


def test_a_table_of_a_file_is_read_as_label_and_answer() -> None:
    text = "Governing law\nConnecticut\n\nSeverability\nTBD"
    cells = (Cell(0, 0, 0, 13), Cell(0, 1, 14, 25), Cell(1, 0, 27, 39), Cell(1, 1, 40, 43))
    found = review_paper(Paper(text, tables=(PaperTable(cells),)), DAY).provisions
    assert found["governing-law"].status == "present" and found["severability"].status == "weak"


def test_quotes_stand_in_the_paper_on_their_page() -> None:
    half = len(GOOD) // 2
    review = review_paper(Paper(GOOD, pages=(0, half)), DAY)
    assert evidence(review)
    for row in review.provisions.values():
        for one in row.evidence:
            assert GOOD[one.start : one.end] == one.quote and one.page == (2 if one.start >= half else 1)


@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from([*GOOD.split("\n"), *BAD.split("\n"), "a | b", "\t|", "___", "Q: ?", "(a) x; (b) y", "\r"]),
        max_size=25,
    )
)
def test_quotes_stand_word_for_word_whatever_the_paper(lines: list[str]) -> None:
    text = "\n".join(lines)
    for quote, start, end in evidence(review_paper(Paper(text), DAY)):
        assert text[start:end] == quote and quote


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    for quote, start, end in evidence(review_paper(Paper(text), DAY)):
        assert text[start:end] == quote


def test_terms_of_concern_are_found_in_a_hostile_paper_and_not_in_a_good_one() -> None:
    named = {risk.name for risk in review_paper(Paper(BAD), DAY).risks}
    assert named >= {"advertising", "profiling", "selling", "change", "precedence", "security", "ai-training", "void"}
    assert not review_paper(Paper(GOOD), DAY).risks


def test_what_is_asked_of_ai_is_answered_from_the_paper() -> None:
    found = {row.item: row.status for row in review_paper(Paper(BAD), DAY).questions}
    assert found == {"training": "contradicted", "features": "absent", "subprocessors": "absent"}
    paper = "We do not use student data to train AI models. Any new AI feature needs the district's written approval before it is turned on. Subprocessors: Amazon Web Services (hosting)."
    assert {row.status for row in review_paper(Paper(paper), DAY).questions} == {"present"}


def test_the_facts_are_what_the_paper_says() -> None:
    facts = review_paper(Paper(GOOD), DAY).facts
    assert (facts.vendor, facts.board) == ("Larchmere Learning, Inc.", "Ashgrove Board of Education")
    assert (facts.executed, facts.expires) == (date(2026, 6, 9), date(2028, 6, 30))
    assert (facts.governing_law, facts.breach) == ("Connecticut", BreachDays(30, 60))


def test_facts_that_are_not_said_stay_open() -> None:
    facts = review_paper(Paper("We like schools."), DAY).facts
    assert not any((facts.vendor, facts.board, facts.product, facts.executed, facts.expires, facts.governing_law))
    assert facts.breach == BreachDays()


def test_papers_that_are_taken_in_and_not_there_are_named() -> None:
    notes = " ".join(review_paper(Paper(BAD, notes=("Page 3 is a picture.",)), DAY).notes)
    assert all(words in notes for words in ("Page 3 is a picture.", "privacy policy", "Exhibit B"))


def test_the_times_for_breach_notices_are_those_of_the_law() -> None:
    law = load()
    information, others = law.clock(INFORMATION_BREACHED, DAY), law.clock(OTHERS_BREACHED, DAY)
    assert (information.within.number, others.within.number) == (LATEST_INFORMATION, LATEST_OTHER)


@pytest.mark.parametrize("cite", sorted({concern.cite for concern in CONCERNS if concern.cite}))
def test_every_cite_of_a_concern_has_a_passage(cite: str) -> None:
    assert load().on(DAY).passage(Citation.parse(cite))
