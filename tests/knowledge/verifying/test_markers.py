"""Is a statute's text cut where its subsections begin, however it was pasted? The statute here is made up."""

import pytest

from knowledge.citation import Citation
from knowledge.verifying.markers import NotStatuteError, official_passages, official_text

CHAPTER = """\
CHAPTER 170*
BOARDS OF EDUCATION
Table of Contents
Sec. 10-234aa. Words about lending.
Sec. 10-234bb. Lending cards. Torn
pages.
Sec. 10-235. Ladders.

Sec. 10-234aa. Words about lending. As used in sections 10-234aa to 10-234bb, inclusive: (1) "Shelf" means a
board that holds books; (2) "Reader" means a person who (A) has a card, and (B) reads, as told in
subsection (c) of section 10-234bb and subdivisions (1)
and (2) of this section; (3) "Lamp" means a light.
(P.A. 16-189, S. 1; P.A. 18-125, S. 2.)
History: P.A. 16-189 effective October 1, 2016; P.A. 18-125 added Subdiv. (4) and (5).

Sec. 10-234bb. Lending cards. Torn pages. (a) (1) A shelf lends by card. The card states:
(A) The name; (B) the day, (i) in words, or (ii) in figures; and
Sec. 10-234bb. Lending cards.
Chapter 170 Boards of Education 12
2
https://www.example.org/chapter 2/9
(C) the book, as in section 10-235(a)(4) or 34 CFR 1.3 (a), for the student-
made (red) reader(s).
(2) A card under subdivision
(1) of this subsection is blue.
(b) For purposes of this section (1) a page is paper, and (2) ink is not.
(c) Lamps. (d) x. (e) y. (f) z. (g) w.
(h) A shelf that is told of a torn page mends it.
(i) Not later than ten days after, all is well. (P.A. 16-189, S. 2.)

Secs. 10-234ee to 10-234gg. Reserved for future use.

Sec. 10-235. Ladders. (a) Ladders lean.
"""
WHOLE = (
    "10-234aa 10-234aa(1) 10-234aa(2) 10-234aa(2)(A) 10-234aa(2)(B) 10-234aa(3) "
    "10-234bb 10-234bb(a) 10-234bb(a)(1) 10-234bb(a)(1)(A) 10-234bb(a)(1)(B) 10-234bb(a)(1)(B)(i) "
    "10-234bb(a)(1)(B)(ii) 10-234bb(a)(1)(C) 10-234bb(a)(2) 10-234bb(b) 10-234bb(b)(1) 10-234bb(b)(2) 10-234bb(c) "
    "10-234bb(d) 10-234bb(e) 10-234bb(f) 10-234bb(g) 10-234bb(h) 10-234bb(i)"
).split()


def cites(text: str) -> list[str]:
    return [cite.text for cite in official_passages(text)]


def whole(text: str, cite: str) -> str:
    return official_passages(text)[Citation(cite)].whole


def test_every_marker_is_found_and_no_cross_reference_is_taken_for_one() -> None:
    assert cites(CHAPTER) == WHOLE


def test_a_passage_has_all_its_words_and_no_others() -> None:
    assert whole(CHAPTER, "10-234aa(2)(B)") == (
        "(B) reads, as told in subsection (c) of section 10-234bb and subdivisions (1) and (2) of this section;"
    )
    assert whole(CHAPTER, "10-234bb(a)(1)(C)") == (
        "(C) the book, as in section 10-235(a)(4) or 34 CFR 1.3 (a), for the student-made (red) reader(s)."
    )
    assert whole(CHAPTER, "10-234aa(3)") == '(3) "Lamp" means a light.', "the history is no part of it"
    assert whole(CHAPTER, "10-234bb(i)") == "(i) Not later than ten days after, all is well."
    assert whole(CHAPTER, "10-234bb(a)(1)(B)") == "(B) the day, (i) in words, or (ii) in figures; and"
    assert official_passages(CHAPTER)[Citation("10-234bb")].opening == "", "a title of two sentences is no part of it"
    opening = official_passages(CHAPTER)[Citation("10-234bb(a)(1)")].opening
    assert opening == "(1) A shelf lends by card. The card states:"


def test_wrapping_changes_nothing() -> None:
    before, text = CHAPTER.split("Sec. 10-234bb. Lending cards. Torn pages. (a)")
    one_line = " ".join(text.partition("Secs.")[0].replace("Sec. 10-234bb. Lending cards.\n", "").split())
    for noise in ("Chapter 170 Boards of Education 12 ", "2 https://www.example.org/chapter 2/9 "):
        one_line = one_line.replace(noise, "")
    assert cites(f"{before}Sec. 10-234bb. Lending cards. Torn pages. (a){one_line}") == WHOLE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sec. 10-234bb.\n(g) Shelves close. (1) At six.", ["10-234bb(g)", "10-234bb(g)(1)"]),
        ("Sec. 10-234bb(a).\n(3) Shelves close: (A) at six.", ["10-234bb(a)(3)", "10-234bb(a)(3)(A)"]),
        ("Section 10-234bb. - Lending. Cards.\n(a) Shelves.", ["10-234bb", "10-234bb(a)"]),
        ("Section 10-234bb - Lending.\n(a) Shelves.", ["10-234bb", "10-234bb(a)"]),
        ("§ 10-234bb. Lending. (a) Shelves.", ["10-234bb", "10-234bb(a)"]),
        ("Sec. 10-234bb. Lending. (a) Shelves.\n(c) Cards.", ["10-234bb", "10-234bb(a)", "10-234bb(c)"]),
        ("Sec. 10-235. Ladders. (a) Ladders lean.", []),
        ("Sec. 10-234. Stools. (a) Stools stand.\nSec. 10-234a. Steps. (a) Steps creak.", []),
        ("Dear reader, (a) hello, and (b) goodbye.", []),
    ],
)
def test_a_part_is_read_under_its_heading(text: str, found: list[str]) -> None:
    assert cites(text) == found


def test_a_saved_page_reads_as_its_text() -> None:
    body = "".join(f"<p>{line.replace('&', '&amp;')}</p>\n" for line in CHAPTER.splitlines())
    page = f"<!DOCTYPE html><html><head><title>(a) x</title><style>p {{}}</style></head><body>{body}</body></html>"
    assert cites(official_text(page.encode())) == WHOLE
    split = page.replace("A shelf lends by card", "A <i>shelf</i>\r\nlends&nbsp;by card")
    assert "(1) A shelf lends by card." in whole(official_text(split.encode()), "10-234bb(a)(1)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"%PDF-1.7\n\x00\x01\xff\xfe", "is no text"),
        ("Sec. 10-234bb. “Words”.".encode("cp1252"), "not UTF-8"),
    ],
)
def test_what_is_no_text_is_said_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(NotStatuteError, match=said):
        official_text(content)


def test_the_mark_and_the_page_tell_the_encoding() -> None:
    assert official_text("“x”".encode("utf-16")) == "“x”"
    assert official_text("“x”".encode("utf-8-sig")) == "“x”"
    assert "“x”" in official_text('<html><meta charset="windows-1252"><p>“x”'.encode("cp1252"))
