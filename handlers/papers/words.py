"""What people are told about a file that cannot be read, or not wholly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def pictures(pages: Sequence[int]) -> str:
    """Which pages are pictures, from 1."""
    if len(pages) == 1:
        return messages.page_is_a_picture_its_text(pages=pages[0])
    return messages.pages_are_pictures_their_text_could(pages=_listed(pages))


def _listed(pages: Sequence[int]) -> str:
    """Numbers, those in a row as the first and the last."""
    runs = [[page for _, page in group] for _, group in groupby(enumerate(pages), lambda pair: pair[1] - pair[0])]
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
