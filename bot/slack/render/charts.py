"""Renders a chart in Slack, and in letters where Slack draws none."""

from __future__ import annotations

from dataclasses import replace

from bot.slack.render.block import Block
from bot.slack.render.escape import Json
from handlers.dialogue.chart import Bar, Chart

CHART = "data_visualization"
"""The type of the block; Slack knows it since June 2026, in messages."""
SERIES = "Deadlines"


def chart_block(chart: Chart) -> Block:
    """Amounts as Slack's bars; parts of a whole as a line of squares, as its pie gives them colors of its own."""
    said = f"{chart.title}: {chart.says}"
    if chart.whole:
        return Block(_rich(_bold(f"{chart.title}: "), _text(f"{chart.squares()} {chart.says}")), said)
    points = [{"label": bar.label, "value": bar.value} for bar in chart.bars]
    drawn = {
        "type": "bar",
        "series": [{"name": SERIES, "data": points}],
        "axis_config": {"categories": [bar.label for bar in chart.bars]},
    }
    return Block({"type": CHART, "title": chart.title, "chart": drawn}, said)


def in_letters(block: Block) -> Block:
    """The block; a chart drawn in letters below its text, as a view has none for those who hear it read out."""
    if block.json.get("type") != CHART:
        return block
    return replace(block, json=_lettered(block.json, block.says.removeprefix(block.json["title"])))


def has_charts(payload: Json) -> bool:
    """Whether a message holds a chart."""
    return any(block.get("type") == CHART for block in payload.get("blocks", ()))


def without_charts(payload: Json) -> Json:
    """The message for a Slack that takes no charts."""
    blocks = [_lettered(block) if block.get("type") == CHART else block for block in payload["blocks"]]
    return {**payload, "blocks": blocks}


def _lettered(block: Json, says: str = "") -> Json:
    bars = tuple(Bar(point["label"], point["value"]) for point in block["chart"]["series"][0]["data"])
    drawn = _text("\n".join(Chart(block["title"], bars, "").lines()))
    made = _rich(_bold(block["title"]), *((_text(says),) if says else ()))
    made["elements"].append({"type": "rich_text_preformatted", "elements": [drawn]})
    return made


def _rich(*runs: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(runs)}]}


def _text(text: str) -> Json:
    return {"type": "text", "text": text}


def _bold(text: str) -> Json:
    return {**_text(text), "style": {"bold": True}}
