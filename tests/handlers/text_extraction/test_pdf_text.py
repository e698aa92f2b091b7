"""Is the text of a PDF read in the order in which a person reads it?"""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.handlers.text_extraction.made import ONE, SENTENCES, TWO, aligned, clauses, drawn, read, ruled, set_in


def edge(canvas: Canvas, page: int) -> None:
    canvas.drawString(60, 760, "Acme Terms of Service, version 3")
    canvas.drawRightString(550, 760, "CONFIDENTIAL")
    canvas.drawCentredString(300, 30, f"Page {page} of 9")


@pytest.mark.parametrize("frames", [ONE, TWO], ids=["one column", "two columns"])
def test_every_clause_is_a_paragraph_in_its_place_without_headers_and_footers(
    frames: tuple[tuple[float, float], ...],
) -> None:
    told = clauses(60)
    paper = read(set_in(frames, told, edge))
    assert paper.text.split("\n\n") == told
    assert len(paper.pages) > 2 and paper.notes == ()


def test_pages_begin_where_their_first_words_stand() -> None:
    told = clauses(60)
    paper = read(set_in(ONE, told, edge))
    assert paper.pages[0] == 0
    for page, start in enumerate(paper.pages, 1):
        assert paper.page(start) == page and not paper.text[start].isspace()
    middle = paper.text.index(told[-1])
    assert paper.page(middle) == len(paper.pages)


def test_a_page_without_words_counts_as_one() -> None:
    paper = read(
        drawn(
            lambda c: c.drawString(72, 700, "First page."),
            lambda _: None,
            lambda c: c.drawString(72, 700, "Third one."),
        )
    )
    assert paper.page(paper.text.index("Third")) == 3 and paper.page(0) == 1


def test_a_title_stands_above_its_columns_and_a_last_line_below() -> None:
    def page(c: Canvas) -> None:
        c.drawString(72, 720, "DATA AGREEMENT BETWEEN THE BOARD OF EDUCATION AND ACME LEARNING, INCORPORATED")
        for number in range(6):
            c.drawString(72, 690 - 12 * number, f"left column line {number} that is as long as others")
            c.drawString(330, 690 - 12 * number, f"right column line {number} that is as long as others")
        c.drawString(
            72, 590, "Signed by both parties on the day on which the last of them signed, in two copies of equal force."
        )

    text = read(drawn(page)).text
    places = [
        text.index(words)
        for words in (
            "DATA AGREE",
            "left column line 0",
            "left column line 5",
            "right column line 0",
            "right column line 5",
            "Signed by",
        )
    ]
    assert places == sorted(places)


def test_lines_that_the_file_holds_in_another_order_are_read_from_the_top() -> None:
    lines = [f"{n}. Clause {n} says what the operator does in case {n}." for n in range(1, 9)]

    def page(c: Canvas) -> None:
        for number in (3, 0, 7, 1, 6, 2, 5, 4):
            c.drawString(72, 700 - 20 * number, lines[number])

    assert read(drawn(page)).text.split("\n\n") == lines


def test_a_sentence_goes_on_over_columns_and_pages() -> None:
    told = [" ".join(f"In case {n} {SENTENCES[n % 6].lower().replace('.', ',')}" for n in range(150))]
    assert read(set_in(TWO, told, edge)).text == told[0]


def lines(*texts: str) -> str:
    """What is read of lines set as a program breaks them."""

    def page(c: Canvas) -> None:
        for number, text in enumerate(texts):
            c.drawString(72, 700 - 13 * number, text)

    return read(drawn(page)).text


def test_a_word_that_a_line_breaks_is_one_word() -> None:
    assert "all infor-" not in lines("The operator shall protect all infor-", "mation of students by encryption.")
    assert "all information of" in lines("The operator shall protect all infor-", "mation of students by encryption.")


def test_a_word_with_its_own_hyphen_keeps_it() -> None:
    assert "a third-party vendor" in lines(
        "The operator may disclose records to a third-", "party vendor with consent."
    )
    text = lines(
        "Vendors sign a sub-processor list each.",
        "The operator shall give the board each sub-",
        "processor by name and place.",
    )
    assert "each sub-processor by" in text


def test_items_and_headings_are_paragraphs_without_a_gap() -> None:
    text = lines(
        "1. Deletion",
        "The operator shall, on request:",
        "(a) delete all records of a student;",
        "(b) confirm it in writing; and",
        "• tell the parent.",
    )
    assert len(text.split("\n\n")) == 5


def test_lines_of_a_table_of_contents_are_paragraphs() -> None:
    assert (
        len(
            lines(
                "1. Use " + "." * 80 + " 3", "2. Deletion " + "." * 76 + " 12", "3. Breach " + "." * 78 + " 14"
            ).split("\n\n")
        )
        == 3
    )


def test_a_line_in_a_sentence_that_begins_like_an_item_is_none() -> None:
    text = lines(
        "The operator complies with the definition of personal information in subsection",
        "(a) of section 10-234aa of the statutes, and with all other laws there are today.",
    )
    assert "\n" not in text


def test_a_drawn_table_is_read_cell_by_cell() -> None:
    rows = [["Item", "What the operator does"], ["Deletion", SENTENCES[3]], ["Audit", ""]]
    paper = read(set_in(ONE, ["Before it.", ruled(rows), "After it."]))
    (table,) = paper.tables
    assert [(cell.row, cell.column, paper.text[cell.start : cell.end]) for cell in table.cells] == [
        (row, column, rows[row][column]) for row in range(3) for column in range(2)
    ]
    assert paper.text.split("\n\n") == [
        "Before it.",
        "Item\nWhat the operator does",
        f"Deletion\n{SENTENCES[3]}",
        "Audit",
        "After it.",
    ]


def test_a_table_without_lines_is_read_row_by_row() -> None:
    rows = [
        [f"What does the operator do in case {n}, and who decides?", f"In case {n}: {SENTENCES[n]}"] for n in range(3)
    ]
    paper = read(set_in(ONE, [SENTENCES[3], aligned(rows), SENTENCES[4]]))
    assert paper.text.split("\n\n") == [SENTENCES[3], *map("\n".join, rows), SENTENCES[4]]
    assert [(cell.row, cell.column) for cell in paper.tables[0].cells] == [
        (row, column) for row in range(3) for column in range(2)
    ]


def test_labels_and_answers_stand_on_their_line() -> None:
    rows = [["Vendor:", "Acme Learning"], ["Product:", "Acme Reader"], ["Contact:", "Jo Doe"]]
    assert read(set_in(ONE, [SENTENCES[3], aligned(rows)])).text.split("\n\n")[1:] == [" ".join(row) for row in rows]


def test_cells_that_no_line_parts_are_one() -> None:
    paper = read(set_in(ONE, [ruled([["Exhibit A", ""], ["Deletion", "Yes"]], ("SPAN", (0, 0), (1, 0)))]))
    assert [(cell.row, cell.column) for cell in paper.tables[0].cells] == [(0, 0), (1, 0), (1, 1)]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    def page(c: Canvas) -> None:
        c.rotate(90)
        for number in range(5):
            c.drawString(72, -100 - 14 * number, f"{number + 1}. This clause stands on its side.")

    assert read(drawn(page)).text.split("\n\n")[4] == "5. This clause stands on its side."


def test_a_watermark_is_left_out() -> None:
    def page(c: Canvas) -> None:
        c.drawString(72, 700, "The operator shall keep all student data safe.")
        c.rotate(45)
        c.setFont("Helvetica", 80)
        c.drawString(300, 100, "DRAFT")

    assert read(drawn(page)).text == "The operator shall keep all student data safe."
