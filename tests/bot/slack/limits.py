"""What does Slack refuse in a message, a modal or an App Home, by its published limits? Told by our own reading of them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block

Json = dict[str, Any]
LENGTHS = {"header": 150, "button": 75, "option": 75, "input": 2000, "hint": 2000, "context": 2000, "group": 75}
MAY: Mapping[str, set[str]] = {
    "message": {"header", "rich_text", "context", "actions", "divider", "section", "data_visualization"},
    "modal": {"header", "rich_text", "context", "actions", "divider", "section", "input"},
    "home": {"header", "rich_text", "context", "actions", "divider", "section"},
}
CHOOSE = {"checkboxes": 10, "radio_buttons": 10, "static_select": 100, "multi_static_select": 100}
RUNS = {"text", "link", "date", "user"}


def walk(found: Any) -> Iterator[Json]:
    if isinstance(found, dict):
        yield found
    for inner in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from walk(inner)


def leaves(blocks: Any) -> str:
    """What is seen, in order, without blanks."""
    seen = [
        one.get("fallback") or one.get("text")
        for one in walk(blocks)
        if isinstance(one.get("text"), str) or "fallback" in one
    ]
    return "".join("".join(str(text).split()) for text in seen)


def tidy(text: str) -> str:
    """The text as it is shown, told by our own reading of what no screen shows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]", "\ufffd", re.sub("[\x0b\x0c\x1c-\x1f]", " ", lines))


def bare(text: str) -> str:
    """The same without blanks, as `leaves` has it."""
    return "".join(tidy(text).split())


def complaints(thing: Json) -> Iterator[str]:
    """Everything that Slack would refuse in a message, a modal or a home."""
    kind = thing.get("type", "message")
    blocks = thing["blocks"]
    if len(blocks) > (50 if kind == "message" else 100):
        yield f"{len(blocks)} blocks"
    if len(json.dumps(thing)) > 250_000:
        yield "too many bytes"
    if kind == "message":
        yield from _message(thing)
    if kind == "modal":
        yield from _modal(thing)
    for block in blocks:
        if block["type"] not in MAY[kind]:
            yield f"no {block['type']} in a {kind}"
        yield from _block(block)
        if block["type"] == "data_visualization":
            continue  # slack_sdk does not know it yet
        try:
            Block.parse(block).validate_json()
        except Exception as problem:  # noqa: BLE001 - slack_sdk says it in several ways
            yield f"slack_sdk: {problem}"
    for ids in ("action_id", "block_id"):
        every = [one[ids] for one in walk(blocks) if ids in one]
        if (kind != "modal" or ids == "block_id") and len(set(every)) < len(every):
            yield f"a second {ids}: {every}"
        if any(len(id) > 255 for id in every):
            yield f"long {ids}"


def _message(thing: Json) -> Iterator[str]:
    if not thing["text"] or len(thing["text"]) > 40_000:
        yield "no text, or too long a text"
    sent = sum(
        len(one[key])
        for one in walk(thing["blocks"])
        for key in ("text", "value", "url")
        if isinstance(one.get(key), str)
    )
    if sent > 13_000:
        yield f"{sent} characters"


def _modal(thing: Json) -> Iterator[str]:
    for name in ("title", "submit", "close"):
        if name in thing and not 0 < len(thing[name]["text"]) <= 24:
            yield f"{name} of the modal"
    if len(thing["private_metadata"]) > 3000 or len(thing["callback_id"]) > 255:
        yield "private_metadata or callback_id"
    if any(block["type"] == "input" for block in thing["blocks"]) and "submit" not in thing:
        yield "nothing to send it with"


def _block(block: Json) -> Iterator[str]:
    seen = leaves([block])
    if block["type"] not in {"divider", "input", "data_visualization"} and not seen:
        yield f"empty {block['type']}"
    match block["type"]:
        case "header":
            yield from _text(block["text"], LENGTHS["header"])
        case "context":
            if len(block["elements"]) > 10:
                yield "context"
            for one in block["elements"]:
                yield from _text(one, LENGTHS["context"])
        case "actions":
            yield from _actions(block["elements"])
        case "section":
            yield from _section(block)
        case "data_visualization":
            yield from _chart(block)
        case "rich_text":
            yield from _rich(block)
        case "input":
            yield from _input(block)


def _actions(elements: list[Json]) -> Iterator[str]:
    if len(elements) > 25:
        yield "actions"
    for element in elements:
        if element["type"] == "datepicker":
            yield from _text(element["placeholder"], 150)
        else:
            yield from _pressed(element)


def _section(block: Json) -> Iterator[str]:
    fields = block.get("fields", ())
    if "text" in block and (block["text"]["type"] != "mrkdwn" or not 0 < len(block["text"]["text"]) <= 3000):
        yield "text of a section"
    if not ("text" in block or fields) or len(fields) > 10:
        yield "a section"
    if any(one["type"] != "mrkdwn" or not 0 < len(one["text"]) <= 2000 for one in fields):
        yield "fields of a section"
    yield from _pressed(block["accessory"]) if "accessory" in block else ()


def _pressed(element: Json) -> Iterator[str]:
    """A button, or a menu."""
    if element["type"] == "overflow":
        if not 0 < len(element["options"]) <= 5:
            yield "options of a menu"
        for option in element["options"]:
            yield from _text(option["text"], LENGTHS["option"])
            if not 0 < len(option["value"]) <= 150:
                yield "value of an option"
        return
    yield from _text(element["text"], LENGTHS["button"])
    if not 0 < len(element["value"]) <= 2000:
        yield "value of a button"


def _chart(block: Json) -> Iterator[str]:
    """Bars, one for each category, each with a label of its own."""
    chart = block["chart"]
    labels = chart["axis_config"]["categories"]
    if not 0 < len(block["title"]) <= 50 or chart["type"] != "bar" or not 0 < len(chart["series"]) <= 6:
        yield "a chart"
    if any(not 0 < len(label) <= 20 for label in labels) or not 0 < len(labels) <= 20 or len(set(labels)) < len(labels):
        yield "labels of a chart"
    if any([point["label"] for point in one["data"]] != labels for one in chart["series"]):
        yield "a series that leaves out a category"


def _rich(block: Json) -> Iterator[str]:
    sections = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
    if len(leaves(block)) > 3000:
        yield "a block of more than 3,000 characters"
    for one in walk(block["elements"]):
        if "type" not in one:
            continue
        if one["type"] not in sections | RUNS:
            yield f"{one['type']} in rich text"
        if one["type"] == "text" and not one["text"]:
            yield "empty run"
        if one["type"] in sections and not one["elements"]:
            yield f"empty {one['type']}"


def _input(block: Json) -> Iterator[str]:
    element = block["element"]
    yield from _text(block["label"], LENGTHS["input"])
    yield from _text(block["hint"], LENGTHS["hint"]) if "hint" in block else ()
    if len(element.get("initial_value", "")) > 3000:
        yield "initial_value"
    groups = element.get("option_groups") or ([element] if element["type"] in CHOOSE else [])
    offered = [option for group in groups for option in group["options"]]
    if len(groups) > 100 or any(not 0 < len(group["options"]) <= CHOOSE[element["type"]] for group in groups):
        yield "options"
    for option in offered:
        yield from _text(option["text"], LENGTHS["option"])
        if not 0 < len(option["value"]) <= 150:
            yield "value of an option"
    for option in (
        *element.get("initial_options", ()),
        *([element["initial_option"]] if "initial_option" in element else ()),
    ):
        if option not in offered:
            yield "an initial option that is not offered"


def _text(found: Json, most: int) -> Iterator[str]:
    if found["type"] != "plain_text" or found["emoji"] or not 0 < len(found["text"]) <= most:
        yield f"text of {len(found['text'])} characters where {most} fit, or markup"
