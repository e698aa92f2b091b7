"""What was learned of the ten provisions: its material, and how it reads clauses that it has not seen."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.complaint import BadLaw
from knowledge.provisions.reader import FILE, STATUSES, VERDICTS, ItemShares, load_provisions, read_clauses

UNSEEN = (
    (
        "governing-law",
        "present",
        "The statutes of Connecticut are the ones by which this deal is judged, for you and us alike.",
    ),
    ("governing-law", "contradicted", "Nevada's law is what counts for this deal."),
    (
        "breach",
        "present",
        "Should an outsider reach the pupils' files, our office rings the superintendent inside 36 hours and mails a report.",
    ),
    ("end", "contradicted", "Once the year is over, the pupils' files stay with us for good."),
    ("severability", "present", "Were a court to void some term, everything else would stay binding."),
    (
        "security",
        "present",
        "Pupils' files sit on encrypted drives that two trained people can open, each bound to confidentiality.",
    ),
)


def likeliest(weighed: ItemShares) -> str:
    return VERDICTS[int(weighed.shares.argmax())]


@pytest.mark.parametrize(("item", "status", "clause"), UNSEEN)
def test_a_clause_in_words_of_its_own_is_read(item: str, status: str, clause: str) -> None:
    reader = load_provisions()
    weighed = reader.weigh(reader.read(["Lunch is at noon in the cafeteria.", clause]), item, "weak")
    assert likeliest(weighed) in {status, "weak"}  # in doubt it is weak
    assert weighed.telling[status] == 1


def test_what_is_about_none_of_them_is_absent() -> None:
    reader = load_provisions()
    table = reader.read(["The bus leaves at eight.", "Tickets cost four dollars each.", "Bring a raincoat."])
    assert {likeliest(reader.weigh(table, item, "absent")) for item in reader.items} <= {"absent", "weak"}
    assert reader.read([]).shape == (1, *table.shape[1:])


def test_it_is_not_used_with_a_sentence_model_that_it_was_not_taught_with(tmp_path: Path) -> None:
    with np.load(FILE) as arrays:
        other = {**arrays, "mark": np.int64(1)}
    np.savez(tmp_path / "other.npz", **other)
    with pytest.raises(ValueError, match="another"):
        load_provisions(tmp_path / "other.npz")


def test_every_item_has_clauses_of_each_status_to_learn_from() -> None:
    taught = {(clause.item, clause.status) for clause in read_clauses()}
    items = load_provisions().items
    assert {(item, status) for item in items for status in STATUSES if status != "none"} <= taught
    assert ("none", "none") in taught


def test_a_clause_without_a_status_is_a_complaint(tmp_path: Path) -> None:
    (tmp_path / "end.txt").write_text("# perhaps\nAll is gone by June.\n", encoding="utf-8")
    with pytest.raises(BadLaw, match=r"end\.txt:2: this clause has no status"):
        read_clauses(tmp_path)
