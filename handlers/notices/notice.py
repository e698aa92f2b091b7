"""Fills a notice's template from a record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal

from handlers.contracts.form.provisions import marks_of
from handlers.dialogue.desk import Desk
from handlers.documents.as_text import plain
from handlers.documents.document import (
    Blank,
    Block,
    BulletList,
    Document,
    Heading,
    Language,
    Paragraph,
    Run,
    Strong,
)
from handlers.law import words as law_words
from handlers.notices import words as notice_words
from handlers.notices.values import Values, values_of
from knowledge.notice import PLACE, Notice, NoticePart
from knowledge.notice import Language as Column
from storage.kinds.family_request import FamilyRequest
from storage.records import Breach, Contract

NoticeKind = Literal["contract", "yearly", "breach", "follow-up", "missing-terms", "deletion", "family-request"]
NoticeRecord = Contract | Breach | FamilyRequest
"""What a notice can be of."""
KINDS: Final[tuple[NoticeKind, ...]] = (
    "contract", "yearly", "breach", "follow-up", "missing-terms", "deletion", "family-request",
)  # fmt: skip
_COLUMNS: Final[dict[Language, Column]] = {"en": "english", "es": "spanish"}


def notice_of(kind: NoticeKind, record: NoticeRecord | None, language: Language, desk: Desk) -> Document:
    """The notice of a contract or a breach, or the yearly one (of no record); what is not known is a blank.

    ``contract``, ``missing-terms`` and ``deletion`` are of a contract, ``breach`` and ``follow-up`` of a breach,
    ``family-request`` of a request. The
    template is the one of the district's law of today.
    """
    template, values = template_of(kind, desk), values_of(record, language, desk)
    items = _each(record, language, desk)
    shown = [part for part in template.parts if all(name in values for name in part.only_with)]
    blocks: list[Block] = []
    for points, parts in groupby(shown, lambda part: part.kind == "point" or bool(part.each)):
        made = [block for part in parts for block in _blocks(part, values, items, language)]
        blocks += [BulletList(tuple(line for one in made for line in _lines(one)))] if points and made else made
    return Document(
        title=plain(_filled(template.title.of(_COLUMNS[language]), values, language)),
        blocks=tuple(blocks),
        made=desk.today,
        language=language,
        footer=notice_words.law_line(law_words.pin(template.cite), language),
    )


def template_of(kind: NoticeKind, desk: Desk) -> Notice:
    """The notice as it is to be sent today."""
    return desk.law.named(Notice, kind, desk.today)


def _blocks(part: NoticePart, values: Values, items: list[Values], language: Language) -> Iterator[Block]:
    text = part.of(_COLUMNS[language])
    if part.each:
        yield from (Paragraph(_filled(text, {**values, **item}, language)) for item in items)
    elif part.kind == "heading":
        yield Heading(plain(_filled(text, values, language)))
    else:
        yield Paragraph(_filled(text, values, language))


def _lines(block: Block) -> Iterator[tuple[Run, ...]]:
    if isinstance(block, Paragraph):
        yield block.runs


def _each(record: NoticeRecord | None, language: Language, desk: Desk) -> list[Values]:
    """The provisions that a vendor is asked for, one by one, with the model sentence."""
    if not isinstance(record, Contract):
        return []
    return [
        {
            "provision": (Strong(item.title if language == "en" else item.spanish or item.title),),
            "cite": (law_words.pin(item.cite),),
            "model": (item.model,),
        }
        for item in marks_of(record, desk).to_ask_for
    ]


def after(name: str, rest: str) -> str:
    """What follows a name in a sentence, without a second full stop behind "Inc." or "S.A."."""
    return rest.removeprefix(".") if name.endswith(".") else rest


def _filled(text: str, values: Values, language: Language) -> tuple[Run, ...]:
    """The text with what is known in the place of its braces, and blanks for the rest."""
    runs: list[Run] = []
    for place, piece in enumerate(PLACE.split(text)):
        if place % 2 == 0:
            runs.append(after(runs[-1], piece) if runs and isinstance(runs[-1], str) else piece)
        elif piece in values:
            runs += values[piece]
        else:
            known = notice_words.BLANKS.get(piece, (piece, piece))
            runs.append(Blank(notice_words.said(known, language)))
    return tuple(run for run in runs if run)
