"""Does every form become a window in Slack, and come back with what was typed?"""

from dataclasses import replace

import pytest
from hypothesis import given

from bot.chat.replies import with_kept
from bot.slack.render.blocks import keep, kept, messages
from bot.slack.render.modals import errors, said, values, view
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Field, Form, Reply
from handlers.dispatch import COMMANDS, respond
from tests.bot.chat.shared import every_form
from tests.bot.replies import ANSWER, FORM, FORMS, VIEWS, often, typed, wrong
from tests.bot.slack.limits import Json, bare, complaints, leaves, walk


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


def test_every_form_there_is_becomes_a_modal(at: Desk) -> None:
    def hear(text: str, **fields: str) -> Reply:
        return respond(Message(text, fields=fields, surface="slack", who="slack:U042"), at)

    for name, reply in every_form(hear).items():
        assert reply.form
        shown = view(reply)
        assert list(complaints(shown)) == [], name
        again = hear(reply.form.say, **dict.fromkeys((field.id for field in reply.form.fields), "x" * 4000))
        if COMMANDS[name].changes:  # what is only looked up is answered
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
    say, found, _ = kept(button["value"])
    filled = {"vendor": 'A "B"; c', "executed": "soon"}
    assert (say, found) == ("log-contract", {**filled, "owner": ""})  # else the one who opens it would become the owner
    opened = with_kept(VIEWS["modal"], found).form
    assert opened and {field.id: field.value for field in opened.fields if field.value} == filled
    assert kept(keep(FORM)) == ("log-contract", {"owner": ""}, ())
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


@pytest.mark.parametrize(
    ("value", "element"),
    [
        ("", {"type": "users_select"}),
        ("slack:U042", {"type": "users_select", "initial_user": "U042"}),
        ("Ana Ruiz", {"type": "plain_text_input", "multiline": False, "initial_value": "Ana Ruiz"}),
        ("teams:29:1abc", {"type": "plain_text_input", "multiline": False, "initial_value": "Ana Ruiz"}),
    ],
    ids=["nobody yet", "somebody in Slack", "a name", "somebody in Teams"],
)
def test_a_person_is_picked_and_what_no_picker_holds_is_a_line(value: str, element: Json) -> None:
    form = Form("assign D-1", "Who?", (Field("owner", "Owner", "person", value=value, shown="Ana Ruiz"),), "Go")
    opened = view(Reply(title="Who?", form=form))
    shown = next(block["element"] for block in opened["blocks"] if block["type"] == "input")
    assert shown == {**element, "action_id": element["type"]}
    sent = "Ana Ruiz" if value.startswith("teams:") else value  # a name that is read as hers again
    assert values(came_back(opened)) == ({"owner": sent}, [])
