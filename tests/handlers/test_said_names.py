"""Is a vendor that was named never put in another one's place, whichever of two similar names is on file?"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.understanding.named import Likeness, compare, is_part, key_of, same, words_of
from knowledge.products.common import common_products
from knowledge.reading.reader import Signs
from storage.embedded.store import open_embedded

MIXED_UP = (
    ("Canva Inc.", "Canvas"), ("Clever Inc.", "Clever Prototypes LLC"), ("Epic Inc.", "Epic Games"),
    ("Remind Inc.", "Remind101"), ("Amplify Reading Inc.", "Amplify Science"), ("Kami", "Kamico"),
    ("Lexia Learning", "Lexia Voyager Sopris Inc."), ("Newsela, Inc.", "Newsella"), ("IXL Learning", "IXL Labs"),
)  # fmt: skip
SHARED = 11
"""Of the pairs that only share a first word, as some 500 of Google's and Microsoft's do, one in so many."""
CHANGES = (
    "mark the {} posting done, it's at https://x.org/p",
    "withdraw the {} contract, it was never signed",
    "the {} contract ends June 30 2027, please correct it",
    "assign the {} posting to Sam",
)
LOGS = ("New contract with {}, executed Nov 20 2026", "log-contract {}, executed Nov 20 2026")
BREACHES = ("We got a breach notice from {} today",)
LOOKS = ("who owns the {} contract?", "do we have a contract with {}?", "may I use {}?")
Pair = tuple[str, str]


def similar() -> list[Pair]:
    """Ordered pairs of names that are spelt alike or begin with the same word; the first is said, the other on file."""
    known = [(one.name, name) for one in common_products() for name in one.names]
    near, shared = [], []
    for (product, said), (other, on_file) in itertools.permutations(known, 2):
        if product == other or same(said, on_file):
            continue
        first, second = words_of(said), words_of(on_file)
        distance = OSA.distance("".join(first), "".join(second), score_cutoff=2)
        if distance <= min(2, len("".join(first)) // 5):
            near.append((said, on_file))
        elif first[0] == second[0] and len(first[0]) > 2:
            (near if 1 in {len(first), len(second)} else shared).append((said, on_file))
    mixed_up = [pair for one in MIXED_UP for pair in (one, one[::-1])]
    return [*mixed_up, *near, *shared[::SHARED]]


def batches(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """So that what is said in a district is like nothing on file there but the other name of its pair."""
    left = list(pairs)
    while left:
        batch: list[Pair] = []
        for said, on_file in left:
            others = {name for one in batch for name in one}
            if not any(words_of(name)[0] == words_of(said)[0] or _alike(name, said, on_file) for name in others):
                batch.append((said, on_file))
        yield batch
        left = [one for one in left if one not in batch]


def _alike(name: str, *pair: str) -> bool:
    return any(OSA.distance(key_of(name), key_of(one), score_cutoff=3) <= 3 for one in pair)


def district(bare_desk: Desk, folder: Path, vendors: Sequence[str]) -> Desk:
    folder.mkdir()
    desk = replace(bare_desk, records=open_embedded(folder, "hartford"), drills={})
    for number, vendor in enumerate(vendors, 1):
        signed = f"log-contract vendor: {vendor}; executed: 2026-11-20; owner: Theo"
        assert answer(signed, desk, 0).event, number
    return desk


@cache
def _signs(read: Callable[[str], Signs], text: str) -> Signs:
    return read(text)


def _heard_as_newsela(desk: Desk, said: str) -> Desk:
    """The model hears each sentence with one name once, as it takes nearly all of the time."""
    read = desk.read
    return replace(desk, read=lambda text: _signs(read, text.replace(said, "Newsela")))


def answer(text: str, desk: Desk, number: int) -> Reply:
    return respond(Message(text, who="Dana", surface="talk", place=f"talk:{number}"), desk)


def replies(bare_desk: Desk, folder: Path, every: int) -> Iterator[tuple[str, str, str, str, Reply]]:
    """Of each pair and sentence: the text, what was said, the name on file, the kind and number, and the reply."""
    place = itertools.count()
    for at, batch in enumerate(batches(similar()[::every])):
        desk = district(bare_desk, folder / str(at), [on_file for _, on_file in batch])
        for number, (said, on_file) in enumerate(batch, 1):
            for kind, texts in (("log", LOGS), ("breach", BREACHES), ("change", CHANGES), ("look", LOOKS)):
                for text in texts:
                    reply = answer(text.format(said), _heard_as_newsela(desk, said), next(place))
                    yield text.format(said), said, on_file, f"{kind} {number}", reply


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)])
def test_no_name_is_put_in_the_place_of_the_one_that_was_said(every: int, bare_desk: Desk, tmp_path: Path) -> None:
    wrong, unoffered, asked = [], [], 0
    for text, said, on_file, kind, reply in replies(bare_desk, tmp_path, every):
        asked += 1
        if _taken(said, on_file, kind, reply):
            wrong.append((text, on_file, reply.title))
        near = compare(said, [on_file]).likeness is Likeness.NEAR and "may I" not in text and not reply.failed
        if near and on_file not in {one.label for one in reply.every_choice}:
            unoffered.append((text, on_file, reply.title))
    assert asked > 1000 // every
    assert not wrong, f"{len(wrong)} of {asked}: {wrong[:12]}"
    assert not unoffered, f"{len(unoffered)} of {asked}: {unoffered[:12]}"


def _taken(said: str, on_file: str, kind: str, reply: Reply) -> bool:
    """Whether the other record is shown, changed or logged, or the name that was said is lost."""
    what, number = kind.split()
    ids = re.compile(rf"\b[CD]-{number}\b")
    fields = {field.id: field.value for field in reply.form.fields} if reply.form else {}
    acts = any(map(ids.search, (*(one.say for one in reply.every_choice), *fields.values())))
    names_it = key_of(said) in key_of(plain(reply)) or reply.law is not None or reply.failed
    if what in {"log", "breach"}:
        return acts or not (reply.failed or same(fields.get("vendor", ""), said))
    return not names_it or (acts and not is_part(said, on_file))
