"""Are the right statements of a book held against a text, and is nothing in its files changed but their tags?"""

from datetime import date
from pathlib import Path

import pytest

from knowledge.citation import Citation, Tag
from knowledge.load import load, read
from knowledge.verifying.ledger import BadLedgerError, Confirmation, read_ledger, with_one, written
from knowledge.verifying.markers import official_passages
from knowledge.verifying.statements import (
    MovedError,
    Statement,
    TextComparison,
    compare_with,
    pins,
    retagged,
    statements,
)
from knowledge.wording import duties_of

DAY = date(2026, 12, 1)
TEXT = """\
Sec. 10-234bb. Lending. (a) A reader has a card. The card states: (1) The name, and (2) the day.
(b) A book comes back within ten days.
(c) Lamps are put out.
"""
LAW = """\
# A made-up law.
- passage: bb(a)
  title: Cards
  until: 2018-07-01
  says: Cards were red. [A]

- passage: bb(a)
  title: Cards   # of readers
  since: 2018-07-01
  says:
    # the main one: [A]
    - >-
      A reader has
      a card. [A]
    - "The card has a \\"name\\". [S]"
    - Cards are useful. [I]

- duty: bring-back
  cite: bb(b)
  title: Bring it back
  who: anyone
  must: bring the book back
  within: 10 days
  says: [ "A book comes back within {bring-back}. [M*]", "It is seen. [V]" ]

- passage: dd(a)
  title: Ladders
  says: Ladders lean. [A]
- passage: bb(a)(3)
  title: Ink
  says: The card states the ink. [M]
- passage: 1-1
  title: Another law
  kind: neighbour
  says: Something else. [A]
"""
TOPICS = """\
- topic: card
  title: Cards
  kind: answer
  verdict: required
  answer:
    - Yes. A card is needed. [A]
    - A reader has a card. [V]
  cites: [bb(a), dd(a)]
- topic: practice
  title: Practice
  kind: advice
  verdict: information
  answer: Use blue cards. [A]
  cites: [bb(a)]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for name, text in {"law/lending.yaml": LAW, "topics/cards.yaml": TOPICS}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    return tmp_path


def told(book: Path) -> dict[str, Statement]:
    duties = duties_of(load(book).written)
    return {one.says: one for one in statements(read(book, []), duties, DAY)}


def compared(book: Path, ledger: list[Confirmation] | None = None, *, everything: bool = False) -> TextComparison:
    text = official_passages(TEXT)
    return compare_with(text, told(book).values(), pins(read(book, []), DAY), ledger or [], everything=everything)


def waiting(found: TextComparison) -> list[tuple[str, str]]:
    return [(passage.cite.text, one.says) for passage in found.waiting for one in passage.statements]


def note(one: Statement, *, fits: bool) -> Confirmation:
    return Confirmation(one.pin.text, one.places[0].file, one.mark, fits, 'A. "Ace" Person', DAY)


def test_statements_of_the_day_are_read_with_their_numbers_and_places(book: Path) -> None:
    found = told(book)
    assert "Cards were red." not in found and "Use blue cards." not in found and "Something else." not in found
    number = found["A book comes back within 10 days."]
    assert (number.pin, number.tag) == (Citation("10-234bb(b)"), Tag.MX)
    twice = found["A reader has a card."]
    assert [(at.file, at.line) for at in twice.places] == [("law/lending.yaml", 12), ("topics/cards.yaml", 7)]
    assert twice.tag == Tag.A, "the weakest of its places counts"


def test_what_waits_lacks_and_is_not_pinned(book: Path) -> None:
    found = compared(book)
    assert waiting(found) == [
        ("10-234bb(a)", "A reader has a card."),
        ("10-234bb(a)", 'The card has a "name".'),
        ("10-234bb(b)", "A book comes back within 10 days."),
    ], "a topic that cites what the file lacks waits, but not a sentence that is also a passage's own"
    assert found.lacking == (Citation("10-234bb(a)(3)"),)
    assert dict(found.elsewhere) == {"10-234dd": 1}
    assert [cite.text for cite in found.unpinned] == ["10-234bb(a)(1)", "10-234bb(a)(2)", "10-234bb(c)"]
    assert {says for _, says in waiting(compared(book, everything=True))} == {
        "A reader has a card.",
        'The card has a "name".',
        "Cards are useful.",
        "A book comes back within 10 days.",
        "It is seen.",
    }


def test_what_was_answered_is_not_asked_again_until_the_sentence_changes(book: Path) -> None:
    one = told(book)["A book comes back within 10 days."]
    found = compared(book, [note(one, fits=False)])
    assert one.says not in dict(waiting(found)).values() and [misfit for misfit, _ in found.misfits] == [one]
    file = book / "law/lending.yaml"
    file.write_text(file.read_text().replace("within: 10 days", "within: 11 days"))
    changed = compared(book, [note(one, fits=False)])
    assert ("10-234bb(b)", "A book comes back within 11 days.") in waiting(changed) and not changed.misfits
    seen = told(book)["It is seen."]
    assert "It is seen." not in dict(waiting(compared(book, [note(seen, fits=True)], everything=True))).values()


def test_only_the_tag_is_changed(book: Path) -> None:
    for says, old, new in (
        ("A reader has a card.", "      a card. [A]\n", "      a card. [V]\n"),
        ('The card has a "name".', '\\"name\\". [S]"', '\\"name\\". [V]"'),
        ("A book comes back within 10 days.", '{bring-back}. [M*]"', '{bring-back}. [V]"'),
    ):
        places = [at for at in told(book)[says].places if at.file == "law/lending.yaml"]
        assert retagged(LAW, places) == LAW.replace(old, new) != LAW
        for other in (LAW.replace("\n", "\r\n"), f"\ufeff{LAW}"):
            assert len(retagged(other, places)) == len(other) - old.count("*")
    every = [at for one in told(book).values() for at in one.places if at.file == "law/lending.yaml"]
    assert retagged(LAW, every).count("[V]") == len(every)


def test_a_statement_that_moved_is_not_touched(book: Path) -> None:
    places = told(book)['The card has a "name".'].places
    for edited in (
        LAW.replace("name", "number"),
        "# nothing\n",
        "- [\n",
        LAW.partition("- passage: bb(a)\n  title: Cards   ")[2],
    ):
        with pytest.raises(MovedError):
            retagged(edited, places)


def test_the_ledger_is_read_as_it_was_written(book: Path) -> None:
    one, other = list(told(book).values())[:2]
    ledger = with_one(with_one(with_one([], note(one, fits=False)), note(other, fits=True)), note(one, fits=True))
    assert ledger == [note(other, fits=True), note(one, fits=True)]
    assert read_ledger(written(ledger)) == ledger
    assert read_ledger("") == []
    for broken in ("- passage: [", "- passage: x", "just words"):
        with pytest.raises(BadLedgerError):
            read_ledger(broken)
