"""What a heading, a question or the label of a row is about: what stands under it need not name it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.dialogue import bounded_re as re
from handlers.review.passages.clause import ClauseKind
from handlers.review.reading.read import ReadClause, ReadPaper
from handlers.review.wording.lexicon import rx

TOPICS: Mapping[str, str] = {
    "property": r"{own}[^›]{0,40}(?:DATA|content|it|control)|DATA[^›]{0,20}{own}|^(?:data )?ownership$|who owns",
    "deletion": r"{delete}",
    "purpose": r"{use}[^›]{0,60}(?:outside|beyond|other|limit\w*|only|purposes?|contract)|(?:limit\w*|permitted|authorized|purposes?)[^›]{0,30}{use}|purpose limit\w*|what (?:do )?(?:you|VENDOR|BOARD) do with|{use} (?:it|DATA|this|that) for",
    "review": r"FAMILY[^›]{0,80}(?:{see}|{mend})|(?:{see}|{mend})[^›]{0,80}FAMILY|access (?:and|&) correction|(?:review|inspect\w*) (?:and|&|or) correct\w*",
    "security": r"{secure}|safeguards?",
    "breach": r"breach[^›]*\?|data breach|breach (?:notif|notice|report|response)\w*|{notify}[^›]{0,30}{breach}|{breach}[^›]{0,30}{notify}|security incident|^\W*breach(?:es)?\W*$",
    "end": r"(?:{keep}|{delete}|{return}|becomes|happens|after)[^›]{0,60}{end}|{end}[^›]{0,60}(?:{keep}|{delete}|{return}|DATA)|retention|how long|DATA (?:after|following)",
    "ferpa": r"{ferpa}",
    "governing-law": r"govern\w* law|law[^›]{0,20}govern\w*|which state|choice of law|applicable law|whose law|what law",
    "severability": r"severab\w*|(?:{void}|partial invalidity)[^›]{0,40}(?:{rest}|provision|clause|part)",
}
TITLES: Mapping[str, str] = {
    "property": r"{own}|whose|belongs?",
    "deletion": r"{delete}",
    "purpose": r"(?:how|what)[^›]*(?:{use}|do with)|{use} of|purposes?|(?:permitted|authorized|limits?)[^›]*{use}",
    "review": r"^(?:for )?FAMILY$|FAMILY[^›]*(?:{see}|{mend}|rights|requests)|{see} (?:and|&|or) {mend}",
    "security": r"{secure}|safe",
    "breach": r"{breach}|leaks?",
    "end": r"{end}|leav\w+|retention",
    "ferpa": r"{ferpa}",
    "governing-law": TOPICS["governing-law"],
    "severability": r"severab\w*|{void}",
}
"""Titles whose words may be missing below them."""


def answers_to(topic: str, reading: ReadPaper) -> list[ReadClause]:
    """What stands right under a question, or beside a label, on the topic."""
    return [read for read in reading.promises if _asked(topic, read)]


def titled(topic: str, reading: ReadPaper) -> list[ReadClause]:
    """What stands under a heading on the topic."""
    return [read for read in reading.promises if _about(topic, read.heading.rsplit("›", 1)[-1])]


def open_places(topic: str, reading: ReadPaper) -> Iterator[ReadClause]:
    """Labels on the topic with nothing beside them."""
    for read in reading.all:
        if (
            read.clause.row
            and read.clause.kind is not ClauseKind.HEADING
            and _about(topic, read.heading.rsplit("›", 1)[-1])
            and (read.blank or not _answer(read))
        ):
            yield read


def _asked(topic: str, read: ReadClause) -> bool:
    nearest = read.heading.rsplit("›", 1)[-1]
    return ("?" in nearest or read.clause.row) and _about(topic, nearest)


def _answer(read: ReadClause) -> str:
    """What stands beside the label of a row."""
    cells = [cell for cell in re.split(r"\||\t", read.own)[1:] if re.search(r"\w", cell)]
    return " ".join(cells)


def _about(topic: str, words: str) -> bool:
    return bool(rx(TOPICS[topic]).search(words.strip()))
