"""Does the privacy guard see students, and nobody else?"""

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.forms.privacy.names import WORDS, PersonalData, find_personal_data, mask

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "guard_strings.jsonl").read_text(encoding="utf-8").splitlines()
]
HARMLESS = [row["text"] for row in ROWS if not row["finds"]]
PIECES = [
    *sorted({piece for row in ROWS for piece in row["text"].split()}),
    "[name]", "Jr.", "O'", "\0", "\n", "é", "12 Elm St", "860-555-0142", "2035550144", "078-05-1120", "204519,", "Xu,",
]  # fmt: skip


def seen(text: str) -> list[tuple[PersonalData, str]]:
    return [(find.kind, find.text) for find in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("Maria Gonzalez in grade 4", "name", "Maria Gonzalez"),
        ("student: J. Smith", "name", "J. Smith"),
        ("Jayden's IEP", "name", "Jayden"),
        ("my son Liam", "name", "Liam"),
        ("Nguyen, An (ID 204519)", "name", "Nguyen, An"),
        ("Nguyen, An (ID 204519)", "student number", "204519"),
        ("jayden forgot his password", "name", "jayden"),
        ("tyrell washington has a 504", "name", "tyrell washington"),
        ("Xochitl Tlaxcala (age 7)", "name", "Xochitl Tlaxcala"),
        ("Juan Carlos de la Rosa, gr. 5", "name", "Juan Carlos de la Rosa"),
        ("STUDENT: LIAM CHEN, GRADE 2", "name", "LIAM CHEN"),
        ("Łukasz Kowalczyk left", "name", "Łukasz Kowalczyk"),
        ("DOB 3/14/2012", "birth date", "3/14/2012"),
        ("was born on June 21st, 2009", "birth date", "June 21st, 2009"),
        ("4/2/2015 (DOB)", "birth date", "4/2/2015"),
        ("SASID 1047382951", "student number", "1047382951"),
        ("lunch number 48213", "student number", "48213"),
        ("Emma Ruiz 204519", "student number", "204519"),
        ("write to sunita.rao@outlook.com", "e-mail address", "sunita.rao@outlook.com"),
        ("call (203) 555-0187", "phone number", "(203) 555-0187"),
        ("mom's cell 2035550144", "phone number", "2035550144"),
        ("078-05-1120", "Social Security number", "078-05-1120"),
        ("ssn last four 4821", "Social Security number", "4821"),
        ("lives at 14 maple street", "home address", "14 maple street"),
        ("Emma Ruiz, 22 Elm Ave Apt 3B", "home address", "22 Elm Ave Apt 3B"),
    ],
)
def test_each_kind_is_seen(text: str, kind: PersonalData, piece: str) -> None:
    assert (kind, piece) in seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "Khan Academy, Google Classroom, Clever, Kahoot, PowerSchool, Illuminate Education",
        "Nathan Hale School in West Hartford",
        "Public Act 16-189, 10-234cc(b)(3), 36a-701b",
        "signed May 3, 2023; renewed in April or June",
        "C-12 costs $12,450.00 for 28,610 students until 6/30/2026",
        "version 4.12.860.5551",
        "the superintendent, Susan Park, signed",
        "Dr. Rivera and Principal Karen Whitfield",
        "Governor Ned Lamont, Senator Maria Lopez",
        "students born after 2008",
        "student numbers are hashed; PO 4500123456; contract id 204519",
        "privacy@khanacademy.org, 1-800-555-0199",
        "the district office at 28 South Main Street",
        "Will the vendor mark the grant as of May 1?",
        "https://example.com/privacy?id=204519",
    ],
)
def test_what_is_no_student_passes(text: str) -> None:
    assert seen(text) == []


def test_the_labelled_strings_come_out_as_promised() -> None:
    harmless = sum(not find_personal_data(text) for text in HARMLESS)
    labels = [(row["text"], kind, piece) for row in ROWS for kind, piece in row["finds"]]
    found = sum(any(k == kind and (p in piece or piece in p) for k, p in seen(text)) for text, kind, piece in labels)
    assert (len(ROWS), len(HARMLESS)) == (220, 110)
    assert harmless >= 0.95 * len(HARMLESS)
    assert found >= 0.95 * len(labels)


def test_a_find_tells_its_place() -> None:
    text = "DOB 3/14/2012, parent of Zoë Petrakis, 860-555-0142"
    finds = find_personal_data(text)
    assert [text[find.start : find.end] for find in finds] == [find.text for find in finds]
    assert mask(text, finds) == "DOB [birth date], parent of [name], [phone number]"
    assert mask(text, finds[1:2]) == "DOB 3/14/2012, parent of [name], 860-555-0142"


@pytest.mark.parametrize("text", [row["text"] for row in ROWS if row["finds"]])
def test_mask_leaves_no_find_behind(text: str) -> None:
    assert find_personal_data(mask(text, find_personal_data(text))) == ()


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", " ", ", ", "\n", ""]))), st.text())
def test_mask_leaves_no_find_behind_whatever_is_typed(pieces: list[tuple[str, str]], wild: str) -> None:
    text = "".join(piece + gap for piece, gap in pieces) + wild
    finds = find_personal_data(text)
    assert all(text[find.start : find.end] == find.text != "" for find in finds)
    assert all(one.end <= two.start for one, two in pairwise(finds))
    assert find_personal_data(mask(text, finds)) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "Maria Gonzalez, ",
        "Maria, Xu, ",
        "a@",
        "a",
        "1",
        "1 a a a ",
        "860-555-",
        "A.",
        "id 1",
        "O'",
        "é-",
        "my son ",
        "\n",
    ],
)
def test_100_kb_take_a_moment(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    started = time.perf_counter()
    find_personal_data(text)
    assert time.perf_counter() - started < 60, "it must not grow with the square of the length"


def test_a_word_stands_in_one_list_only_and_kinds_are_plain_words() -> None:
    lines = WORDS.read_text(encoding="utf-8").split("= X ")[0].splitlines()
    words = [word for line in lines if not line.startswith(("#", "=")) for word in line.split()]
    assert len(words) == len(set(words))
    assert all(word == word.lower() and word.isascii() for word in words)
    assert "name" in get_args(PersonalData)
