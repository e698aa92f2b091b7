"""The words of a paragraph in markup, for papers that are written in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import assert_never

from handlers.documents.document import Blank, Hyperlink, Jump, Marked, Noted, Run, Strong


@dataclass(frozen=True, slots=True)
class Markup:
    """How a kind of paper marks what is no plain word; each pattern takes the escaped words, a link the address too."""

    blank: str
    strong: str
    link: str
    marked: str
    """Takes the name of its place as the address."""

    def of(self, runs: Iterable[Run]) -> str:
        """These words, escaped, with their marks."""
        return "".join(map(self._one, runs))

    def _one(self, run: Run) -> str:
        leads = ""
        match run:
            case str():
                return escape(run)
            case Blank(says):
                pattern = self.blank
            case Strong(says):
                pattern = self.strong
            case Hyperlink(leads, says):
                pattern, says = self.link, says or leads
            case Jump(place, says):
                pattern, leads = self.link, f"#{place}"
            case Marked(says, leads):
                pattern = self.marked
            case Noted(says, note):
                return escape(f"{says} [{note}]")
            case _:
                assert_never(run)
        return pattern.format(says=escape(says), address=escape(leads))
