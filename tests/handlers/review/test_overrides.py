"""Does a promise that another clause of the paper takes back count as present?"""

from datetime import date

import pytest

from handlers.review import words
from handlers.review.engine import review_paper
from handlers.review.review import ItemStatus
from handlers.text_extraction.building import Paper

KEEP = "6.1 Upon expiration of this Agreement, Student Data shall not be retained by or available to the Vendor."
USE = "4.1 The Vendor shall not use Student Data for any purpose other than those authorized by this Agreement."
SECURE = "5.1 The Vendor shall take actions designed to ensure the security and confidentiality of Student Data."


def finding(item: str, *clauses: str) -> tuple[ItemStatus, str]:
    head = "Agreement between Quillfern LLC (the Vendor) and the Alder Falls Board of Education (the Board)"
    found = review_paper(Paper("\n\n".join((head, *clauses))), date(2026, 12, 1)).provisions[item]
    return found.status, found.why


@pytest.mark.parametrize(("item", "promise"), [("end", KEEP), ("purpose", USE), ("security", SECURE)])
def test_a_promise_alone_is_present(item: str, promise: str) -> None:
    assert finding(item, promise)[0] is ItemStatus.PRESENT


@pytest.mark.parametrize(
    ("item", "promise", "other"),
    [
        ("end", KEEP, "9.2 The Vendor may keep Student Data in its archive for ten years after the term."),
        ("security", SECURE, "8.3 The Vendor assumes no duty to secure or to keep confidential any Student Data."),
    ],
)
def test_a_clause_that_says_the_opposite_is_found_wherever_it_stands(item: str, promise: str, other: str) -> None:
    assert finding(item, promise, other)[0] is ItemStatus.CONTRADICTED
    assert finding(item, other, promise)[0] is ItemStatus.CONTRADICTED


@pytest.mark.parametrize(
    ("item", "promise", "other"),
    [
        ("purpose", USE, "9.4 Section 4.1 shall be read together with the program rules, as posted from time to time."),
        ("end", KEEP, "9.5 The period in Section 6.1 may be lengthened by the records schedule."),
        ("security", SECURE, "9.6 The practice statement, while posted, stands in place of Section 5.1."),
    ],
)
def test_a_clause_that_names_its_section_and_changes_it_makes_it_weak(item: str, promise: str, other: str) -> None:
    assert finding(item, promise, other) == (ItemStatus.WEAK, words.MAY_BE_TAKEN_BACK)


@pytest.mark.parametrize(
    ("item", "promise", "other"),
    [
        ("end", KEEP, "9.2 The Vendor may keep invoices in its archive for ten years."),
        ("end", KEEP, "9.2 The Vendor shall keep Student Data for two years only where it is required by federal law."),
        ("purpose", USE, "9.3 Notwithstanding Section 4.1, the Vendor shall not sell Student Data to anyone."),
        ("security", SECURE, "9.4 No cap applies to the Vendor's liability under Section 5.1."),
        ("security", SECURE, "9.5 The period in Section 6.1 may be lengthened by the records schedule."),
    ],
)
def test_what_changes_nothing_to_the_worse_leaves_it_present(item: str, promise: str, other: str) -> None:
    assert finding(item, promise, other)[0] is ItemStatus.PRESENT
