"""The clauses of a paper, in order: its lines cut into sentences and list items, under their headings and lead-ins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handlers.dialogue import bounded_re as re
from handlers.review.headings import MARK, Outline, TextLine, heading_of, label_of, lines_of
from handlers.text_extraction.building import Cell, Paper


class ClauseKind(StrEnum):
    """What a clause is; only a promise is evidence of one."""

    PROMISE = "promise"
    """A sentence, a list item or a row: somebody says what is or will be."""
    HEADING = "heading"
    DEFINITION = "definition"
    RECITAL = "recital"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, list item or row. ``start`` and ``end`` are offsets in the paper's text."""

    start: int
    end: int
    text: str
    """Its own words, as they stand in the paper."""
    kind: ClauseKind = ClauseKind.PROMISE
    lead: str = ""
    """The words before a list that each of its items completes, as in "Provider shall:"."""
    heading: str = ""
    """The headings over it, the nearest last."""
    row: bool = False
    """Whether it is a row of a table."""

    @property
    def whole(self) -> str:
        """What it says with the words that lead to it."""
        return f"{self.lead} {self.text}" if self.lead else self.text


DEFINITION = re.compile(
    r"(?:\*\*|__)?(?:The term |For purposes of this \w+, |As used (?:here|in this \w+), "
    r")?[“\"'‘][^”\"]{2,60}[”\"'’](?:\*\*)?,? "
    r"(?:\([^)]*\) )?(?:shall |will |is )?(?:means?|refers?|has the|have the|includes?|(?:is |are )?defined"
    r"|is any|are any|is the|is a)\b|"
    r"[A-Z][\w’'\-]*(?: [A-Z][\w’'\-]*){0,4} (?:means?|shall mean|refers to)\b"
)
RECITAL = re.compile(r"(?:WHEREAS|Whereas)\b")
RECITALS = re.compile(r"\b(recitals?|background|whereas)\b", re.IGNORECASE)
DEFINITIONS = re.compile(
    r"\bdefin(?:itions?|ed terms)\b|\bwhat (?:the|these|our) words mean\b|\bglossary\b", re.IGNORECASE
)
DEFINED = re.compile(
    r"[“\"'‘*]*[A-Z][\w’'\-/ ]{2,50}[”\"'’*]*\s*(?::|—|–| - |means?\b|\bis\b|\bare\b|includes?\b|refers?\b)"
)
QUESTION = re.compile(r"\?[\"”’*_)]*\s*$")


def kind_of(clause: Clause, heading: str) -> ClauseKind:
    """What the clause is, by how it begins and ends and the heading over it."""
    words = clause.text.lstrip()
    if QUESTION.search(words):
        return ClauseKind.QUESTION
    if len(words) < 60 and heading.endswith(words.strip(" .:—–-*_")) and len(words.split()) < 9:
        return ClauseKind.HEADING
    if RECITAL.match(words) or RECITALS.search(heading.rsplit("›", 1)[-1]):
        return ClauseKind.RECITAL
    if DEFINITION.match(words) or (DEFINITIONS.search(heading.rsplit("›", 1)[-1]) and DEFINED.match(words)):
        return ClauseKind.DEFINITION
    return ClauseKind.PROMISE


SHORTENED = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|No|Nos|Sec|Secs|Art|Dr|Mr|Mrs|Ms|St|Ave|Conn|Gen|Stat|U\.S|U\.S\.C|C\.F\.R|C\.G\.S"
    r"|e\.g|i\.e|"
    r"etc|vs|v|Para|Ch|Fed|Reg|Pub|L|P|A|approx|Tel|Ext|cf|Assn|Dept|Bd|Ed|a\.m|p\.m|[A-Z])\.$"
)
"""A word whose point ends no sentence."""
END = re.compile(r"[.!?](?:[\"'”’)\]*_]|\(\w\))*\s+(?=[\"“'‘(\[*_]*[A-Z0-9§])")
PROVISO = re.compile(
    r"[,;]?\s+(?=(?:provided,? (?:however,? )?that|except that|save that)\b[^.]{0,80}?\b(?:may|governed|can"
    r"|reserves|is not|are not|shall not be required)\b)",
    re.IGNORECASE,
)
"""What takes back a part of the sentence before it."""
LEAST = 25
"""Characters of what comes before a proviso."""
ITEM = re.compile(
    r"(?:(?<=[:;,—])|(?<=\band)|(?<=\bor)|(?<=, and)|(?<=; and))\s+(?=\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)"
)


def sentences_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each sentence of the stretch begins and ends; a proviso that gives leave is a sentence of its own."""
    for begin, stop in _sentences(text, start, end):
        for proviso in PROVISO.finditer(text, begin + LEAST, stop):
            yield begin, proviso.start()
            begin = proviso.end()  # noqa: PLW2901 - what is left of the sentence
        yield begin, stop


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in END.finditer(text, start, end):
        stop = match.start() + len(match[0].rstrip())
        if SHORTENED.search(text[begin : match.start() + 1]) or stop - begin < 4:
            continue
        yield begin, stop
        begin = match.end()
    if text[begin:end].strip():
        yield begin, end


def items_in(text: str, start: int, end: int) -> Iterator[Clause]:
    """The sentence, or each item of the list in it with the words before the list as its lead-in."""
    cuts = [found.end() for found in ITEM.finditer(text, start, end)]
    first = next((found.end() for found in re.finditer(r"\s(?=\((?:a|i|1|A)\)\s)", text[start:end])), None)
    if first is not None and start + first not in cuts and cuts:
        cuts.insert(0, start + first)
    cuts = sorted(set(cuts))
    if len(cuts) < 2:
        yield Clause(start, end, text[start:end])
        return
    lead = text[start : cuts[0]].strip()
    for begin, stop in zip(cuts, [*cuts[1:], end], strict=True):
        words = text[begin:stop].rstrip()
        yield Clause(begin, begin + len(words), words, lead=lead)


LONG = 400
"""Characters from which a row is read by its sentences."""
MOST = 12
"""Words that a label has at most."""


def is_row(line: str) -> bool:
    """Whether a line is a row whose cells bars or tabs part."""
    if "\t" in line.strip() or line.count("|") > 1 or line.rstrip().endswith(" |"):
        return True
    return " | " in line and len(line.split("|", maxsplit=1)[0].split()) <= MOST


class TextRows:
    """The rows of one table in a text; the first may be its head."""

    def __init__(self) -> None:
        self._begun = False

    def row(self, body: str, start: int, over: str) -> Clause:
        """A row under the headings over it and its own label."""
        cells = [cell.strip(" *_") for cell in re.split(r"\||\t", body.strip("| \t"))]
        filled = [cell for cell in cells if cell]
        head = not self._begun and all(len(cell.split()) < 4 and not re.search(r"[:.]|\d", cell) for cell in filled)
        self._begun = True
        kind = ClauseKind.HEADING if head or not re.search(r"\w", body) else ClauseKind.PROMISE
        lead = len(body) - len(body.lstrip("| \t"))
        words = body.strip("| \t")
        label = "" if head or len(cells) < 2 else _label(filled)
        return Clause(start + lead, start + lead + len(words), words, kind, heading=_under(over, label), row=True)


def _label(cells: Sequence[str]) -> str:
    """The first cell that is no number, where it can be a label."""
    first = next((cell for cell in cells if not re.fullmatch(r"\W*\w{0,3}\d*\W*", cell)), "")
    return first if len(first.split()) <= MOST else ""


def rows_of(paper: Paper) -> Mapping[int, tuple[Cell, ...]]:
    """Where each row of the paper's tables begins, and its cells."""
    rows_at: dict[int, tuple[Cell, ...]] = {}
    for table in paper.tables:
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        for cells in rows.values():
            filled = [cell for cell in cells if cell.start < cell.end]
            if len(cells) > 1 and filled:
                rows_at[min(cell.start for cell in filled)] = tuple(cells)
    return rows_at


def row_clauses(text: str, cells: tuple[Cell, ...], over: str) -> Iterator[Clause]:
    """A row as one clause, or where it is long as the sentences of its cells, under its label."""
    filled = [cell for cell in cells if cell.start < cell.end]
    start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
    label = _label([text[cell.start : cell.end].strip() for cell in filled])
    heading = _under(over, label)
    if end - start < LONG or len(filled) == 1:
        yield Clause(start, end, text[start:end], heading=heading, row=True)
        return
    for cell in filled[1:] if label else filled:
        for begin, stop in sentences_in(text, cell.start, cell.end):
            yield Clause(begin, stop, text[begin:stop], heading=heading, row=True)


def _under(over: str, label: str) -> str:
    label = label.strip(" :.")
    return f"{over} › {label}" if over and label else label or over


def clauses_of(paper: Paper) -> tuple[Clause, ...]:
    """Every clause of the paper, headings among them."""
    reader, tables, done = _Reader(paper.text), rows_of(paper), 0
    clauses: list[Clause] = []
    for line in lines_of(paper.text):
        begun = next((start for start in tables if line.start <= start < line.end), None)
        if begun is not None:
            clauses.extend(reader.cells(tables[begun]))
            done = max(cell.end for cell in tables[begun])
        elif line.start >= done:
            clauses.extend(reader.read(line))
    return tuple(clauses)


class _Reader:
    """What is over the line that is read: headings, the lead-in of a list, the head of a table."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._outline = Outline()
        self._rows = TextRows()
        self._lead = ""
        self._lead_number = ""
        self._number = ""
        self._titled = False

    def read(self, line: TextLine) -> Iterator[Clause]:
        """The clauses of a line."""
        words = self._text[line.start : line.end]
        mark = MARK.match(words)
        start = line.start + (mark.end() if mark and mark.end() < len(words) else 0)
        body = self._text[start : line.end]
        if is_row(body):
            yield self._rows.row(body, start, self._outline.over)
            return
        self._rows = TextRows()
        mark_words = mark[0] if mark else ""
        if heading := heading_of(words, mark_words, body, listed=bool(self._lead)):
            yield self._heading(heading, mark_words, Clause(start, line.end, body, ClauseKind.HEADING))
            return
        yield from self._sentences(start, line, mark_words)
        self._titled = False

    def cells(self, cells: tuple[Cell, ...]) -> Iterator[Clause]:
        """The clauses of a row of a table."""
        return row_clauses(self._text, cells, self._outline.over)

    def _heading(self, heading: str, mark: str, clause: Clause) -> Clause:
        """A heading; the lead-in of a list goes on below it only where it stands deeper."""
        self._outline.add(heading, mark)
        if not _deeper(self._lead_number, mark):
            self._lead = ""
        self._number, self._titled = mark, True
        return replace(clause, heading=self._outline.over)

    def _sentences(self, start: int, line: TextLine, mark: str) -> Iterator[Clause]:
        """The sentences of a paragraph or list item, each with its lead-in."""
        label = label_of(self._text[start : line.end])
        over = self._outline.over
        if label and not self._outline.asked and (mark or not self._titled):
            title = label.strip(" .:—–-*_")
            if mark and not _is_item(mark):
                self._outline.add(title, mark)
                self._number = mark
            over = self._outline.over if mark and not _is_item(mark) else self._outline.under(title)
        if not mark.strip() and line.parted and not self._lead_goes_on(start, line):
            self._lead = ""
        lead = self._lead
        for begin, end in sentences_in(self._text, start, line.end):
            for clause in items_in(self._text, begin, end):
                read_clause = replace(clause, heading=over)
                read_clause = replace(read_clause, kind=kind_of(read_clause, over), lead=_joined(lead, clause.lead))
                if read_clause.kind is ClauseKind.QUESTION:
                    self._outline.add_question(read_clause.text)
                    over = self._outline.over
                yield read_clause
            lead = ""
        last = self._text[start : line.end].rstrip()
        if last.endswith((":", "—", ": *", ":**")):
            begin, end = list(sentences_in(self._text, start, line.end))[-1]
            ends = _joined(self._lead if _is_item(mark) else "", self._text[begin:end])
            self._lead, self._lead_number = ends, mark if re.search(r"\d", mark) else self._number

    def _lead_goes_on(self, start: int, line: TextLine) -> bool:
        """Whether an unmarked line completes the lead-in: a short one that begins as a list item does."""
        words = self._text[start : line.end]
        if words.rstrip().endswith((".", ":")) and not words[:1].islower():
            return False
        return bool(self._lead) and len(words) < 200


def _is_item(mark: str) -> bool:
    return bool(re.match(r"\s*(?:[-*•●▪◦‣·–—]|\(|[a-z][.)])", mark))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _deeper(lead: str, mark: str) -> bool:
    """Whether a numbered heading stands below the numbered clause that leads."""
    ours, theirs = (re.findall(r"\d+", words) for words in (lead, mark))
    return bool(ours) and len(theirs) > len(ours) and theirs[: len(ours)] == ours
