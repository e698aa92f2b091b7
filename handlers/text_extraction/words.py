"""What people are told about a file that cannot be read, or not wholly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING

from handlers.dialogue.catalog import Sentence, catalog

if TYPE_CHECKING:
    from handlers.text_extraction.building import RecognizedPage

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


SURE = 93
"""Percent of confidence below which a page is named as doubtful: with 92, up to a tenth of the words were wrong."""


def pictures(pages: Sequence[int]) -> str:
    """Which pages are pictures, from 1."""
    if len(pages) == 1:
        return messages.page_is_a_picture_its_text(pages=pages[0])
    return messages.pages_are_pictures_their_text_could(pages=_listed(pages))


def recognized(pages: Sequence[RecognizedPage]) -> str:
    """Which pages of which files were recognized in pictures, how surely, and which of them are doubtful."""
    by_file = {file: list(group) for file, group in groupby(pages, lambda page: page.file)}
    each = (
        messages.note_of(name=file, note=_recognized(group)) if file else _recognized(group)
        for file, group in by_file.items()
    )
    return " ".join(each)


def _recognized(pages: Sequence[RecognizedPage]) -> str:
    mean = round(fmean(page.confidence for page in pages))
    says = messages.recognized_here(pages=_listed([page.page for page in pages]), number=len(pages), percent=mean)
    doubtful = [page for page in pages if page.confidence < SURE]
    if not doubtful:
        return says
    told = _joined([messages.page_with_percent(page=one.page, percent=one.confidence) for one in doubtful])
    return f"{says} {messages.look_closely(pages=told, number=len(doubtful), sure=SURE)}"


def not_tried(pages: Sequence[int]) -> str:
    """Which pages are pictures for which there was no time."""
    return messages.not_tried(pages=_listed(pages), number=len(pages))


def _listed(pages: Sequence[int]) -> str:
    """Numbers, those in a row as the first and the last."""
    runs = [[page for _, page in group] for _, group in groupby(enumerate(pages), lambda pair: pair[1] - pair[0])]
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return _joined(parts)


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
