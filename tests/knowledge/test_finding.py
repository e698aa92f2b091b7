"""Does the finder find, always the same, and does it refuse what would fool it?"""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from knowledge.complaint import BadLaw
from knowledge.finding import Finder, read_phrasings, stamp, train
from knowledge.finding.ranker import FILE, parse
from knowledge.finding.words import clauses, stem

ROOT = Path(__file__).parents[2]
PHRASINGS = ROOT / "knowledge" / "phrasings"
FEW = {
    "out-of-scope": ("tell me a joke", "what is the weather", "bus schedule", "who won the game", "lunch menu today"),
    "sell": (
        "may a vendor sell student data",
        "can they sell rosters",
        "selling records for money",
        "is a sale of data ok",
    ),
    "breach-deadline": (
        "how long after a breach",
        "breach notice deadline",
        "days to report a hack",
        "leak, by when to tell us",
    ),
    "delete": (
        "must they delete data",
        "ask the vendor to erase records",
        "how do we get data wiped",
        "remove my account",
    ),
}
COMMON = """
contact beach breath statue constant personal patent director require context contest directly operate operation
constrict contrast concept content address announce permit parental novice notices detective detention compliant
researched recorder record reception provisional severity special specialty business busiest teach taught preacher
people because before between another through around children different something nothing against together company
weather restaurant holiday summer winter soccer basketball pizza birthday movie music garden kitchen doctor
""".split()


@pytest.fixture(scope="module")
def few() -> Finder:
    return train(FEW)


def test_it_finds_what_nobody_wrote(few: Finder) -> None:
    assert few.rank("could the company auction off pupils' files?")[0].topic == "sell"
    assert few.rank("we were hacked. what is the time limit to notify?")[0].topic == "breach-deadline"
    assert few.rank("please zap his account")[0].topic == "delete"


def test_scores_are_shares_best_first(few: Finder) -> None:
    for question in ("may they sell it", "", "???", "привет", "word " * 2000):
        ranked = few.rank(question)
        scores = [guess.score for guess in ranked]
        assert {guess.topic for guess in ranked} == set(FEW)
        assert scores == sorted(scores, reverse=True)
        assert sum(scores) == pytest.approx(1)


def test_the_same_phrasings_give_the_same_finder(few: Finder) -> None:
    again = train(dict(reversed(FEW.items())))
    for one, other in zip(few.models, again.models, strict=True):
        assert one.places == other.places
        assert np.array_equal(one.weights, other.weights)


def test_a_saved_finder_ranks_as_before(few: Finder, tmp_path: Path) -> None:
    few.save(tmp_path / "trained.npz", "mark")
    loaded = Finder.load(tmp_path / "trained.npz", "mark")
    assert loaded is not None
    assert loaded.rank("may a vendor sell data") == few.rank("may a vendor sell data")
    assert [path.name for path in tmp_path.iterdir()] == ["trained.npz"]


def test_a_missing_strange_or_damaged_file_is_not_loaded(few: Finder, tmp_path: Path) -> None:
    file = tmp_path / "trained.npz"
    assert Finder.load(file, "mark") is None
    few.save(file, "mark")
    assert Finder.load(file, "another mark") is None
    whole = file.read_bytes()
    for damaged in (b"", b"PK", b"no model", whole[:-50], whole[: len(whole) // 2], _flip(whole, len(whole) // 2)):
        file.write_bytes(damaged)
        assert Finder.load(file, "mark") is None
    np.savez(file, about=np.array([{"stamp": "mark"}], dtype=object))
    assert Finder.load(file, "mark") is None


def _flip(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :]


def test_every_malformed_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("lost\n# a comment\n== Bad Topic!\nbelow it\n\n== good\nfine\n= half\n")
    with pytest.raises(BadLaw) as bad:
        read_phrasings(tmp_path)
    assert [(complaint.file, complaint.line) for complaint in bad.value.complaints] == [
        ("one.txt", 1),
        ("one.txt", 3),
        ("one.txt", 8),
    ]


def test_one_question_stands_below_one_topic(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("== one\nmay they sell it?\n")
    (tmp_path / "b.txt").write_text("== two\nMay they  sell it\n")
    with pytest.raises(BadLaw, match=r"b\.txt:2: .*one"):
        read_phrasings(tmp_path)


def test_an_empty_folder_is_a_complaint(tmp_path: Path) -> None:
    with pytest.raises(BadLaw, match="no phrasings"):
        read_phrasings(tmp_path)


def test_phrasings_of_one_topic_may_stand_in_several_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("== sell\nmay they sell it\nmay they sell it\n")
    (tmp_path / "b.txt").write_text("== sell\n  selling? \n")
    assert read_phrasings(tmp_path) == {"sell": ("may they sell it", "selling?")}


def test_the_stamp_follows_the_phrasings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("== sell\nmay they sell it\n")
    before = stamp(tmp_path)
    assert stamp(tmp_path) == before
    (tmp_path / "a.txt").write_text("== sell\nmay they rent it\n")
    assert stamp(tmp_path) != before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("contarct", "contract"), ("operater", "operator"), ("brech", "breach"), ("supertintendent", "superintendent")],
)
def test_a_legal_word_is_mended(typed: str, meant: str) -> None:
    assert parse(FILE.read_text()).mend(typed) == meant


def test_common_words_are_never_mended() -> None:
    lexicon = parse(FILE.read_text())
    free = [word for word in COMMON if (stem(word),) not in lexicon.concepts]
    assert {word: lexicon.mend(word) for word in free if stem(lexicon.mend(word)) != stem(word)} == {}


def test_a_malformed_line_of_the_lexicon_is_named() -> None:
    with pytest.raises(BadLaw, match=r"lexicon\.txt:2") as bad:
        parse("act.sell: sell\nno colon here\nact.empty:\n")
    assert len(bad.value.complaints) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("sells", "selling"), ("parties", "party"), ("shared", "share"), ("vendor's", "vendors")]
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_question_falls_into_clauses() -> None:
    assert clauses("Sold it, under 10-234bb(g)! Now?") == [["sold", "it"], ["under", "10", "234bb", "g"], ["now"]]


def _plain(question: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", question.lower()))


@pytest.mark.parametrize("file", sorted((ROOT / "tests" / "development").glob("*.jsonl")), ids=lambda file: file.stem)
def test_no_phrasing_is_a_near_copy_of_a_question_we_measure_with(file: Path) -> None:
    asked = {_plain(json.loads(line)["q"]) for line in file.read_text(encoding="utf-8").splitlines()}
    asked = {question for question in asked if len(question.split()) > 3}
    known = [text for texts in read_phrasings(PHRASINGS).values() for text in texts]
    alike = process.cdist(sorted(asked), [_plain(text) for text in known], scorer=fuzz.ratio, score_cutoff=92)
    copies = [text for text, score in zip(known, alike.max(axis=0), strict=True) if score]
    assert not copies, "word these phrasings differently; the figures would flatter us"
