"""Is every reply shown in Slack whole, within Slack's limits, and as nothing but its own words?

What is shown is kept in shown/*.json; after a wanted change: python -m tests.bot.slack.test_show
"""

import json
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import desk, drawer
from bot.chats.kept import with_kept
from bot.settings import Settings
from bot.slack.showing.forms import errors, said, values, view
from bot.slack.showing.kept import keep, kept
from bot.slack.showing.show import home, messages
from handlers import wording
from handlers.desk import Desk, Message
from handlers.reply import Cite, Field, Form, Reply
from handlers.respond import COMMANDS, respond
from tests.bot.replies import ANSWER, FORM, FORMS, LINK, REPLIES, SETS, VIEWS, often, typed, words_of, wrong
from tests.bot.slack.limits import Json, complaints, leaves, walk

HERE = Path(__file__).parent / "shown"


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
        {**good, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*x*"}}]},
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
    pressed = [one["value"] for one in walk([b for m in sent for b in m["blocks"]]) if one.get("type") == "button"]
    for choice in reply.choices:
        assert bare(choice.say) in seen or tidy(choice.say) in pressed or not choice.say


def tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]", "\ufffd", re.sub("[\x0b\x0c\x1c-\x1f]", " ", lines))


def bare(text: str) -> str:
    return "".join(tidy(text).split())


@often
@given(SETS, st.lists(SETS, max_size=12))
def test_any_view_is_within_the_limits(reply: Reply, more: list[Reply]) -> None:
    for shown in (view(reply, "D042:1.2"), home([reply, *more], reply.title)):
        assert list(complaints(shown)) == []
        json.dumps(shown).encode()


@often
@given(FORMS)
def test_a_modal_sent_unchanged_brings_what_was_typed(form: Form) -> None:
    opened = view(Reply(title="x", form=form), "meta")
    assert said(opened) == (form.say, "meta")
    fields, files = values(came_back(opened))
    assert set(fields) == {field.id for field in form.fields if field.kind != "file"}
    assert files == ["F042" for field in form.fields if field.kind == "file"]
    for field in form.fields:
        if field.kind in {"text", "long"}:
            assert bare(field.value).startswith(bare(fields[field.id]))
            assert bare(fields[field.id]) == bare(field.value) or len(field.value) > 600
        if (
            field.kind == "many"
            and field.options
            and set(field.value.split(",")) <= {value for value, _ in field.options}
        ):
            assert fields[field.id] == field.value


def came_back(opened: Json) -> Json:
    """The modal as Slack sends it when nothing was changed, and a file chosen."""
    state: dict[str, dict[str, Json]] = {}
    for block in opened["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state[block["block_id"]] = {
            element["action_id"]: {
                "type": element["type"],
                "value": element.get("initial_value"),
                "selected_date": element.get("initial_date"),
                "selected_user": element.get("initial_user"),
                "selected_option": element.get("initial_option"),
                "selected_options": element.get("initial_options", []),
                "files": [{"id": "F042"}] if element["type"] == "file_input" else None,
            }
        }
    return {**opened, "state": {"values": state}}


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    given = Settings(data=tmp_path_factory.mktemp("data"), now=datetime.fromisoformat("2026-11-24T09:00"))
    return desk(given, drawer(given))()


def test_everything_in_the_book_fits(at: Desk) -> None:
    law = at.law.on(at.today)
    asked = [f"topic {id}" for id in law.topics] + [f"rule {passage.cite}" for passage in law.passages.values()]
    for text in [*asked, *(f"define {term}" for term in law.terms)]:
        for message in messages(respond(Message(text, surface="slack"), at)):
            assert list(complaints(message)) == [], text


def test_every_form_there_is_becomes_a_modal(at: Desk) -> None:
    def hear(text: str, **fields: str) -> Reply:
        return respond(Message(text, fields=fields, surface="slack", who="slack:U042"), at)

    hear("log-contract", vendor="Kahoot", executed="2026-11-20", description="A quiz", purpose="Quizzes")
    hear("log-breach", vendor="Kahoot", discovered="2026-11-20")
    rest = {"done": "D-1", "snooze": "D-1", "assign": "D-1", "correct": "C-1", "withdraw": "C-1", "erase": "C-1"}
    opened = {name: hear(f"{name} {rest.get(name, '')}") for name in COMMANDS if name not in {"undo", "received"}}
    opened["received"] = hear("received B-1")
    found = {name: reply for name, reply in opened.items() if reply.form}
    assert set(found) >= {"log-contract", "log-breach", "setup", "grant", "received", *rest}
    for name, reply in found.items():
        assert reply.form
        shown = view(reply)
        assert list(complaints(shown)) == [], name
        again = hear(reply.form.say, **dict.fromkeys((field.id for field in reply.form.fields), "x" * 4000))
        assert again.form and list(complaints(view(again))) == [], name


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays() -> None:
    blank, mistaken = VIEWS["modal"], VIEWS["modal_wrong"]
    assert errors(mistaken, view(blank)) == {"f.executed": "I cannot read 'soon' as a date."}
    shown = view(mistaken)
    place = next(n for n, block in enumerate(shown["blocks"]) if block.get("block_id") == "f.executed")
    assert shown["blocks"][place]["element"] == {
        "type": "plain_text_input",
        "multiline": False,
        "initial_value": "soon",
        "action_id": "plain_text_input",
    }
    assert leaves(shown["blocks"][place + 1]) == "!Icannotread'soon'asadate."


@pytest.mark.parametrize(
    "more",
    [
        Field("sure", "I have checked it", "many", options=(("future", "It is still to come"),)),
        Field("vendor", "Vendor", "text", error="x" * 301),
        Field("role", "Role", "one", options=(("staff", "Staff"),), error="No such role."),
    ],
    ids=["a new field", "a long error", "other options"],
)
def test_what_the_open_modal_cannot_show_is_shown_by_a_new_one(more: Field) -> None:
    kept = tuple(field for field in FORM.fields if field.id != more.id)
    mistaken = Reply(title="Please check this", form=replace(wrong(FORM, link="No link."), fields=(*kept, more)))
    assert errors(mistaken, view(VIEWS["modal"])) == {}
    assert list(complaints(view(mistaken))) == []


def test_what_was_typed_comes_back_when_the_form_opens_by_a_button() -> None:
    typed_one = typed(vendor='A "B"; c', executed="soon", description="d" * 3000)
    button = next(one for one in walk(messages(Reply(title="x", form=typed_one))[-1]) if one.get("type") == "button")
    say, found = kept(button["value"])
    assert (say, found) == ("log-contract", {"vendor": 'A "B"; c', "executed": "soon"})
    opened = with_kept(VIEWS["modal"], found).form
    assert opened and {field.id: field.value for field in opened.fields if field.value} == found
    assert kept(keep(FORM)) == ("log-contract", {})
    assert with_kept(ANSWER, found) == ANSWER


def test_a_modal_that_is_not_ours_is_told_apart() -> None:
    for strange in ({}, {"private_metadata": ""}, {"private_metadata": "[]"}, {"private_metadata": '{"say": "x"}'}):
        with pytest.raises(ValueError, match="not a modal of ours"):
            said(strange)


def test_what_cannot_be_carried_is_refused_before_slack_does() -> None:
    with pytest.raises(ValueError, match="a modal carries"):
        view(ANSWER, "x" * 3000)
    with pytest.raises(ValueError, match="an option's value"):
        view(Reply(title="x", form=Form("x", "x", (Field("x", "x", "one", options=(("a,b", "x"),)),), "x")))
    with pytest.raises(ValueError, match="a modal holds 100 blocks"):
        view(Reply(title="x", form=Form("x", "x", tuple(Field(f"{n}", "x", "text") for n in range(101)), "x")))


def test_a_full_home_says_that_there_is_more() -> None:
    full = home([ANSWER] * 40)
    assert list(complaints(full)) == [] and len(full["blocks"]) == 100
    assert "more than fits here" in full["blocks"][-1]["elements"][0]["text"]


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "America/New_York", "Europe/Berlin", "Asia/Tokyo"])
def test_a_date_is_the_same_day_in_the_readers_zone(zone: str) -> None:
    found = [one for one in walk(list(messages(REPLIES["due"]))) if one.get("type") == "date"]
    days = [datetime.fromtimestamp(one["timestamp"], ZoneInfo(zone)).date() for one in found[:2]]
    assert days == [date(2026, 10, 14), date(2026, 10, 15)]
    assert found[0]["fallback"] == "Wed, October 14, 2026"


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "America/Los_Angeles", "America/New_York", "Asia/Tokyo"])
def test_a_date_in_a_sentence_or_a_list_is_slacks_own_and_the_same_day(zone: str) -> None:
    sent = messages(REPLIES["overdue"])
    found = [one for one in walk(list(sent)) if one.get("type") == "date"]
    days = [datetime.fromtimestamp(one["timestamp"], ZoneInfo(zone)).date() for one in found]
    assert days == [date(2026, 10, 14), date(2026, 10, 14), date(2026, 10, 15), date(2026, 10, 15), date(2026, 10, 15)]
    assert [one["fallback"] for one in found] == [wording.day(day) for day in days]
    assert {one["format"] for one in found} == {"{date_long}"}
    # What is to be copied stays letter by letter, and whoever hears it read out hears the same.
    assert "On Wed, October 14, 2026 it was executed." in [one.get("text") for one in walk(list(sent))]
    assert "safe date Wed, October 14, 2026, last date Thu, October 15, 2026; owner Ana Ruiz" in sent[0]["text"]


@pytest.mark.parametrize(
    ("value", "element"),
    [
        ("", {"type": "users_select"}),
        ("slack:U042", {"type": "users_select", "initial_user": "U042"}),
        ("Ana Ruiz", {"type": "plain_text_input", "multiline": False, "initial_value": "Ana Ruiz"}),
        ("teams:29:1abc", {"type": "plain_text_input", "multiline": False, "initial_value": "teams:29:1abc"}),
    ],
    ids=["nobody yet", "somebody in Slack", "a name", "somebody in Teams"],
)
def test_a_person_is_picked_and_what_no_picker_holds_is_a_line(value: str, element: Json) -> None:
    form = Form("assign D-1", "Who?", (Field("owner", "Owner", "person", value=value, shown="Ana Ruiz"),), "Go")
    opened = view(Reply(title="Who?", form=form))
    shown = next(block["element"] for block in opened["blocks"] if block["type"] == "input")
    assert shown == {**element, "action_id": element["type"]}
    assert values(came_back(opened)) == ({"owner": value}, [])


def write() -> None:
    HERE.mkdir(exist_ok=True)
    for name in (*REPLIES, *VIEWS, "home"):
        (HERE / f"{name}.json").write_text(json.dumps(shown(name), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    write()
