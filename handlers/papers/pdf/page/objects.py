"""Finds the paths and pictures that a page is drawn of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

DEEPEST = 4
"""How far drawings may stand within drawings."""
Drawn = Any
"""A handle of the library."""


def page_objects(page: pypdfium2.PdfPage, kind: int) -> Iterator[Drawn]:
    """Every object of a kind, also within groups. Letters are most of what is drawn, so this must be fast."""
    raw = page.raw
    return _objects(pdfium.FPDFPage_CountObjects(raw), partial(pdfium.FPDFPage_GetObject, raw), kind, DEEPEST)


def has_pictures(page: pypdfium2.PdfPage) -> bool:
    """Whether there is a picture on the page."""
    return next(page_objects(page, pdfium.FPDF_PAGEOBJ_IMAGE), None) is not None


def has_unseen_text(page: pypdfium2.PdfPage) -> bool:
    """Whether the first text is there to be searched only, as programs put it over a picture."""
    text = next(page_objects(page, pdfium.FPDF_PAGEOBJ_TEXT), None)
    return text is not None and pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _objects(count: int, get: Callable[[int], Drawn], kind: int, depth: int) -> Iterator[Drawn]:
    kind_of, group = pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_FORM
    for number in range(count):
        found = get(number)
        own = kind_of(found)
        if own == kind:
            yield found
        elif own == group and depth:
            inner = partial(pdfium.FPDFFormObj_GetObject, found)
            yield from _objects(pdfium.FPDFFormObj_CountObjects(found), inner, kind, depth - 1)
