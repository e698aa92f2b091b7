"""Is every reply shown in Teams whole, within Teams' limits, and as nothing but its own words?

What is shown is kept in shown/*.json; after a wanted change: python -m tests.bot.teams.test_show
"""

import json
import re
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.__main__ import desk, drawer
from bot.settings import Settings
from bot.teams.showing.forms import dialog, inline, said, values
from bot.teams.showing.show import card, messages, suggested
from bot.teams.showing.text import JOINER, LOOKS_LIKE, unmarked
from handlers.desk import Desk, Message
from handlers.reply import Bullets, Choice, Cite, Facts, Field, Form, Link, Quote, Reply, Text, When
from handlers.respond import COMMANDS, respond
from handlers.wording import teams_show as words
from handlers.wording.show import MORE
from tests.bot import replies as kinds
from tests.bot.replies import ANSWER, FORMS, LINE, LINK, LINKS, SETS, VIEWS, often, typed, words_of
from tests.bot.teams.limits import Json, cards, complaints, leaves, walk

HERE = Path(__file__).parent / "shown"
ANA = "11111111-2222-3333-4444-555555555555"
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
MOST_WORDS = 12_000
"""Bytes of a form before anything is typed into it; ours need fewer."""
WHOLE = st.builds(
    lambda reply, label, url: replace(reply, parts=(*reply.parts, Link(label, url))) if url else reply,
    SETS,
    LINE,
    LINKS,
)
"""Any reply of any text, with a link to a page too."""


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


@often
@given(WHOLE)
@example(Reply(title="Braces", parts=(Text("{" * 2900),), footer="{" * 900))
def test_any_reply_is_within_the_limits_and_only_its_own_words(reply: Reply) -> None:
    sent = messages(reply)
    for one in (*sent, card(reply)):
        assert list(complaints(one)) == []
    for message in sent:
        assert plain(message["summary"])
    links = {one["url"] for message in sent for one in walk(message) if "url" in one}
    assert links <= {part.link for part in reply.parts if isinstance(part, Cite)} | {
        part.url for part in reply.parts if isinstance(part, Link)
    }
    json.dumps(sent).encode()


@often
@given(WHOLE)
def test_no_word_of_any_reply_is_lost(reply: Reply) -> None:
    sent = messages(reply)
    own = [cards(message)[0]["body"][bool(number) :] for number, message in enumerate(sent)]
    seen, pressed = bare(leaves(own)), [one for one in walk(own) if str(one.get("type")).startswith("Action.")]
    for text in (reply.title, *words_of(reply), reply.footer, *(file.name for file in reply.files)):
        assert bare(text) in seen
    for choice in reply.choices:
        assert bare(choice.say) in seen or tidy(choice.say) in [one["data"]["say"] for one in pressed if "data" in one]
    for part in reply.parts:
        if isinstance(part, Link):
            assert bare(part.url) in seen or part.url in [one["url"] for one in pressed if "url" in one]


def tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return (
        re.sub("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]", "\ufffd", re.sub("[\x0b\x0c\x1c-\x1f]", " ", lines)) or "help"
    )


def bare(text: str) -> str:
    return "".join(tidy(text).replace(JOINER, "").split()) if text else ""


def plain(text: str) -> bool:
    """Whether somebody who reads Markdown reads this as nothing but itself."""
    read = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(text)
    inner = [child for token in read for child in token.children or ()]
    return (
        {token.type for token in read} <= {"paragraph_open", "inline", "paragraph_close"}
        and {child.type for child in inner} <= {"text", "text_special"}
        and "".join(child.content for child in inner) == text.strip()
    )


@often
@given(
    st.text()
    | st.text("*_~`[]()<>!&#;\\+-=|.1 a:{}$", max_size=12)
    | st.sampled_from([READ, "1. x", "# x", "- x", "***"])
)
def test_a_title_is_itself_whether_markdown_is_read_or_not(text: str) -> None:
    title = unmarked(text)
    assert plain(title) and "{{" not in title and "${" not in title
    looks = title.replace(JOINER, "").translate({ord(like): mark for mark, like in LOOKS_LIKE.items()})
    assert (
        looks
        == " ".join(tidy(text).split())
        .replace(JOINER, "")
        .translate({ord(like): mark for mark, like in LOOKS_LIKE.items()})
        or not text
    )


@often
@given(FORMS, st.text(max_size=50))
def test_a_form_sent_unchanged_brings_what_was_typed(form: Form, meta: str) -> None:
    assume(len(json.dumps([asdict(replace(field, value="")) for field in form.fields])) < MOST_WORDS)
    reply = Reply(title="x", form=form)
    opened = dialog(reply, meta)
    assert [*complaints(opened), *complaints(inline(reply, meta))] == []
    for made in (opened["card"]["content"], inline(reply, meta)):
        data = came_back(made)
        assert said(data) == (form.say, meta)
        fields = values(data)
        assert set(fields) == {field.id for field in form.fields if field.kind != "file"}
        for field in form.fields:
            if field.kind in {"text", "long", "link"}:
                assert fields[field.id] == (tidy(field.value) if field.value else "")
            if field.kind == "person":
                assert fields[field.id].strip() == (tidy(field.value).strip() if field.value.strip() else "")
            if field.kind in {"many", "one"} and set(field.value.split(",")) <= {value for value, _ in field.options}:
                assert fields[field.id] == field.value or field.kind == "one"


def came_back(card: Json) -> Json:
    """What the form's button brings when nothing was changed."""
    found = [one for one in walk(card) if "form" in one.get("data", {})]
    assert [one["associatedInputs"] for one in found] == ["auto"]
    return {**found[0]["data"], **{one["id"]: one.get("value", "") for one in walk(card) if "id" in one}}


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    given = Settings(data=tmp_path_factory.mktemp("data"), now=datetime.fromisoformat("2026-11-24T09:00"))
    return desk(given, drawer(given))()


def test_everything_in_the_book_fits(at: Desk) -> None:
    law = at.law.on(at.today)
    asked = [f"topic {id}" for id in law.topics] + [f"rule {passage.cite}" for passage in law.passages.values()]
    for text in [*asked, *(f"define {term}" for term in law.terms)]:
        for message in messages(respond(Message(text, surface="teams"), at)):
            assert list(complaints(message)) == [], text


def test_every_form_there_is_becomes_a_dialog(at: Desk) -> None:
    def hear(text: str, **fields: str) -> Reply:
        return respond(Message(text, fields=fields, surface="teams", who=f"teams:{ANA}"), at)

    hear("setup", lead=f"teams:{ANA}")
    hear("log-contract", vendor="Kahoot", executed="2026-11-20", description="A quiz", purpose="Quizzes")
    hear("log-breach", vendor="Kahoot", discovered="2026-11-20")
    rest = {"done": "D-1", "snooze": "D-1", "assign": "D-1", "correct": "C-1", "withdraw": "C-1", "erase": "C-1"}
    opened = {name: hear(f"{name} {rest.get(name, '')}") for name in COMMANDS if name not in {"undo", "received"}}
    opened["received"] = hear("received B-1")
    found = {name: reply for name, reply in opened.items() if reply.form}
    assert set(found) >= {"log-contract", "log-breach", "setup", "grant", "received", *rest}
    for name, reply in found.items():
        assert reply.form
        again = hear(reply.form.say, **dict.fromkeys((field.id for field in reply.form.fields), "x" * 4000))
        assert again.form
        for shown in (dialog(reply), inline(reply), dialog(again), inline(again)):
            assert list(complaints(shown)) == [], name


def test_what_is_wrong_is_told_in_words_at_its_field_and_what_was_typed_stays() -> None:
    body = dialog(VIEWS["modal_wrong"])["card"]["content"]["body"]
    field = next(one for one in body if one["type"] == "Container" and one["items"][0].get("id") == "f.executed")
    assert (field["items"][0]["type"], field["items"][0]["value"]) == ("Input.Text", "soon")
    assert leaves(field["items"][1]) == "!Icannotread'soon'asadate."


def test_a_text_that_heads_what_follows_stands_out() -> None:
    one, other = (run for run in walk(card(Reply(title="", parts=(Text("a", heads=True), Text("b"))))) if "text" in run)
    assert (one.get("weight"), other.get("weight")) == ("Bolder", None)


def test_a_field_that_waits_for_another_says_when_it_is_needed() -> None:
    fields = (
        Field("kind", "Kind", "one", (("a", "A"), ("b", "B"))),
        Field("more", "More", "text", hint="In a few words.", when=When("kind", ("b",), "Needed for B.")),
    )
    shown = leaves(inline(Reply(title="x", form=Form("x", "x", fields, "Go"))))
    assert "NeededforB.Inafewwords." in shown


@pytest.mark.parametrize(
    ("value", "id", "begins"),
    [
        ("", "p.owner", ""),
        (f"teams:{ANA}", "p.owner", ANA),
        ("Ana Ruiz", "f.owner", "Ana Ruiz"),
        ("slack:U042", "f.owner", "slack:U042"),
        ("teams:29:1abc", "f.owner", "teams:29:1abc"),
    ],
    ids=["nobody yet", "somebody in Teams", "a name", "somebody in Slack", "no Entra id"],
)
def test_a_person_is_picked_and_what_no_picker_holds_is_a_line(value: str, id: str, begins: str) -> None:
    form = Form("assign D-1", "Who?", (Field("owner", "Owner", "person", value=value, shown="Ana Ruiz"),), "Go")
    card = inline(Reply(title="Who?", form=form))
    found = next(one for one in walk(card) if "id" in one)
    assert (found["id"], found.get("value", "")) == (id, begins)
    assert values(came_back(card)) == {"owner": value}
    if begins == ANA:
        assert found["choices"] == [{"title": "Ana Ruiz", "value": ANA}]


def test_whoever_cannot_open_a_dialog_fills_the_form_in_here_and_keeps_what_was_typed() -> None:
    message = messages(Reply(title="x", form=typed(vendor='A "B"; c', description="d" * 6001)))[0]
    open_, here = [one for one in walk(message) if one.get("type", "").startswith("Action.")]
    kept = {"say": "log-contract", "kept": {"vendor": 'A "B"; c'}}
    assert (open_["title"], open_["data"]) == (words.OPEN, {"msteams": {"type": "task/fetch"}, **kept})
    assert (here["verb"], here["data"], here["fallback"]["type"]) == ("here", {**kept, "here": True}, "Action.Submit")


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
    for row in (one["actions"] for one in body if one["type"] == "ActionSet"):
        letters = "".join(button["title"] for button in row)
        wide = 12 * sum(letter in "mwMW" for letter in letters) + 14 * sum(letter > "\u3000" for letter in letters)
        rest = 7.2 * sum(letter not in "mwMW" and letter < "\u3000" for letter in letters)
        assert wide + rest + 22 * len(row) + 8 * (len(row) - 1) <= 256, letters


def test_short_buttons_stand_side_by_side() -> None:
    for labels in (("Yes", "No", "Not sure"), ("Done", "Snooze", "Reassign"), ("Log a contract", "Log a breach")):
        body = card(Reply(title="x", choices=tuple(Choice(label, "rule aa") for label in labels)))["body"]
        assert [len(one["actions"]) for one in body if one["type"] == "ActionSet"] == [len(labels)]


def test_a_form_that_is_not_ours_is_told_apart() -> None:
    for strange in ({}, {"form": ""}, {"form": 1}, {"form": "x", "meta": {}}):
        with pytest.raises(ValueError, match="not a form of ours"):
            said(strange)


def test_what_cannot_be_carried_is_refused_before_teams_does() -> None:
    def one(*fields: Field) -> Reply:
        return Reply(title="x", form=Form("x", "x", fields, "x"))

    with pytest.raises(ValueError, match="an option's value"):
        dialog(one(Field("x", "x", "one", options=(("a,b", "x"),))))
    with pytest.raises(ValueError, match="a card holds 72000 bytes"):
        inline(one(*(Field(f"{n}", "x", "long", hint="x" * 3000) for n in range(12))))


def test_a_form_in_which_too_much_was_typed_keeps_what_fits_and_says_so() -> None:
    typed_much = tuple(Field(f"{n}", "x", "long", value="x" * 4000) for n in range(20))
    card = inline(Reply(title="x", form=Form("x", "x", typed_much, "Go")))
    assert list(complaints(card)) == []
    assert {len(value) for value in values(came_back(card)).values()} == {1000}
    assert leaves(card).count(bare(words.CUT)) == 20


def test_a_full_card_says_that_there_is_more_and_messages_have_it_all() -> None:
    long = Reply(title="x", parts=(Text("é" * 2900),) * 20)
    assert leaves(card(long)).endswith(bare(MORE))
    assert "".join(leaves(message) for message in messages(long)).count("é") == 2900 * 20


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
