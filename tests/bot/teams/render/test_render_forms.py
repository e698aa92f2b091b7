"""Is every form shown in Teams so that what was typed comes back, and stays where something is wrong?"""

import json
from dataclasses import asdict, replace
from datetime import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.compose import desk_maker, open_store
from bot.settings import Settings
from bot.teams import words
from bot.teams.render.cards import dialog, inline, messages, said
from bot.teams.render.rich_text import filled
from bot.teams.words import CUT
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Field, Form, Reply, When
from handlers.dispatch import COMMANDS, respond
from tests.bot.chat.shared import every_form
from tests.bot.replies import FORMS, VIEWS, often, typed
from tests.bot.teams.limits import Json, complaints, leaves, walk
from tests.bot.teams.shown_text import bare, tidy

ANA = "11111111-2222-3333-4444-555555555555"
MOST_WORDS = 12_000
"""Bytes of a form before anything is typed into it; ours need fewer."""


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
        fields = filled(data)
        assert set(fields) == {field.id for field in form.fields if field.kind != "file"}
        for field in form.fields:
            if field.kind in {"text", "long", "link"}:
                came = fields[field.id]
                cut = CUT in json.dumps(made)  # what is too long for a card is cut, and the form says so
                assert came == (tidy(field.value) if field.value else "") or (
                    cut and tidy(field.value).startswith(came)
                )
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
    return desk_maker(given, open_store(given))()


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
    for name, reply in every_form(hear).items():
        assert reply.form
        again = hear(reply.form.say, **dict.fromkeys((field.id for field in reply.form.fields), "x" * 4000))
        assert again.form or not COMMANDS[name].changes, "only what is looked up is answered"
        both = [one for one in (reply, again) if one.form]
        for shown in (make(one) for one in both for make in (dialog, inline)):
            assert list(complaints(shown)) == [], name


def test_what_is_wrong_is_told_in_words_at_its_field_and_what_was_typed_stays() -> None:
    body = dialog(VIEWS["modal_wrong"])["card"]["content"]["body"]
    field = next(one for one in body if one["type"] == "Container" and one["items"][0].get("id") == "f.executed")
    assert (field["items"][0]["type"], field["items"][0]["value"]) == ("Input.Text", "soon")
    assert leaves(field["items"][1]) == "!Icannotread'soon'asadate."


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
        ("slack:U042", "f.owner", "Ana Ruiz"),
        ("teams:29:1abc", "f.owner", "Ana Ruiz"),
    ],
    ids=["nobody yet", "somebody in Teams", "a name", "somebody in Slack", "no Entra id"],
)
def test_a_person_is_picked_and_what_no_picker_holds_is_a_line(value: str, id: str, begins: str) -> None:
    form = Form("assign D-1", "Who?", (Field("owner", "Owner", "person", value=value, shown="Ana Ruiz"),), "Go")
    card = inline(Reply(title="Who?", form=form))
    found = next(one for one in walk(card) if "id" in one)
    assert (found["id"], found.get("value", "")) == (id, begins)
    assert filled(came_back(card)) == {"owner": begins if id == "f.owner" else value}
    if begins == ANA:
        assert found["choices"] == [{"title": "Ana Ruiz", "value": ANA}]


def test_whoever_cannot_open_a_dialog_fills_the_form_in_here_and_keeps_what_was_typed() -> None:
    message = messages(Reply(title="x", form=typed(vendor='A "B"; c', description="d" * 6001)))[0]
    open_, here = [one for one in walk(message) if one.get("type", "").startswith("Action.")]
    kept = {"say": "log-contract", "kept": {"vendor": 'A "B"; c'}}
    assert (open_["title"], open_["data"]) == (words.OPEN, {"msteams": {"type": "task/fetch"}, **kept})
    assert (here["verb"], here["data"], here["fallback"]["type"]) == ("here", {**kept, "here": True}, "Action.Submit")


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
    assert {len(value) for value in filled(came_back(card)).values()} == {1000}
    assert leaves(card).count(bare(words.CUT)) == 20


def test_a_dialog_has_one_button_that_saves_and_it_sends_what_was_typed() -> None:
    save = Choice("Save as shown", "log-contract vendor: Acme", primary=True, settles=True)
    reply = Reply(title="Log it?", form=typed(vendor="Acme"), choices=(save, Choice("Help", "help")), proposal="0f" * 8)
    for made in (dialog(reply)["card"]["content"], inline(reply)):
        titles = [one["title"] for one in walk(made) if one.get("type", "").startswith("Action.") and "data" in one]
        assert "Save as shown" not in titles and {typed().submit, "Help"} <= {*titles}
