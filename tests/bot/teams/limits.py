"""What does Teams refuse or leave out in a message, a card or a dialog? Told by our own reading of what is published.

Adaptive Cards 1.5 as Teams takes it: what stands here is what we use, and anything else is a complaint. So is every
text of ours that stands where a client may read Markdown, and every function that a client would work out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.teams import words
from bot.teams.render.buttons import BESIDE
from handlers.forms.words import NEEDED

Json = dict[str, Any]
LARGEST = 80_000
"""Bytes that we allow ourselves, as UTF-16; Teams answers 413 beyond some 100 kB."""
MOST_ACTIONS, MOST_SUGGESTED, LONGEST_TITLE = 6, 3, 75
EVERY = {"type", "spacing", "separator", "isVisible", "id"}
LOOKS = {"weight", "size", "color", "isSubtle", "underline", "selectAction", "fontType"}
ACTION = {"title", "style", "mode", "tooltip", "isEnabled"}
INPUT = {"label", "isRequired", "errorMessage", "placeholder", "value"}
MAY: Mapping[str, set[str]] = {
    "AdaptiveCard": {"type", "version", "$schema", "body", "fallbackText", "msteams"},
    "RichTextBlock": EVERY | {"inlines"},
    "TextRun": {"type", "text"} | LOOKS,
    "TextBlock": EVERY | {"text", "wrap"},
    "mention": {"type", "text", "mentioned"},
    "Container": EVERY | {"items", "style", "bleed", "selectAction"},
    "ColumnSet": EVERY | {"columns"},
    "Column": EVERY | {"items", "width"},
    "Table": EVERY | {"columns", "rows", "showGridLines", "firstRowAsHeaders"},
    "TableRow": {"type", "cells"},
    "TableCell": {"type", "items", "verticalContentAlignment"},
    "Chart.VerticalBar": EVERY | {"title", "data", "showBarValues", "fallback"},
    "Chart.HorizontalBar.Stacked": EVERY | {"data", "fallback"},
    "ActionSet": EVERY | {"actions"},
    "Action.Execute": {"type", "verb", "data", "associatedInputs", "fallback"} | ACTION,
    "Action.Submit": {"type", "data", "associatedInputs"} | ACTION,
    "Action.OpenUrl": {"type", "url"} | ACTION,
    "Action.ToggleVisibility": {"type", "targetElements"} | ACTION,
    "Input.Text": EVERY | INPUT | {"isMultiline", "style"},
    "Input.Date": EVERY | INPUT,
    "Input.Time": EVERY | INPUT,
    "Input.Number": EVERY | INPUT | {"min"},
    "Input.ChoiceSet": EVERY | INPUT | {"choices", "choices.data", "style", "isMultiSelect", "wrap"},
}
"""The types and their properties. No FactSet or Toggle: those read Markdown, as a TextBlock does, which has nothing but mentions. No ``speak``: SSML."""
OF = {
    "spacing": {"None", "Small", "Default", "Medium", "Large"},
    "weight": {"Bolder"},
    "size": {"Small", "Large"},
    "color": {"Accent", "Attention"},
    "width": {"auto", "stretch"},
    "associatedInputs": {"auto", "none"},
}
STYLES = {
    "Container": {"default", "emphasis", "good", "attention", "warning", "accent"},
    "Input.Text": {"Url"},
    "Input.ChoiceSet": {"compact", "expanded", "filtered"},
    "Action.Execute": {"positive"},
    "Action.Submit": {"positive"},
}
OURS = {
    *(words.FIRST_DAY, words.LAST_DAY),
    *(words.TOO_OLD, words.PICK, words.FIND, words.FIND_PERSON, NEEDED),
    *(
        "center",
        *BESIDE[1:],
        "secondary",
        "Monospace",
        "1.5",
        "http://adaptivecards.io/schemas/adaptive-card.json",
        "Full",
        "Data.Query",
        "graph.microsoft.com/users",
    ),
}
"""Texts of ours in which nothing is to be read, wherever they stand."""
FREE = {
    ("TextRun", "text"),
    ("Chart.VerticalBar", "title"),
    ("Action.OpenUrl", "url"),
    *((kind, "value") for kind in ("Input.Text", "Input.Date", "Input.Time", "Input.ChoiceSet", "choice")),
}
"""Where a text stands letter by letter, and nothing is read into it."""
READ = {*((kind, "label") for kind in MAY if kind.startswith("Input.")), ("choice", "title")}
"""Where one client reads Markdown and another does not."""
MENTIONS = {("TextBlock", "text"), ("mention", "text"), ("mention", "name")}
"""Names of people between marks that Teams reads as a mention."""
TITLES = {(kind, "title") for kind in MAY if kind.startswith("Action.")}


def walk(found: Any) -> Iterator[Json]:
    """Everything in it; the data of buttons, which nobody sees, is left out."""
    if isinstance(found, dict):
        yield found
    inner = [v for k, v in found.items() if k not in {"data", "fallback"}] if isinstance(found, dict) else found
    for one in inner if isinstance(inner, list) else ():
        yield from walk(one)


def leaves(thing: Any) -> str:
    """What is seen in runs, in order, without blanks."""
    return "".join("".join(one["text"].split()) for one in walk(thing) if one.get("type") == "TextRun")


def cards(message: Json) -> list[Json]:
    """The cards of a message."""
    return [one["content"] for one in message["attachments"]]


def heavy(thing: Any) -> bool:
    """Whether it is more than Teams takes, or than the wire carries."""
    as_read = json.dumps(thing, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
    return max(len(as_read), len(json.dumps(thing))) > LARGEST


def complaints(thing: Json) -> Iterator[str]:
    """Everything that Teams would refuse, leave out or misread in a message, a dialog or a card."""
    if heavy(thing):
        yield "too many bytes"
    match thing.get("type"):
        case "message":
            yield from _message(thing)
        case "AdaptiveCard":
            yield from _card(thing)
        case _:
            yield from _dialog(thing)


def _message(thing: Json) -> Iterator[str]:
    if set(thing) != {"type", "summary", "attachments"} or len(thing["attachments"]) != 1:
        yield f"a message of {sorted(thing)}"
    if not 0 < len(thing["summary"]) <= 400 or "\n" in thing["summary"]:
        yield "no summary, or too long a one"
    yield from _attached(thing["attachments"][0])
    if any(one["type"].startswith("Input.") for one in walk(cards(thing)) if "type" in one):
        yield "an input in a message that tells something"


def _dialog(thing: Json) -> Iterator[str]:
    if set(thing) != {"title", "height", "width", "card"} or not 0 < len(thing["title"]) <= 60:
        yield "a dialog's value"
    if {thing["height"], thing["width"]} - {"small", "medium", "large"}:
        yield "a dialog's size"
    yield from _attached(thing["card"])
    for one in walk(thing["card"]):
        if one.get("type") == "Action.Execute" or "msteams" in one.get("data", {}):
            yield "a dialog takes Action.Submit"


def _attached(thing: Json) -> Iterator[str]:
    if set(thing) != {"contentType", "content"} or thing["contentType"] != "application/vnd.microsoft.card.adaptive":
        yield "an attachment"
    yield from _card(thing["content"])


def _card(card: Json) -> Iterator[str]:
    if (card["type"], card["version"]) != ("AdaptiveCard", "1.5") or not card["body"]:
        yield "no card of 1.5, or an empty one"
    ids = [one["id"] for one in walk(card) if "id" in one]
    if len(set(ids)) < len(ids):
        yield f"a second id: {ids}"
    for one in walk(card["body"]):
        if "type" in one and one["type"] != "Data.Query":
            yield from _element(one)
    yield from _strings(card, "", "")


def _element(one: Json) -> Iterator[str]:
    kind = one["type"]
    if strange := set(one) - MAY.get(kind, set()):
        yield f"{kind} with {strange}"
    for name, known in OF.items():
        if name in one and one[name] not in known:
            yield f"{name} {one[name]}"
    if "style" in one and one["style"] not in STYLES.get(kind, set()):
        yield f"{kind} in style {one['style']}"
    for name in ("inlines", "items", "columns", "actions"):
        if name in one and not one[name]:
            yield f"empty {kind}"
    if kind == "TextRun" and (not one["text"] or re.search(r"\{\{|\$\{|[\x00-\x08\x0b-\x1f\x7f]", one["text"])):
        yield f"a run that is empty or a function: {one['text'][:40]}"
    if kind == "RichTextBlock" and (one["inlines"][0]["text"][0] + one["inlines"][-1]["text"][-1]).count("\n"):
        yield "a line end at the edge, which Android drops"
    if kind == "ActionSet" and sum(action.get("mode") != "secondary" for action in one["actions"]) > MOST_ACTIONS:
        yield "more buttons than Teams shows"
    if kind.startswith("Action."):
        yield from _action(one)
    if kind.startswith("Input."):
        yield from _input(one)


def _action(one: Json) -> Iterator[str]:
    if not one["title"].strip() or (one["type"] != "Action.OpenUrl" and len(one["title"]) > LONGEST_TITLE):
        yield "the title of a button"
    if one["type"] == "Action.OpenUrl":
        if not re.fullmatch(r"https?://\S+", one["url"]):
            yield f"a link to {one['url'][:40]}"
        return
    if one["type"] == "Action.ToggleVisibility":
        yield from ["it shows nothing"] if not one["targetElements"] else []
        return
    if not isinstance(one["data"], dict) or not (one["data"].get("say") or one["data"].get("form")):
        yield "a button that brings nothing"
    if one["data"].get("msteams", {"type": "task/fetch"}) != {"type": "task/fetch"}:
        yield "a button that Teams does not know"
    if one["type"] == "Action.Execute":
        back = one["fallback"]
        if (back["type"], back["data"], back["title"]) != ("Action.Submit", one["data"], one["title"]) or not one[
            "verb"
        ]:
            yield "Execute without a Submit of the same"
        yield from _element(back)


def _input(one: Json) -> Iterator[str]:
    if not one["label"].strip() or not one["id"] or one.get("isRequired", False) != ("errorMessage" in one):
        yield f"an input without a label, an id or what is said when it is empty: {one['id']}"
    value = one.get("value")
    match one["type"]:
        case "Input.Date" if value is not None:
            date.fromisoformat(value)
        case "Input.Number" if value is not None and (not isinstance(value, int) or value < one["min"]):
            yield f"a number {value}"
        case "Input.ChoiceSet":
            values = [choice["value"] for choice in one["choices"]]
            chosen = (value.split(",") if one["isMultiSelect"] else [value]) if value is not None else []
            if not set(chosen) <= set(values) or any(not each or "," in each for each in values):
                yield f"choices {values[:3]} and {chosen[:3]}"
            if not values and "choices.data" not in one:
                yield "nothing to choose from"


def _strings(found: Any, kind: str, name: str) -> Iterator[str]:
    """Every text has to stand where nothing is read into it; what buttons bring is seen by nobody."""
    if isinstance(found, dict):
        kind = found.get("type") or ("choice" if set(found) == {"title", "value"} else kind)
        for inner, value in found.items():
            if inner not in {"data", "type", *OF, "style", "verb", "id", "dataset", "targetElements"}:
                yield from _strings(value, kind, inner)
    elif isinstance(found, list):
        for one in found:
            yield from _strings(one, kind, name)
    elif isinstance(found, str) and (kind, name) in MENTIONS:
        yield from _strings(re.sub("</?at>", "", found), "choice", "title")
    elif isinstance(found, str) and (kind, name) in READ:
        if re.search(r"[*`~]|\]\(|<[^\s\u2060]|\{\{|\$\{|(?<![\w\u2060])_|_(?![\w\u2060])|\n", found):
            yield f"{kind}.{name} may be read as Markdown: {found[:60]}"
    elif isinstance(found, str) and (kind, name) not in FREE | TITLES and found not in OURS:
        yield f"{kind}.{name} holds a text: {found[:60]}"
