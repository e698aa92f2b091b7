"""A statute's text cut into its sections, without page headers, tables of contents and notes on its history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(
    r"\s*(?:Secs?\.|Section|§{1,2})\s*(?P<section>\d+[a-z]?-\d+[a-z]*)\*?"
    r"(?P<pins>(?:\s?\([0-9A-Za-z]{1,4}\))*)"
    r"(?:\.(?=\s|$)\s*|\s*$|(?=\s[-–—]\s)|(?P<several>\s(?:to|and)\s))(?P<rest>.*)"
)
"""A line with which a section begins; with pins where somebody pasted only a part of it."""
_NOTE = re.compile(r"\((?:[^()]{0,40}\b)?P\.A\.\s\d|^History:|^\(?See Secs?\. ", re.MULTILINE)
"""Where the notes on a section begin: nothing behind it is its text."""
_AROUND = re.compile(
    r"\s*(?:-?\s*(?:[Pp]age\s+)?\d+(?:\s*(?:of|/)\s*\d+)?\s*-?"
    r"|https?://\S+(?:\s+\d+/\d+)?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},.*"
    r"|(?:TITLE|Title)\s+10\*?(?:\W.*)?"
    r"|(?:CHAPTER|Chapter)\s+170\*?(?:\W.*)?"
    r"|(?:CONNECTICUT\s+)?GENERAL\s+STATUTES.*"
    r"|(?:Connecticut\s+General\s+Statutes|General\s+Statutes\s+of\s+Connecticut)(?:\W.*)?"
    r"|Boards\s+of\s+Education\*?|.*\bBOARDS\s+OF\s+EDUCATION.*"
    r"|.*\b[Pp]age\s+\d+(?:\s+of\s+\d+)?"
    r"|\(?Return\s+to\s+.*|(?:TABLE\s+OF\s+CONTENTS|Table\s+of\s+[Cc]ontents))\s*"
)
"""A line that belongs to the page and not to the text."""
LONGEST_TITLE = 200
_TITLE = re.compile(r"(?!\s*\()(.*?\.)(?=\s|$)", re.DOTALL)
_FIRST = re.compile(r"\([a1A]\)")
"""Where the first subsection may begin; a title of several sentences stands right before it."""


@dataclass(frozen=True, slots=True)
class OfficialSection:
    """A section of the text, or the pasted part of one: its number, the pins of the part, and its words by lines."""

    number: str
    pins: tuple[str, ...]
    text: str


def sections(text: str) -> list[OfficialSection]:
    """The sections that have words, in the order of the text. A table of contents has titles only, and is left out."""
    found: dict[tuple[str, tuple[str, ...]], OfficialSection] = {}
    for number, pins, lines in _blocks(text.splitlines()):
        section = OfficialSection(number, pins, _body(lines))
        before = found.get((number, pins))
        if section.text and (before is None or len(before.text) < len(section.text)):
            found.pop((number, pins), None)  # the place in the text is that of the longer one
            found[number, pins] = section
    return list(found.values())


def _blocks(lines: list[str]) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Each heading with the lines below it; a heading that is repeated at the top of a page begins nothing."""
    number, pins, block = "", tuple[str, ...](), list[str]()
    for line in lines:
        heading = HEADING.match(line)
        if heading and (number, pins) == (heading["section"], _pins(heading)) and _is_begun(_body(block)):
            continue
        if heading:
            if number:
                yield number, pins, block
            number = "" if heading["several"] else heading["section"]  # several at once are reserved or repealed
            pins, block = _pins(heading), [heading["rest"]]
        elif not _AROUND.fullmatch(line):
            block.append(line)
    if number:
        yield number, pins, block


def _is_begun(body: str) -> bool:
    """Whether it is more than the title in a table of contents, which may have two sentences."""
    return len(body) > LONGEST_TITLE or bool(re.search(r"\(\w\)", body))


def _pins(heading: re.Match[str]) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", heading["pins"]))


def _body(lines: list[str]) -> str:
    """The words below a title, up to the notes."""
    text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    note = _NOTE.search(text)
    text = text[: note.start()] if note else text
    title = _TITLE.match(text)
    if title is None:
        return text.strip() if text.lstrip().startswith("(") else ""
    first = _FIRST.search(text)
    whole_title = first is not None and first.start() < LONGEST_TITLE and text[: first.start()].rstrip().endswith(".")
    return text[first.start() if first and whole_title else title.end() :].strip()
