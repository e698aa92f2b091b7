"""Is every reply shown in Slack whole, within Slack's limits, and as nothing but its own words?

What is shown is kept in rendered/*.json; after a wanted change: python -m tests.bot.slack.render.test_render
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.render.blocks import home, messages
from bot.slack.render.modals import view
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Cite, Reply
from handlers.dispatch import respond
from tests.bot.replies import ANSWER, LINK, REPLIES, SETS, VIEWS, often, words_of
from tests.bot.slack.limits import Json, bare, complaints, leaves, tidy, walk

HERE = Path(__file__).parent / "rendered"


def shown(name: str) -> Any:
    if name == "home":
        return home([REPLIES["due"], ANSWER, REPLIES["form"]], "Student data privacy")
    return view(VIEWS[name], "D042") if name in VIEWS else list(messages(REPLIES[name]))


@pytest.mark.parametrize("name", [*REPLIES, *VIEWS, "home"])
def test_each_kind_looks_as_it_did(name: str) -> None:
    assert shown(name) == json.loads((HERE / f"{name}.json").read_text()), f"python -m {__name__} after a wanted change"


def test_the_validator_sees_what_slack_refuses() -> None:
    good = messages(ANSWER)[0]
    bad: list[Json] = [
        {**good, "text": ""},
        {**good, "blocks": good["blocks"] * 20},
        {**good, "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x"}}]},
        {**good, "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151, "emoji": False}}]},
        {**good, "blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}]},
        {**view(ANSWER), "title": {"type": "plain_text", "text": "x" * 25}},
        {**view(VIEWS["modal"]), "private_metadata": "x" * 3001},
    ]
    assert [list(complaints(good)), *(bool(list(complaints(one))) for one in bad)] == [[], *[True] * len(bad)]


@often
@given(SETS)
def test_any_reply_is_within_the_limits_and_only_its_own_words(reply: Reply) -> None:
    sent = messages(reply)
    for message in sent:
        assert list(complaints(message)) == []
        assert "<" not in message["text"] and not re.search(r"(?<!\S)([*_~`])\S.*?\1(?!\S)", message["text"])
    links = {one["url"] for message in sent for one in walk(message["blocks"]) if "url" in one}
    assert links <= {part.link for part in reply.parts if isinstance(part, Cite)} & {LINK}
    json.dumps(sent).encode()


@often
@given(SETS)
def test_no_word_of_any_reply_is_lost(reply: Reply) -> None:
    sent = messages(reply)
    own = [message["blocks"][bool(number) :] for number, message in enumerate(sent)]
    seen = leaves([block for blocks in own for block in blocks if block["type"] != "context"])
    small = leaves([block for blocks in own for block in blocks if block["type"] == "context"])
    for text in (reply.title, *words_of(reply)):
        assert bare(text) in seen
    for text in (reply.footer, *(file.name for file in reply.files)):
        assert bare(text) in small
    pressed = [one["value"] for one in walk([b for m in sent for b in m["blocks"]]) if "value" in one]
    for choice in reply.choices:
        assert bare(choice.say) in seen or tidy(choice.say) in pressed or not choice.say


@often
@given(SETS, st.lists(SETS, max_size=12))
def test_any_view_is_within_the_limits(reply: Reply, more: list[Reply]) -> None:
    for shown in (view(reply, "D042:1.2"), home([reply, *more], reply.title)):
        assert list(complaints(shown)) == []
        json.dumps(shown).encode()


def test_everything_in_the_book_fits(at: Desk) -> None:
    law = at.law.on(at.today)
    asked = [f"topic {id}" for id in law.topics] + [f"rule {passage.cite}" for passage in law.passages.values()]
    for text in [*asked, *(f"define {term}" for term in law.terms)]:
        for message in messages(respond(Message(text, surface="slack"), at)):
            assert list(complaints(message)) == [], text


def test_a_full_home_says_that_there_is_more() -> None:
    full = home([ANSWER] * 40)
    assert list(complaints(full)) == [] and len(full["blocks"]) == 100
    assert "more than fits here" in full["blocks"][-1]["elements"][0]["text"]


def test_a_legal_date_is_short_and_the_same_day_wherever_it_is_read() -> None:
    sent = messages(REPLIES["overdue"])
    assert not [one for one in walk(list(sent)) if one.get("type") == "date"], "Slack would move and lengthen it"
    assert "safe date Wed, Oct 14, 2026, last date Thu, Oct 15, 2026; owner Ana Ruiz" in sent[0]["text"]
    assert "On Wed, Oct 14, 2026 it was executed." in [one.get("text") for one in walk(list(sent))]


def test_a_moment_is_in_the_readers_zone() -> None:
    (found,) = [one for one in walk(list(messages(REPLIES["due"]))) if one.get("type") == "date"]
    assert datetime.fromtimestamp(found["timestamp"], UTC) == datetime(2026, 10, 7, 14, 30, tzinfo=UTC)
    assert found["fallback"] == "Wed, Oct 7, 2026, 2:30 p.m."


def write() -> None:
    HERE.mkdir(exist_ok=True)
    for name in (*REPLIES, *VIEWS, "home"):
        (HERE / f"{name}.json").write_text(json.dumps(shown(name), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write()
