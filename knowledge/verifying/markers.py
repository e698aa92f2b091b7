"""Reads the official text from a text file or web page, and cuts it into sections and passages by their markers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from knowledge.citation import Citation

HEADING = re.compile(
    r"\s*(?:Secs?\.|Section|§{1,2})\s*(?P<section>\d+[a-z]?-\d+[a-z]*)\*?"
    r"(?P<pins>(?:\s?\([0-9A-Za-z]{1,4}\))*)"
    r"(?:\.(?=\s|$)\s*|\s*$|(?=\s[-–—]\s)|(?P<several>\s(?:to|and)\s))(?P<rest>.*)"
)
"""A line with which a section begins; it has pins where only a part of the section was pasted."""
_NOTE = re.compile(r"\((?:[^()]{0,40}\b)?P\.A\.\s\d|^History:|^\(?See Secs?\. ", re.MULTILINE)
"""The start of the notes on a section, after which no text of it follows."""
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
"""A possible first subsection, right after the title, which may have several sentences."""


@dataclass(frozen=True, slots=True)
class OfficialSection:
    """A section of the text, or a pasted part of one: its number, the pins of the part, and its text."""

    number: str
    pins: tuple[str, ...]
    text: str


def sections(text: str) -> list[OfficialSection]:
    """The sections with text, in order; a table of contents, which has titles only, is left out."""
    by_heading: dict[tuple[str, tuple[str, ...]], OfficialSection] = {}
    for number, pins, lines in _blocks(text.splitlines()):
        section = OfficialSection(number, pins, _body(lines))
        before = by_heading.get((number, pins))
        if section.text and (before is None or len(before.text) < len(section.text)):
            by_heading.pop((number, pins), None)  # the longer one decides the order
            by_heading[number, pins] = section
    return list(by_heading.values())


def _blocks(lines: list[str]) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Each heading's number and pins with its lines; a heading repeated at the top of a page is skipped."""
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
    """Whether the section's text has begun: a title in a table of contents may have two sentences."""
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


_ACT: Final = re.compile(r"10-234([a-z])\1")
"""Sections of the act end in two equal letters; 10-234 itself is older, and about something else."""
_MARK: Final = re.compile(r"\(([a-z]{1,5}|[A-Z]{1,2}|\d{1,2})\)")
_UNITS: Final = r"(?:sub)?(?:section|division|paragraph|clause)s?"
_CALLED: Final = re.compile(rf"(?<!this\s)(?<!said\s)(?:\b{_UNITS}|\bSecs?\.|§)\s+(?:\d[\w.-]*\s*)?$", re.IGNORECASE)
"""The words before the first pin of a cross-reference: "subsection", "section 10-1"."""
_JOINED: Final = re.compile(r"\s*(?:[,;]\s*)?(?:(?:and|or|to|through)\s*)?")
_ROMAN: Final[Mapping[str, int]] = {
    name: place for place, name in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), 1)
}
LETTER, NUMBER, CAPITAL, ROMAN = range(4)
Step = tuple[int, int]
"""A marker's kind and number: (b) is the second letter."""


@dataclass(frozen=True, slots=True)
class OfficialPassage:
    """A passage of the official text: its cite, its text up to the first marker inside it, and its whole text."""

    cite: Citation
    opening: str
    whole: str


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    path: tuple[str, ...]


def official_passages(text: str) -> dict[Citation, OfficialPassage]:
    """The passages of the act (sections, subsections and so on) by cite, in the order of the text."""
    ours = (section for section in sections(text) if _ACT.fullmatch(section.number))
    return {one.cite: one for section in ours for one in _passages(section)}


def _passages(section: OfficialSection) -> Iterator[OfficialPassage]:
    inner = [*_markers(section)]
    part = bool(inner) and inner[0].start == 0 and (section.pins or _steps(inner[0].path[-1])[0][1] > 1)
    markers = inner if part else [_Marker(0, section.pins), *inner]
    ends = [*(marker.start for marker in markers[1:]), len(section.text)]
    for place, (marker, end) in enumerate(zip(markers, ends, strict=True)):
        outside = (other.start for other in markers[place + 1 :] if other.path[: len(marker.path)] != marker.path)
        pins = "".join(f"({pin})" for pin in marker.path)
        whole = section.text[marker.start : next(outside, len(section.text))]
        yield OfficialPassage(Citation(section.number + pins), _plain(section.text[marker.start : end]), _plain(whole))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"(?<=\w-)\n(?=[a-z])", "", text).split())


def _markers(section: OfficialSection) -> Iterator[_Marker]:
    """The markers in order, each with its path from the section down."""
    text = section.text
    path = [(pin, step) for pin in section.pins for step in _steps(pin)[:1]]
    referred: dict[int, str] = {}
    for match in _MARK.finditer(text):
        if _is_reference(text, match, referred):
            referred[match.end()] = match[1]
            continue
        step = _next(match[1], [step for _, step in path], text[: match.start()])
        if step is None:
            continue
        path = [(pin, above) for pin, above in path if above[0] < step[0]]
        path.append((match[1], step))
        yield _Marker(match.start(), tuple(pin for pin, _ in path))


def _is_reference(text: str, found: re.Match[str], referred: Mapping[int, str]) -> bool:
    """Whether a pin belongs to a cross-reference: "subsection (a)", "10-1(a)(2)", "subdivisions (1) and (2)"."""
    before = text[: found.start()]
    if re.search(r"\w$", before):
        return bool(re.search(r"\d[\w.-]*$", before))
    if _CALLED.search(before[-60:]):
        return True
    last = max(referred, default=None)
    if last is None or not _JOINED.fullmatch(text, last, found.start()):
        return False
    alike = {kind for kind, _ in _steps(found[1])} & {kind for kind, _ in _steps(referred[last])}
    return bool(alike) or not text[last : found.start()].strip()


def _steps(pin: str) -> list[Step]:
    """The steps that a pin may stand for, the widest kind first: (i) is the ninth letter, or a Roman 1."""
    if pin.isdigit():
        return [(NUMBER, int(pin))]
    alike = len(set(pin)) == 1
    place = ord(pin[0].lower()) - ord("a") + 1 + 26 * (len(pin) - 1)
    if pin.isupper():
        return [(CAPITAL, place)] if alike else []
    letters = [(LETTER, place)] if alike and len(pin) < 3 else []
    return [*letters, *([(ROMAN, _ROMAN[pin])] if pin in _ROMAN else [])]


def _next(pin: str, path: list[Step], before: str) -> Step | None:
    """The step that a marker makes after the steps in ``path``; None where it is no marker."""
    at_start = not before.strip() or (before[-1:] == "\n" and before.rstrip()[-1] in ".;:")
    steps = _steps(pin)
    if not path or not before.strip():
        wider = path[-1][0] if path else -1
        return next((step for step in steps if step[0] > wider and (step[1] == 1 or at_start)), None)
    reached = dict(path)
    if exact := [(kind, place) for kind, place in steps if place == reached.get(kind, 0) + 1 and kind >= path[0][0]]:
        return exact[0] if before.rstrip().endswith(".") else exact[-1]
    return next((step for step in steps if at_start and reached.get(step[0], step[1]) < step[1]), None)


_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|p|div|span|h\d)\b", re.IGNORECASE | re.DOTALL)
_BLOCKS = frozenset("address blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p table td th tr ul".split())
_DROPPED = frozenset(("script", "style", "head", "noscript"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


class NotStatuteError(Exception):
    """The file is not the text of a statute; the message says why in one sentence."""


def official_text(content: bytes) -> str:
    """The text of a text file or of a saved web page. Raises NotStatuteError."""
    if not content.strip():
        raise NotStatuteError("The file is empty. Paste the official text into it, and save it.")
    text = _decoded(content)
    if _CONTROLS.search(text):
        raise NotStatuteError(
            "The file is no text. Save the official text as a text file (.txt) or a web page (.html)."
        )
    return _stripped(text) if _PAGE.match(text) else text


def _decoded(content: bytes) -> str:
    """The text, decoded by its byte order mark, by the charset that a web page names, or else as UTF-8."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    charset = _CHARSET.search(content[:4096])
    encoding = encoding or (charset[1].decode("ascii") if charset else "utf-8")
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        if b"\x00" in content:
            return "\x00"
        raise NotStatuteError("The file is not UTF-8 text. Open it in an editor, and save it as UTF-8.") from None


def _stripped(page: str) -> str:
    """The text of a web page, a line for each paragraph."""
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    return "".join(reader.pieces)


class _PageReader(HTMLParser):
    """Collects the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A paragraph begins a line."""
        del attrs
        self._dropped += tag in _DROPPED
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A paragraph ends its line."""
        if tag in _DROPPED and self._dropped:
            self._dropped -= 1
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Line breaks of a page's source mean nothing."""
        if not self._dropped:
            self.pieces.append(" ".join(re.split(r"[\r\n]+", data)))
