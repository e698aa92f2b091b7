"""Which lines are headings, and which headings stand over a clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.dialogue import bounded_re as re

MARK = re.compile(
    r"\s*(?:[QA]\d{0,2}[.:)]\s+|[-*•●▪◦‣·–—☐☒☑✓✔]\s+|#{1,6}\s|>\s*|"
    r"(?:Section|Article|SECTION|ARTICLE|§)\s*[\dIVX]+[.:)]?(?:\d+\.?)*\s*|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}[.):]?\s+(?=\D)|\(?[a-zA-Z]\)\s+|[a-zA-Z]\.\s+(?=[A-Z])"
    r"|\(?[ivxIVX]{1,5}[).]\s+|\(\d{1,2}\)\s+)+"
)
"""What a list item or a numbered clause begins with."""
LONG = 55
"""Characters of a line that a page may have broken."""
WIDEST = 110
"""Characters of the longest line that a page breaks; what is longer is a paragraph."""
ENDED = re.compile(r"[.:;!?|][\"'”’)*_]*\s*$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as meant, and whether an empty line stands before it."""

    start: int
    end: int
    parted: bool


def lines_of(text: str) -> Iterator[TextLine]:
    """The lines as meant, in order."""
    held: TextLine | None = None
    parted, at = True, 0
    for line in text.split("\n"):
        start, at = at + len(line) - len(line.lstrip()), at + len(line) + 1
        if not line.strip():
            parted = True
        elif held and not parted and _goes_on(text[held.start : held.end], line):
            held = TextLine(held.start, start + len(line.strip()), held.parted)
        else:
            if held:
                yield held
            held, parted = TextLine(start, start + len(line.strip()), parted), False
    if held:
        yield held


def _goes_on(before: str, after: str) -> bool:
    """Whether only the page broke the line here."""
    last = before.rsplit("\n", 1)[-1]
    if MARK.match(after) or "|" in after or "|" in last or last.isupper() != after.isupper():
        return False
    if after.lstrip()[:1].islower():
        return not ENDED.search(last) or len(last) > LONG
    return LONG < len(last) < WIDEST and not ENDED.search(last)


VERBS = re.compile(
    r"\b(shall|will|must|may|can|cannot|agrees?|is|are|was|were|has|have|does|do|not|remains?|retains?|owns?|uses?|"
    r"keeps?|provides?|applies|governs?|governed|deletes?|notif(?:y|ies)|promises?)\b|n't\b"
)
"""What makes a line a sentence rather than a title, where it is not in capitals."""
LABEL = re.compile(
    r"(?:\*\*|__)?([A-Z][\w’'&/,()\- ]{2,70}?)(?:\*\*|__)?(?:[.:](?:\*\*|__)?\s+|\s+[—–-]{1,2}\s+)(?=[\"“(\[A-Z0-9])"
)
"""A title that stands before the words of its own clause."""
LONGEST = 110
"""Characters of the longest title."""
NUMBERED = re.compile(r"\s*(?:#|\d|Section|Article|SECTION|ARTICLE|§|[IVX]+\.|[A-Z]\.)")


def heading_of(line: str, mark: str, body: str, *, listed: bool) -> str:
    """The heading that a line is, without its marks; empty where it is none. ``listed``: a list goes on here."""
    title = body.strip(" *_#=-")
    if not title or len(title) > LONGEST or len(title.split()) > 14 or re.match(r"_{3,}|\.{4,}", title):
        return ""
    if mark.lstrip().startswith("#") or (line.strip().startswith("**") and line.strip().endswith("**")) or _loud(title):
        return title
    numbered = bool(NUMBERED.match(mark))
    if _a_sentence(title, numbered=numbered) or (mark and not numbered) or (listed and not _capitals(title)):
        return ""
    short = numbered and len(title.split()) < 9 and not VERBS.search(title)
    return title if short or _titled(title) else ""


def _loud(title: str) -> bool:
    """Whether it is a title in capitals."""
    return title.isupper() and not title.endswith((".", ";", ",")) and bool(re.search("[A-Z]{3}", title))


def _a_sentence(title: str, *, numbered: bool) -> bool:
    """Whether it ends as a sentence or an item does, or holds more than one; a short numbered title may end so."""
    ended = title.endswith((";", ",", "?", "!", ":", ".")) and not (numbered and title.endswith(".") and _short(title))
    return ended or ": " in title or bool(re.search(r"[A-Za-z]{2}\. [A-Z]", title))


def _short(title: str) -> bool:
    """Whether it can be a title although it ends like a sentence, as in "5. Security."."""
    return len(title.split()) < 6 and _capitals(title) and not VERBS.search(title)


def _titled(title: str) -> bool:
    """Whether it is written as titles are: without a verb, and its long words begin with capitals; or very short."""
    if VERBS.search(title) or ": " in title or not title[:1].isupper():
        return False
    return len(title.split()) < 8 and (_capitals(title) or len(title.split()) < 5)


def _capitals(title: str) -> bool:
    """Whether its long words begin with capitals."""
    words: list[str] = [word for word in re.findall(r"[A-Za-z’']+", title) if len(word) > 3]
    return sum(word[:1].isupper() for word in words) >= len(words) * 0.7


def label_of(body: str) -> str:
    """The title with which a paragraph begins, as in "Security. The Provider shall …"; empty where there is none."""
    found = LABEL.match(body)
    if not found or len(found[1].split()) > 9 or VERBS.search(found[1]):
        return ""
    return found[0] if found.end() < len(body) else ""


class Outline:
    """The headings over the place that is read."""

    def __init__(self) -> None:
        self._levels: dict[int, str] = {}

    def add(self, heading: str, mark: str) -> None:
        """A heading; it ends those of its level and below."""
        level = _level(heading, mark)
        self._levels = {depth: title for depth, title in self._levels.items() if depth < level} | {level: heading}

    def under(self, label: str) -> str:
        """The headings over this place, with the title that a paragraph itself begins with."""
        return f"{self.over} › {label}" if self.over else label

    @property
    def asked(self) -> bool:
        """Whether a question stands over this place."""
        return 9 in self._levels

    def add_question(self, question: str) -> None:
        """A question leads to its answer as a heading does."""
        self._levels[9] = question

    @property
    def over(self) -> str:
        """The headings over this place, the nearest last."""
        return " › ".join(self._levels[level] for level in sorted(self._levels))


def _level(heading: str, mark: str) -> int:
    """How deep a heading stands: by its marks, else by its letters."""
    if hashes := re.match(r"\s*(#+)", mark):
        return len(hashes[1])
    if numbers := re.findall(r"\d+", MARK.match(mark + "x")[0] if MARK.match(mark + "x") else mark):  # type: ignore[index]
        return 3 + len(numbers)
    if re.match(r"(?i)\s*(exhibit|schedule|annex|appendix|attachment|part|article)\b", mark + heading):
        return 1
    return 2 if heading.isupper() else 4
