"""Labeled messages as lessons for the model of ``frames.npz``: varied values, states and typing errors, in batches."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from knowledge.finding.ranker import read_phrasings
from knowledge.frames.frame_reader import OUT, Cut, LabeledMessage, Span, cut_both, with_known
from knowledge.load import HERE
from knowledge.reading.material import read_questions, read_requests

BATCH, WINDOW = 32, 50
UNTAGGED = -100
"""The label of a word piece that is left out when tags are taught."""
OUTSIDE = "out-of-scope"
OF_LAW = 1200
"""Questions on the law in each pass."""
_NEW = frozenset({"vendor", "product", "person", "id", "students", "student", "number", "school", "subprocessor"})
"""Slots whose values are recognized by their place in the text, so that they can be invented."""
_ON_FILE = frozenset({"vendor", "product", "person"})
"""Slots whose values the district may have on file."""
_SAFE_STATES = ("card", "list", "law")
"""States in which a complete request may come, whatever was shown before."""
_OLDER: Mapping[tuple[str, str], str] = {
    ("look", "deadlines"): "due",
    ("look", "holds"): "who-has",
    ("look", "gaps"): "missing",
    ("look", "vendor-letter"): "notice-text",
    ("look", "contract-file"): "file",
    ("look", "renew"): "renewal",
    ("look", "remind"): "reminders",
    ("look", "board"): "standing",
    ("act", "remind"): "remind-me",
}
"""The intent for a wish and command of the older requests, where the name differs."""
NAMED_IN_LAW = 0.6
"""The share of questions on a vendor that are given a vendor's name."""
_SOME_VENDOR = re.compile(
    r"\b(?:the|a|an|our|this|that) (?:vendor|company|app|operator|contractor|product|provider|ed ?tech company)\b",
    re.IGNORECASE,
)
_POINTS = frozenset({"reference", "ordinal"})
_HEADS = (
    "Bright Clear Nova Maple Quill Tessel Frog Luma Spark Read Math Word Story Code Tutor Pix Beam Kite Otter Acorn \
Pebble Grid Echo Swift Loop Bloom Trek Panda Cedar Vista Sky Blue Star Fox Owl River Ever Next Open True".split()
)
_TAILS = (
    "ly ify Path Works Wise Hub Nest Lab Kids Labs Learn Box Cast Deck Zone Note Bridge Flow Track Stack Grove Line \
Port Quest o a io Up Go ED".split()
)
_ENDS = (
    "Learning", "Inc", "School", "Kids", "Plus", "LLC", "Education", "for Schools", "Math", "Reading", "Systems",
    "Studio", "Science", "Reader", "Pro", "Classroom", "360", "Live", "Now", "Writing", "Interactive", "Group", "Club",
)  # fmt: skip
_FIRST = (
    "Ana Tom Priya Jose Maria Dana Ruth Omar Lena Sam Kofi Yuki Beth Carl Ines Noah Rosa Dmitri Amy Luis Gail Hector \
Joan Amir Wei Fatima Brian Kate Nia Ted".split()
)
_LAST = (
    "Diaz Reed Shah Rivera Lopez Becker Okafor Chen Ruiz Silva Novak Hart Klein Santos Byrne Wood Patel Kim Ortiz Lund \
Cruz Abbott Walsh Ferrara O'Neil Washington Petit".split()
)


@dataclass(frozen=True, slots=True)
class FrameLesson:
    """A message as numbers of word pieces, with shares of intents and a tag for each of its words."""

    cut: Cut
    intents: Mapping[int, float]
    tags: Sequence[int]


@dataclass(frozen=True, slots=True)
class FrameNames:
    """The names of intents and tags, in order, and the numbers of word pieces."""

    intents: tuple[str, ...]
    tags: tuple[str, ...]
    pieces: Mapping[str, int]


def read_names(rows: Sequence[LabeledMessage], pieces: Mapping[str, int]) -> FrameNames:
    """The intents and tags that occur."""
    slots = sorted({value.slot for row in rows for value in row.values})
    tags = (OUT, *(f"{place}-{slot}" for slot in slots for place in "BI"))
    return FrameNames(tuple(sorted({intent for row in rows for intent in row.intents})), tags, pieces)


def named(row: LabeledMessage, dice: random.Random) -> LabeledMessage:
    """A question on the law, often with an invented name for its vendor, which may be on file."""
    match = _SOME_VENDOR.search(row.text)
    if match is None or row.intents != ("law",) or dice.random() > NAMED_IN_LAW:
        return row
    name = dice.choice(_HEADS) + dice.choice(("", " ", "")) + dice.choice(_TAILS)
    text = row.text[: match.start()] + (name.lower() if row.text.islower() else name) + row.text[match.end() :]
    return replace(row, text=text, state=with_known(row.state, [name]) if dice.random() < 0.7 else row.state)


def request_rows() -> list[LabeledMessage]:
    """The older requests on records, without their values."""
    by_intent = ((_OLDER.get((one.wish, one.command), one.command or one.wish), one.text) for one in read_requests())
    return [LabeledMessage("", (intent,), "", text, ()) for intent, text in by_intent]


def law_rows() -> list[LabeledMessage]:
    """Questions on the law, and questions that have nothing to do with it, without their values."""
    rows = [LabeledMessage("", ("law",), "", one.text, ()) for one in read_questions()]
    for topic, texts in read_phrasings(HERE / "phrasings").items():
        intent = "outside" if topic == OUTSIDE else "law"
        rows += [LabeledMessage("", (intent,), "", text, ()) for text in texts]
    return rows


@dataclass(frozen=True, slots=True)
class Varied:
    """Rows that are varied differently in each pass."""

    rows: Sequence[LabeledMessage]
    dice: random.Random
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    states: Sequence[str] = ()
    chat: Sequence[str] = ()

    @classmethod
    def of(cls, rows: Sequence[LabeledMessage], dice: random.Random) -> Varied:
        """With all values and states of the rows, to replace others by."""
        values: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for value in row.values:
                values[value.slot.partition(":")[0]].add(value.text)
        states = sorted({row.state for row in rows if row.state.startswith(_SAFE_STATES)})
        chat = sorted({row.text for row in rows if row.intents == ("talk",) and len(row.text.split()) <= 5})
        return cls(rows, dice, {slot: sorted(known) for slot, known in values.items()}, states, chat)

    def once(self) -> Iterator[LabeledMessage]:
        """Every row, varied."""
        for row in self.rows:
            yield self._on_file(self._typed(self._beside(self._elsewhere(self._renamed(row)))))

    def _on_file(self, row: LabeledMessage) -> LabeledMessage:
        """The row with some of its names on file in its state line."""
        named = [value.text for value in row.values if value.slot in _ON_FILE and self.dice.random() < 0.7]
        if not named or self.dice.random() < 0.35:
            return row
        known = [f"{name} {self.dice.choice(_ENDS)}" if self.dice.random() < 0.2 else name for name in named]
        return replace(row, state=with_known(row.state, list(dict.fromkeys(known))))

    def _renamed(self, row: LabeledMessage) -> LabeledMessage:
        if self.dice.random() < 0.25:
            return row
        text, at, values = "", 0, []
        for span in row.values:
            text += row.text[at : span.start]
            new_text = self._other(span)
            values.append(Span(span.slot, new_text, len(text), len(text) + len(new_text)))
            text, at = text + new_text, span.end
        return replace(row, text=text + row.text[at:], values=tuple(values))

    def _other(self, value: Span) -> str:
        slot, chance = value.slot.partition(":")[0], self.dice.random()
        if slot in _NEW:
            replacement = self.dice.choice(self.values[slot]) if chance < 0.35 else self._invented(slot)
            return (replacement or value.text) if chance < 0.7 and len(value.text) > 1 else value.text
        return self.dice.choice(self.values[slot]) if chance < 0.3 and slot not in _POINTS else value.text

    def _invented(self, slot: str) -> str:
        pick, chance = self.dice.choice, self.dice.random
        match slot:
            case "vendor" | "product" | "subprocessor":
                name = pick(_HEADS) + pick(("", " ", "")) + pick(_TAILS) + (f" {pick(_ENDS)}" if chance() < 0.3 else "")
            case "person":
                name = pick(_FIRST) + ("" if chance() < 0.45 else f" {pick(_LAST)}")
            case "id":
                name = f"{pick('CDBAERG')}{pick(('-', '-', ''))}{self.dice.randint(1, 90)}"
            case "students":
                return pick(
                    (str(self.dice.randint(3, 999)), f"{self.dice.randint(1, 9)},{self.dice.randint(100, 999)}")
                )
            case "student":
                name = f"{pick('ABCDEFGJKLMNPRST')}.{pick('ABCDEGHJKLMNPRSTW')}."
            case _:
                return ""
        return name.lower() if chance() < 0.35 else name

    def _elsewhere(self, row: LabeledMessage) -> LabeledMessage:
        """A complete request, often in another state, which does not change what it wants."""
        whole = not row.state and not any(value.slot in _POINTS for value in row.values) and len(row.text.split()) > 3
        return replace(row, state=self.dice.choice(self.states)) if whole and self.dice.random() < 0.35 else row

    def _beside(self, row: LabeledMessage) -> LabeledMessage:
        """The row, sometimes with a greeting or thanks before it."""
        if row.intents == ("talk",) or self.dice.random() > 0.06:
            return row
        lead = self.dice.choice(self.chat).rstrip(" .,") + self.dice.choice((". ", ", ", " ", "! "))
        moved = tuple(replace(one, start=one.start + len(lead), end=one.end + len(lead)) for one in row.values)
        return replace(row, text=lead + row.text, values=moved)

    def _typed(self, row: LabeledMessage) -> LabeledMessage:
        """The row as people type: in small letters or capitals, with a typing error, or without the last sign."""
        chance, text = self.dice.random(), row.text
        if chance < 0.25:
            text = text.lower()
        elif chance < 0.27:
            text = text.upper()
        if len(text) != len(row.text):
            return row
        if self.dice.random() < 0.15:
            place = self.dice.randrange(1, max(2, len(text) - 1))
            inside = any(value.start <= place <= value.end for value in row.values)
            pair = text[place : place + 2]
            if not inside and len(pair) == 2 and pair.isalpha():
                text = text[:place] + pair[::-1] + text[place + 2 :]
        if self.dice.random() < 0.2 and text[-1:] in "?.!" and not any(one.end == len(text) for one in row.values):
            text = text[:-1]
        return replace(row, text=text)


def lesson(row: LabeledMessage, names: FrameNames) -> FrameLesson:
    """A row as a lesson for the model."""
    parts = cut_both(row.state, row.text, names.pieces)
    tags = []
    last: Span | None = None
    for _, start, end in parts.words:
        value = next((one for one in row.values if start < one.end and one.start < end), None)
        tags.append(names.tags.index(f"{'I' if value is last else 'B'}-{value.slot}") if value else 0)
        last = value
    if not row.author:
        tags = [UNTAGGED] * len(parts.words)
    return FrameLesson(parts, {names.intents.index(one): 1 / len(row.intents) for one in row.intents}, tags)


def batches(found: Sequence[FrameLesson], dice: random.Random) -> list[Sequence[FrameLesson]]:
    """Batches of lessons of similar length, in random order."""
    mixed = list(found)
    dice.shuffle(mixed)
    batched: list[Sequence[FrameLesson]] = []
    for start in range(0, len(mixed), WINDOW * BATCH):
        window = sorted(mixed[start : start + WINDOW * BATCH], key=lambda one: len(one.cut.numbers))
        batched += [window[at : at + BATCH] for at in range(0, len(window), BATCH)]
    dice.shuffle(batched)
    return batched


@dataclass(frozen=True, slots=True)
class FrameTables:
    """A batch as tensors."""

    numbers: Tensor
    types: Tensor
    mask: Tensor
    intents: Tensor
    tags: Tensor


def tables(batch: Sequence[FrameLesson], intents: int) -> FrameTables:
    """A batch as tensors: pieces, which text each is of, the mask, shares of intents, and a tag where a word begins."""
    longest = max(len(item.cut.numbers) for item in batch)
    numbers, types = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(2))
    mask, wanted = torch.zeros(len(batch), longest), torch.zeros(len(batch), intents)
    tags = torch.full((len(batch), longest), UNTAGGED)
    for row, item in enumerate(batch):
        used = len(item.cut.numbers)
        numbers[row, :used] = torch.tensor(item.cut.numbers)
        types[row, item.cut.second : used] = 1
        mask[row, :used] = 1
        for intent, share in item.intents.items():
            wanted[row, intent] = share
        for (first, _, _), tag in zip(item.cut.words, item.tags, strict=True):
            tags[row, first] = tag
    return FrameTables(numbers, types, mask, wanted, tags)
