"""The words of a paragraph in markup, for papers that are written in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import assert_never

from handlers.documents.document import Blank, Hyperlink, Run, Strong


@dataclass(frozen=True, slots=True)
class Markup:
    """How a kind of paper marks what is no plain word; each pattern takes the escaped words, a link the address too."""

    blank: str
    strong: str
    link: str

    def of(self, runs: Iterable[Run]) -> str:
        """These words, escaped, with their marks."""
        return "".join(map(self._one, runs))

    def _one(self, run: Run) -> str:
        match run:
            case str():
                return escape(run)
            case Blank(says):
                return self.blank.format(says=escape(says))
            case Strong(says):
                return self.strong.format(says=escape(says))
            case Hyperlink(address, says):
                return self.link.format(address=escape(address), says=escape(says or address))
            case _:
                assert_never(run)
