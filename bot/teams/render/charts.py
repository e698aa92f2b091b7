"""Renders figures and charts in a card, with a chart in letters for clients that draw none."""

from collections.abc import Mapping

from bot.teams.client import Json
from bot.teams.render.escape import block, runs
from handlers.dialogue.chart import Chart, Look, Tile, Tiles
from handlers.dialogue.text import MARKS

COLORS: Mapping[Look, str] = {"late": "attention", "soon": "warning", "good": "good", "plain": "categoricalBlue"}
"""Teams' names for colors, which it adapts to light and dark themes."""


def drawn(part: Chart | Tiles) -> Json:
    """The figures side by side, each above what it counts; or the chart."""
    if isinstance(part, Chart):
        return _chart(part)
    return {"type": "ColumnSet", "columns": [*map(_column, part.tiles)]}


def _column(tile: Tile) -> Json:
    number = runs(f"{MARKS[tile.stands][0]} {tile.value}".strip(), "heading")
    items = [block(number), block(runs(tile.label, "small"), "None")]
    return {"type": "Column", "width": "stretch", "items": items}


def _chart(chart: Chart) -> Json:
    """The chart: amounts as bars, parts of a whole as one bar in pieces."""
    if chart.whole:
        parts = [
            {"legend": bar.label, "value": bar.value, "color": COLORS[bar.look]} for bar in chart.bars if bar.value
        ]
        drawn: Json = {"type": "Chart.HorizontalBar.Stacked", "data": [{"title": chart.title, "data": parts}]}
    else:
        bars = [{"x": bar.label, "y": bar.value, "color": COLORS[bar.look]} for bar in chart.bars]
        drawn = {"type": "Chart.VerticalBar", "title": chart.title, "showBarValues": True, "data": bars}
    return {**drawn, "fallback": _in_letters(chart)}


def _in_letters(chart: Chart) -> Json:
    """The chart as text, for clients that draw none; its spaces do not collapse."""
    if chart.whole:
        return block([*runs(f"{chart.title}: ", "bold"), *runs(f"{chart.squares()} {chart.says}")])
    lines = "\n".join(chart.lines()).replace(" ", "\u00a0")
    items = [block(runs(chart.title, "bold")), block(runs(lines, fontType="Monospace"), "None")]
    return {"type": "Container", "items": items}
