"""Citations, source tags, facts with their tag, and periods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

OFFICIAL = "https://www.cga.ct.gov/current/pub/chap_170.htm"
FIRST_DAY = date(2016, 10, 1)
"""The day on which Public Act 16-189 took effect."""

_SHORT = re.compile(r"(aa|bb|cc|dd|ee|ff|gg)((?:\([0-9A-Za-z]+\))*)")
_TYPED = re.compile(
    r"\s*(?:(?:c\.?g\.?s\.?|§|sec(?:tion|\.)?)\s*)?(?:10\s*(?:-\s*)?234\s*)?(aa|bb|cc|dd|ee|ff|gg)\s*"
    r"((?:\(\s*[0-9A-Za-z]+\s*\)\s*)*)",
    re.IGNORECASE,
)
_FACT = re.compile(r"(?P<says>.+?)(?<!\s)\s*\[(?P<tag>[A-Z*]{1,2})\]", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A pin cite such as ``10-234cc(b)(3)``, or another law's cite as written (``36a-701b``)."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read the short form of the law files (``cc(b)(3)``) or any other law's cite."""
        text = text.strip()
        if not text:
            raise ValueError("a citation is empty; write for example cc(b)(3)")
        if text.count("(") != text.count(")"):
            raise ValueError(f"the citation '{text}' has a bracket too many or too few; write for example cc(b)(3)")
        return cls(f"10-234{text}" if _SHORT.fullmatch(text) else text)

    @classmethod
    def typed(cls, text: str) -> Citation:
        """Read a cite as people type it: ``10-234CC (b)(3)``, ``§ 10-234aa(2)``, ``cc(b)(3)``."""
        match = _TYPED.fullmatch(text.strip())
        if not match:
            return cls(" ".join(text.split()))
        pins = re.findall(r"[0-9A-Za-z]+", match[2])
        cased = [pin.upper() if place == 2 else pin.lower() for place, pin in enumerate(pins)]
        return cls(f"10-234{match[1].lower()}" + "".join(f"({pin})" for pin in cased))

    @property
    def ours(self) -> bool:
        """Whether it is a cite of this act, 10-234aa to 10-234gg."""
        return self.text.startswith("10-234")

    @property
    def section(self) -> str:
        """The section without its pins: ``10-234cc``."""
        return self.text.partition("(")[0] if self.ours else self.text

    @property
    def parent(self) -> Citation | None:
        """The next wider cite, ``10-234cc(b)`` for ``10-234cc(b)(3)``; None at the section."""
        if not self.ours or "(" not in self.text:
            return None
        return Citation(self.text[: self.text.rindex("(")])

    def within(self, wider: Citation) -> bool:
        """Whether it is that cite or lies inside it: 10-234cc(b)(3) in 10-234cc(b)."""
        return self == wider or self.text.startswith(f"{wider.text}(")

    def meets(self, other: Citation) -> bool:
        """Whether one of the two lies inside the other."""
        return self.within(other) or other.within(self)

    @property
    def link(self) -> str:
        """The address of the section's official text; empty for other laws, whose passage may have a link."""
        return f"{OFFICIAL}#sec_{self.section}" if self.ours else ""

    def __str__(self) -> str:
        return self.text


class Tag(Enum):
    """How far a fact was checked, weakest first."""

    I = "I"  # noqa: E741 - the tag's own name
    M = "M"
    MX = "M*"
    S = "S"
    A = "A"
    FA = "FA"
    V = "V"

    @property
    def rank(self) -> int:
        """The tag's place in the order, 0 for the weakest."""
        return list(Tag).index(self)


def weakest(tags: list[Tag]) -> Tag:
    """The tag an answer shows: that of the least checked fact it used."""
    return min(tags, key=lambda tag: tag.rank, default=Tag.I)


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement in our words, with the tag that says how far it was checked."""

    says: str
    tag: Tag

    @classmethod
    def parse(cls, text: str) -> Fact:
        """Read ``The statement. [A]``."""
        text = " ".join(text.split())
        match = _FACT.fullmatch(text)
        names = [tag.value for tag in Tag]
        if not match or match["tag"] not in names:
            raise ValueError(
                f"the fact '{text[:60]}' does not end with a source tag; add one of "
                + ", ".join(f"[{name}]" for name in names)
            )
        return cls(match["says"], Tag(match["tag"]))

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which something holds: from ``since`` up to the day before ``until``."""

    since: date = FIRST_DAY
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it holds on that day."""
        return self.since <= day and (self.until is None or day < self.until)
