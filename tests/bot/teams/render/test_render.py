"""Does every kind of reply look in Teams as it did, with buttons that fit?

What is shown is kept in rendered/*.json; after a wanted change: python -m tests.bot.teams.render.test_render
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.teams.render.cards import card, dialog, inline, messages, suggested
from handlers.dialogue.reply import Bullets, Choice, Cite, Facts, Field, Form, Link, Quote, Reply, Text
from tests.bot import replies as kinds
from tests.bot.replies import ANSWER, LINK, VIEWS
from tests.bot.teams.limits import Json, complaints, walk

HERE = Path(__file__).parent / "rendered"
READ = "**x** [a](b) <at>x</at> {{DATE(2026-10-07T06:08:39Z, SHORT)}} {{TIME(2026-10-07T06:08:39Z)}} ${x} _y_ `z` &amp; \\*"
REPLIES: dict[str, Reply] = {
    **kinds.REPLIES,
    "link": Reply(
        title="Your link to the board", parts=(Text("It works once."), Link("Open the board", "https://dpa.example/x"))
    ),
    "read": Reply(
        title=READ,
        parts=(Text(READ), Quote(READ), Bullets((READ,)), Facts(((READ, READ),)), Cite(READ, LINK, READ)),
        choices=(Choice(READ[:75], READ), Choice("Log it", f"log-contract vendor: {READ}")),
        footer=READ,
        form=Form("log-contract", READ[:150], (Field("vendor", READ, "many", (("a", READ),), READ, error=READ),), READ),
    ),
    "choices": Reply(
        title="Not what you asked",
        choices=tuple(
            Choice(label, label)
            for label in (
                "Which data may an operator use to improve its own product, and when?",
                *("Yes", "No", "Not sure", "Show the rule", "What is an operator?", "Check it step by step"),
            )
        ),
    ),
}


def shown(name: str) -> Any:
    if name in VIEWS:
        return {"dialog": dialog(VIEWS[name], "D042"), "inline": inline(VIEWS[name], "D042")}
    return list(messages(REPLIES[name]))


@pytest.mark.parametrize("name", [*REPLIES, *VIEWS])
def test_each_kind_looks_as_it_did(name: str) -> None:
    assert shown(name) == json.loads((HERE / f"{name}.json").read_text()), f"python -m {__name__} after a wanted change"


def test_the_validator_sees_what_teams_refuses_or_misreads() -> None:
    good = messages(ANSWER)[0]

    def with_(*elements: Json) -> Json:
        return {**card(ANSWER), "body": list(elements)}

    def text(says: str) -> Json:
        return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": says}]}

    def field(**more: Any) -> Json:
        return {"type": "Input.Text", "id": "f.x", "label": "x", "isMultiline": False, **more}

    press = {"type": "Action.Submit", "title": "x", "data": {"say": "x"}}
    bad: list[Json] = [
        {**good, "summary": ""},
        {**good, "text": "*x*"},
        {**good, "attachments": good["attachments"] * 2},
        {**card(ANSWER), "version": "1.6"},
        {**card(ANSWER), "speak": "<speak/>"},
        with_(),
        with_(text("x" * 50_000)),
        with_(text("")),
        with_(text("{{DATE(2026-10-07T06:08:39Z)}}")),
        with_(text("${x}")),
        with_(text("x\n")),
        with_({"type": "TextBlock", "text": "*x*"}),
        with_({**text("x"), "horizontalAlignment": "*x*"}),
        with_({"type": "Container", "items": []}),
        with_({"type": "ActionSet", "actions": [press] * 7}),
        with_({"type": "ActionSet", "actions": [{**press, "data": {}}]}),
        with_({"type": "ActionSet", "actions": [{**press, "type": "Action.Execute", "verb": "x", "fallback": "drop"}]}),
        with_({"type": "ActionSet", "actions": [{"type": "Action.OpenUrl", "title": "x", "url": "javascript:x"}]}),
        with_(field(label="**x**")),
        with_(field(placeholder="**x**")),
        with_(field(isRequired=True)),
        with_(field(), field()),
        {**dialog(ANSWER), "title": "x" * 61},
        {**dialog(ANSWER), "card": good["attachments"][0]},
    ]

    def seen(one: Json) -> bool:
        try:
            return bool(list(complaints(one)))
        except (KeyError, TypeError, IndexError):
            return True

    assert [list(complaints(good)), *(seen(one) for one in bad)] == [[], *[True] * len(bad)]


def test_a_text_that_heads_what_follows_stands_out() -> None:
    one, other = (run for run in walk(card(Reply(title="", parts=(Text("a", heads=True), Text("b"))))) if "text" in run)
    assert (one.get("weight"), other.get("weight")) == ("Bolder", None)


def test_a_choice_that_may_ask_for_more_opens_a_dialog() -> None:
    asked = Reply(title="x", choices=(Choice("Done", "done D-1"), Choice("Show it", "contract C-1")))
    more, show = [one for one in walk(messages(asked)[0]) if one.get("type", "").startswith("Action.")]
    assert (more["type"], more["data"]) == ("Action.Submit", {"msteams": {"type": "task/fetch"}, "say": "done D-1"})
    assert (show["type"], show["verb"], show["data"]) == ("Action.Execute", "say", {"say": "contract C-1"})
    assert more["associatedInputs"] == show["associatedInputs"] == show["fallback"]["associatedInputs"] == "none"


@pytest.mark.parametrize(
    "labels",
    [
        ["What to ask the vendor for", "Correct", "History", "Log a breach", "Withdraw"],
        ["What is due", "Contracts", "Breaches", "Show the contract", "All deadlines", "Check it step by step"],
        ["Show the rule", "Check it step by step", "Not what I asked", "By when must a contract be posted?"],
        [
            "Mmmmmm Wwwwww",
            "Mmmmmm Wwwwww",
            "\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57",
            "\u6f22\u5b57\u6f22\u5b57\u6f22\u5b57",
        ],
    ],
)
def test_buttons_fit_side_by_side_on_a_small_telephone(labels: list[str]) -> None:
    """A card is 256 pixels wide inside where the screen has 320; bold letters of 14 need 7.2 of them, some 12 or 14."""
    body = card(Reply(title="x", choices=tuple(Choice(label, "rule aa") for label in labels)))["body"]
    for actions in (one["actions"] for one in body if one["type"] == "ActionSet"):
        row = [button for button in actions if button.get("mode") != "secondary"]  # the others are in the menu
        letters = "".join(button["title"] for button in row)
        wide = 12 * sum(letter in "mwMW" for letter in letters) + 14 * sum(letter > "\u3000" for letter in letters)
        rest = 7.2 * sum(letter not in "mwMW" and letter < "\u3000" for letter in letters)
        assert wide + rest + 22 * len(row) + 8 * (len(row) - 1) <= 256, letters


def test_short_buttons_stand_side_by_side() -> None:
    for labels in (("Yes", "No", "Not sure"), ("Done", "Snooze", "Reassign"), ("Log a contract", "Log a breach")):
        body = card(Reply(title="x", choices=tuple(Choice(label, "rule aa") for label in labels)))["body"]
        assert [len(one["actions"]) for one in body if one["type"] == "ActionSet"] == [len(labels)]


def test_the_first_choices_are_suggested() -> None:
    asked = Reply(title="x", choices=tuple(Choice(f"Ask {n}", f"ask {n}") for n in range(9)))
    assert suggested(asked) == {
        "actions": [{"type": "imBack", "title": f"Ask {n}", "value": f"ask {n}"} for n in range(3)]
    }


def test_a_link_for_one_person_is_a_button_and_not_in_the_notification() -> None:
    message = messages(REPLIES["link"])[0]
    assert [one["url"] for one in walk(message) if "url" in one] == ["https://dpa.example/x"]
    assert message["summary"] == "Your link to the board It works once."


def write() -> None:
    HERE.mkdir(exist_ok=True)
    for name in (*REPLIES, *VIEWS):
        (HERE / f"{name}.json").write_text(json.dumps(shown(name), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write()


def test_a_link_for_somebody_else_is_text_to_be_copied() -> None:
    url = "https://dpa.example/enter/district/x"
    (card,) = messages(Reply(title="Dee Fox is now: staff", parts=(Link("Link for Dee Fox", url, handed_on=True),)))
    assert url in json.dumps(card) and not any(one.get("url") == url for one in walk(card))
