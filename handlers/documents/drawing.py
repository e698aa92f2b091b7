"""A chart as a picture, for papers that cannot draw one themselves."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from handlers.dialogue.chart import Bar, Chart, Look

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

COLORS: Mapping[Look, str] = {"late": "#c92a2a", "soon": "#e8a400", "good": "#2b8a3e", "plain": "#3b5bdb"}
WIDTH, MARGIN, LINE, LETTERS = 1200, 24, 52, 26
"""Pixels; a picture is twice as large as it stands on the page, so that it prints well."""
INK, PAPER = "#1b1b1b", "#ffffff"


def height(chart: Chart) -> int:
    """Pixels of the picture from top to bottom."""
    return MARGIN * 2 + LINE * (len(chart.bars) + 1)


def drawn(chart: Chart) -> bytes:
    """The bars, each with its label and number, as a PNG on white."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - only papers need it

    font = ImageFont.load_default(LETTERS)
    picture = Image.new("RGB", (WIDTH, height(chart)), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN, MARGIN), chart.title, INK, font=font)
    start = MARGIN * 2 + int(max(draw.textlength(bar.label, font=font) for bar in chart.bars))
    scale = (WIDTH - start - 5 * MARGIN) / max(bar.value for bar in chart.bars)
    for number, bar in enumerate(chart.bars, 1):
        _draw_bar(draw, bar, (start, MARGIN + LINE * number), scale, font)
    packed = io.BytesIO()
    picture.quantize(32).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _draw_bar(draw: ImageDraw, bar: Bar, corner: tuple[int, int], scale: float, font: FreeTypeFont | ImageFont) -> None:
    left, top = corner
    right = left + max(4 if bar.value else 0, round(bar.value * scale))
    draw.text((MARGIN, top + 4), bar.label, INK, font=font)
    if bar.value:
        draw.rectangle((left, top, right, top + LINE - 14), COLORS[bar.look])
    draw.text((right + MARGIN // 2, top + 4), str(bar.value), INK, font=font)
