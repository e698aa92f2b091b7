"""Are web pages, Markdown and plain texts read without what is not their text?"""

import pytest

from handlers.text_extraction.building import Paper
from tests.handlers.text_extraction.made import SENTENCES, read


def web(body: str) -> Paper:
    return read(f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>".encode(), "paper.html")


def test_headings_paragraphs_and_items_are_paragraphs() -> None:
    text = web(
        "<h1>Terms\n of use</h1><p>We never <b>sell</b>\ndata.</p><ul><li>one</li><li><p>two</p></li></ul><div>a<br>b<div>c</div>d</div>"
    ).text
    assert text.split("\n\n") == ["Terms of use", "We never sell data.", "• one", "• two", "a\nb", "c", "d"]


def test_lists_are_numbered_as_a_browser_numbers_them() -> None:
    text = web(
        '<ol start="3"><li>a</li><li>b<ol type="a"><li>c</li></ol></li><li value="9">d</li></ol><ol type="I"><li>e</li></ol>'
    ).text
    assert text.split("\n\n") == ["3. a", "4. b", "a. c", "9. d", "I. e"]


@pytest.mark.parametrize(
    "around",
    [
        "<script>var x</script>", "<style>p{}</style>", "<nav>Home</nav>", "<footer>Imprint</footer>", "<header>Acme</header>",
        "<p hidden>x</p>", '<p style="display: none">x</p>', '<div role="navigation">Home</div>', "<button>Accept</button>", "<!-- x -->",
        "<ul><li><a>Home</a></li><li><a>Prices</a></li><li><a>Blog</a></li><li><a>Help</a></li></ul>", "<noscript>x</noscript>",
        '<div id="onetrust-banner">We use cookies.</div>', '<a class="skip-link">Skip</a>',
    ],
)  # fmt: skip
def test_what_stands_around_the_text_is_left_out(around: str) -> None:
    assert web(f"{around}<p>The text.</p>{around}").text == "The text."


def test_the_main_part_is_read_where_it_is_most_of_the_page() -> None:
    told = " ".join(SENTENCES)
    assert web(f"<div>Cookies!</div><main><p>{told}</p></main>").text == told
    assert web(f"<main><p>Short.</p></main><p>{told}</p>").text == f"Short.\n\n{told}"


def test_a_table_is_read_cell_by_cell_and_a_layout_is_none() -> None:
    paper = web(
        "<table><tr><th>Item</th><th>Answer</th></tr><tr><td>Sale</td><td><p>No.</p><p>Never.</p></td></tr></table>"
    )
    assert [paper.text[cell.start : cell.end] for cell in paper.tables[0].cells] == [
        "Item",
        "Answer",
        "Sale",
        "No.\n\nNever.",
    ]
    assert web('<table role="presentation"><tr><td>a</td><td>b</td></tr></table>').tables == ()


def test_fields_show_what_was_filled_in() -> None:
    text = web(
        '<p>Within <input value="30"> days</p><p>By <input> and</p><p><input type="checkbox" checked>Yes</p><input type="hidden" value="x">'
    ).text
    assert text == "Within 30 days\n\nBy ____ and\n\n☒ Yes"


def test_a_page_says_how_its_letters_are_written() -> None:
    content = '<html><head><meta charset="windows-1252"></head><p>It’s “safe” – señor</p></html>'.encode("cp1252")
    assert read(content, "paper.html").text == "It’s “safe” – señor"


def test_a_page_is_known_by_its_content() -> None:
    assert read(b"<!-- saved --><html><p>Text.</p></html>", "paper.txt").text == "Text."


def test_markdown_is_read_without_its_marks() -> None:
    content = "# 1. Use ##\n\nWe **never** sell [data](https://a.example)\nof *students*.\n\n- one\n- two_b_c\n1. three\n\n| Item | Answer |\n|---|---|\n| Sale | `No` |\n\n---\n> Quoted\n"
    paper = read(content.encode(), "paper.md")
    assert paper.text.split("\n\n") == [
        "1. Use", "We never sell data of students.", "• one", "• two_b_c", "1. three", "Item\nAnswer", "Sale\nNo", "Quoted",
    ]  # fmt: skip
    assert [paper.text[cell.start : cell.end] for cell in paper.tables[0].cells] == ["Item", "Answer", "Sale", "No"]


def test_lines_that_a_program_broke_are_put_together() -> None:
    told = "1. Use\nThe operator uses student data only for the purposes of this\nagreement and for nothing else whatever, now and\nin the future.\n(a) It sells no data of students to anybody at all, whoever asks.\n\nNext."
    assert read(told.encode(), "paper.txt").text.split("\n\n") == [
        "1. Use",
        "The operator uses student data only for the purposes of this agreement and for nothing else whatever, now and in the future.",
        "(a) It sells no data of students to anybody at all, whoever asks.",
        "Next.",
    ]


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    told = [" ".join(SENTENCES), "Short.", " ".join(SENTENCES[::-1])]
    assert read("\r\n".join(told).encode(), "paper.txt").text.split("\n\n") == told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert read("It’s “safe” – señor".encode(encoding), "paper.txt").text == "It’s “safe” – señor"


def test_letters_that_nobody_sees_are_left_out() -> None:
    assert read("of\u00adfice\u200b \u00a0 \ufb01le".encode(), "paper.txt").text == "office file"
