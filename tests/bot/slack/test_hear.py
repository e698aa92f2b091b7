"""Does whoever speaks to the bot in Slack get the right answer, in the right place, once?"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.__main__ import finder
from bot.settings import Settings
from bot.slack.app import Slack as App
from bot.slack.app import make_app
from bot.slack.hearing.words import people, written
from bot.slack.line import Office
from handlers.desk import Desk, Message
from handlers.reply import Reply
from handlers.respond import respond
from knowledge.calendar import Calendar
from knowledge.load import load
from storage.embedded import open_embedded
from storage.port import Store, StoreTrouble
from storage.records import Role
from tests.bot.slack.local import Answer, Slack, elements

NOW = datetime(2026, 10, 7, 9, 0, tzinfo=ZoneInfo("America/New_York"))
ASK = "may a vendor sell student data?"
PDF = b"%PDF-1.7 a contract"


@pytest.fixture(scope="module")
def bare() -> Desk:
    return Desk(load(), finder().rank, Calendar(), NOW)


@dataclass
class Bot:
    """The bot, its records, and the small Slack that speaks with it."""

    app: App
    slack: Slack
    store: Store
    desk: Callable[[], Desk]
    heard: list[Message]

    async def rest(self) -> None:
        """Bolt begins a listener after it has acknowledged an event; then all is answered that was heard."""
        for _ in range(20):
            await asyncio.sleep(0)
        await self.app.rest()

    async def after(self, got: Answer) -> Answer:
        assert got.status == 200 and got.seconds < 3
        await self.rest()
        return got

    async def command(self, text: str, **more: Any) -> Answer:
        return await self.after(await self.slack.command("/dpa", text, **more))

    async def press(self, label: str, on: dict[str, Any], **more: Any) -> Answer:
        return await self.after(await self.slack.press(button(label, on), on, **more))

    async def send(self, view: dict[str, Any], more: dict[str, Any] | None = None, **values: str) -> Answer:
        return await self.after(await self.slack.submit(view, {**filled(view, **values), **(more or {})}))

    @property
    def modal(self) -> dict[str, Any]:
        return [view for view in self.slack.views.values() if view["type"] == "modal"][-1]


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        slack.user("U1", name="Ana Ruiz")
        slack.user("U2", name="Sam Lee")
        slack.user("UOWN", name="Olga Owner", is_owner=True)
        slack.user("UGUEST", name="A Guest", is_restricted=True)
        slack.user("UFAR", name="Of Elsewhere", team="T9")
        slack.channel("C1", name="privacy", is_private=True)
        slack.channel("C2", name="general")
        slack.channel("C3", name="with-vendor", is_private=True, is_ext_shared=True)
        slack.channel("C4", name="secret", is_private=True, member=False)
        yield slack


@pytest.fixture
def bot(bare: Desk, slack: Slack, tmp_path: Path) -> Bot:
    store, heard = open_embedded(tmp_path, "hartford"), list[Message]()
    settings = Settings(
        data=tmp_path, slack_bot_token=slack.token, slack_signing_secret=slack.secret, slack_api_url=slack.url, now=NOW
    )

    def desk() -> Desk:
        return replace(bare, records=store, admins=("slack:U1",))

    def hear(message: Message) -> Reply:
        heard.append(message)
        return respond(message, desk())

    slack.to = make_app(hear, desk, settings)
    return Bot(slack.to, slack, store, desk, heard)


def words(payload: dict[str, Any]) -> str:
    """Everything that a message or a window says."""
    return json.dumps(payload, ensure_ascii=False)


def button(label: str, on: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in elements(on) if one["type"] == "button" and label in one["text"]["text"])


def filled(view: dict[str, Any], **values: str) -> dict[str, dict[str, Any]]:
    """The state of a window as it stands, with these values typed or chosen."""
    state = {}
    for block in (block for block in view["blocks"] if block["type"] == "input"):
        element, id = block["element"], block["block_id"].removeprefix("f.")
        value = values.get(id)
        kind = element["type"]
        now: dict[str, Any] = {"type": kind}
        match kind:
            case "datepicker":
                now["selected_date"] = value or element.get("initial_date")
            case "checkboxes" | "multi_static_select":
                options = {one["value"]: one for one in element.get("options", [])}
                now["selected_options"] = (
                    [options[one] for one in value.split(",")] if value else element.get("initial_options", [])
                )
            case "static_select" | "radio_buttons":
                options = {one["value"]: one for one in element.get("options", [])}
                now["selected_option"] = options[value] if value else element.get("initial_option")
            case "file_input":
                now["files"] = []
            case _:
                now["value"] = value if value is not None else element.get("initial_value")
        state[block["block_id"]] = {element["action_id"]: now}
    return state


async def test_a_question_by_command_is_answered_privately(bot: Bot) -> None:
    got = await bot.command(ASK, channel="C2")
    assert got.body == ""
    assert "10-234cc(b)(3)" in words(bot.slack.replies[-1]) and bot.slack.replies[-1]["response_type"] == "ephemeral"
    assert not bot.slack.said("C2")


async def test_the_command_alone_is_help_with_buttons(bot: Bot) -> None:
    await bot.command("", channel="C1")
    shown = bot.slack.whispers[-1]
    assert "log-contract" in words(shown)
    await bot.press("What must a contract contain?", shown)
    assert "10-234bb(a)" in words(bot.slack.whispers[-1])


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("<@UBOT> may <@U042|ana> sell?", "may slack:U042 sell?"),
        ("in <#C042|privacy> &amp; &lt;b&gt;", "in slack:C042 & <b>"),
        ("is <http://kahoot.com|kahoot.com> an operator?", "is kahoot.com an operator?"),
        ("link: <https://a.org/x?a=1&amp;b=2>", "link: https://a.org/x?a=1&b=2"),
        ("see <https://a.org/x|here>", "see https://a.org/x"),
        ("<!channel> and <!subteam^S1|@team> by <!date^1^{date}|Oct 7>", "@channel and @team by Oct 7"),
        ("write <mailto:a@b.org|a@b.org>", "write a@b.org"),
        ("&amp;lt; stays", "&lt; stays"),
        ("<@UBOT>", ""),
    ],
)
def test_what_was_written_is_read_without_marks(raw: str, meant: str) -> None:
    assert written(raw, "UBOT") == meant


def test_people_who_are_named() -> None:
    assert people("grant slack:U042 privacy, slack:U042 slack:W7") == ("U042", "W7")


# Questions, and where their answers stand.


async def test_a_mention_is_answered_for_the_asker_and_shared_on_wish(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    question, shown = bot.slack.said("C2")[0], bot.slack.whispers[-1]
    assert "10-234cc(b)(3)" in words(shown) and shown["user"] == "U1" and "thread_ts" not in shown
    assert len(bot.slack.said("C2")) == 1
    await bot.press("Share here", shown)
    shared = bot.slack.said("C2")[-1]
    assert shared["thread_ts"] == question["ts"] and "10-234cc(b)(3)" in words(shared)
    assert {"type": "user", "user_id": "U1"} in [
        run for block in shared["blocks"] if block["type"] == "rich_text" for run in block["elements"][0]["elements"]
    ]
    assert bot.slack.replies[-1].get("delete_original")
    assert len(bot.heard) == 1, "what is shared is the answer that was read"


async def test_what_another_bot_answered_is_shared_if_it_is_the_same_still(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    shown = bot.slack.whispers[-1]
    bot.app.talk.shared._kept.clear()
    await bot.press("Share here", shown)
    assert "10-234cc(b)(3)" in words(bot.slack.said("C2")[-1])
    changed = button("Share here", shown)
    changed["value"] = changed["value"].replace('"digest": "', '"digest": "0')
    await bot.after(await bot.slack.press(changed, shown))
    assert "share it" in words(bot.slack.replies[-1]) and len(bot.slack.said("C2")) == 2


async def test_what_was_written_is_not_written_again_to_be_shared(bot: Bot) -> None:
    await logged(bot)
    await bot.command("withdraw C-1 a double entry", channel="C1")
    shown = bot.slack.whispers[-1]
    assert "withdrawn" in words(shown) and bot.store.contract("C-1").withdrawn
    assert json.loads(button("Share here", shown)["value"])["text"] == ""


async def test_sharing_where_the_bot_is_not_goes_by_the_response_url(bot: Bot) -> None:
    await bot.command(ASK, channel="C4")
    await bot.press("Share here", bot.slack.whispers[-1])
    assert [one["response_type"] for one in bot.slack.replies if "response_type" in one] == ["ephemeral", "in_channel"]
    assert "10-234cc(b)(3)" in words(bot.slack.said("C4")[-1])


async def test_a_mention_in_a_thread_stays_in_it(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2", thread="1.2"))
    assert bot.slack.whispers[-1]["thread_ts"] == "1.2" and bot.heard[-1].place == "slack:C2:1.2"
    await bot.press("Share here", bot.slack.whispers[-1])
    assert bot.slack.said("C2")[-1]["thread_ts"] == "1.2"


async def test_a_direct_message_is_answered_in_its_thread_which_keeps_the_topic(bot: Bot) -> None:
    await bot.after(await bot.slack.direct("what is targeted advertising?"))
    first, answer = bot.slack.said("D1")
    assert answer["thread_ts"] == first["ts"] and "Share here" not in words(answer)
    await bot.after(await bot.slack.direct("and for students over 18?", thread=first["ts"]))
    assert bot.slack.said("D1")[-1]["thread_ts"] == first["ts"]
    assert {message.place for message in bot.heard} == {f"slack:D1:{first['ts']}"}
    assert bot.store.conversation(f"slack:D1:{first['ts']}", "slack:U1", NOW)


async def test_a_thread_of_the_agent_gets_a_status_and_once_a_title(bot: Bot) -> None:
    await bot.after(await bot.slack.direct(ASK))
    ts = bot.slack.said("D1")[0]["ts"]
    assert [one["thread_ts"] for one in bot.slack.asked("assistant.threads.setStatus")] == [ts]
    assert [one["thread_ts"] for one in bot.slack.asked("assistant.threads.setTitle")] == [ts]
    await bot.after(await bot.slack.direct("and for parents?", thread=ts))
    assert len(bot.slack.asked("assistant.threads.setTitle")) == 1
    methods = [
        call.method for call in bot.slack.calls if call.method in {"assistant.threads.setStatus", "chat.postMessage"}
    ]
    assert methods == ["assistant.threads.setStatus", "chat.postMessage"] * 2


async def test_where_there_is_no_agent_all_is_answered_and_slack_is_not_asked_again(bot: Bot) -> None:
    bot.slack.scopes.discard("assistant:write")
    await bot.after(await bot.slack.direct(ASK))
    await bot.after(await bot.slack.direct(ASK))
    assert len(bot.slack.said("D1")) == 4
    assert sum(call.method == "assistant.threads.setStatus" for call in bot.slack.calls) == 1


async def test_an_empty_chat_suggests_questions(bot: Bot) -> None:
    await bot.after(await bot.slack.opens_home(tab="messages"))
    [asked] = bot.slack.asked("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in asked and len(asked["prompts"]) == 4
    thread = {"user_id": "UGUEST", "channel_id": bot.slack.chat_with("UGUEST"), "thread_ts": "5.6", "context": {}}
    await bot.after(await bot.slack.event({"type": "assistant_thread_started", "assistant_thread": thread}))
    asked = bot.slack.asked("assistant.threads.setSuggestedPrompts")[-1]
    assert asked["thread_ts"] == "5.6" and len(asked["prompts"]) == 3


async def test_a_message_can_be_asked_about_and_is_no_command(bot: Bot) -> None:
    message = bot.slack.written("deadlines", "U2", "C2")
    await bot.after(await bot.slack.shortcut("ask_about_this", message))
    assert bot.heard[-1].text == "ask deadlines" and bot.heard[-1].who == "slack:U1"
    assert bot.slack.replies[-1]["response_type"] == "ephemeral"
    await bot.after(await bot.slack.shortcut("ask_about_this", {**message, "text": ""}))
    assert "no words" in words(bot.slack.replies[-1]) and len(bot.heard) == 1


async def test_bots_edits_and_other_channels_are_not_answered(bot: Bot) -> None:
    message = bot.slack.written(ASK, "U1", "D1")
    for more in ({"bot_id": "B9"}, {"subtype": "message_changed"}, {"channel_type": "channel"}):
        await bot.after(await bot.slack.event({**message, "channel_type": "im", **more}))
    assert not bot.heard


# Who may what, and where.


@pytest.mark.parametrize(
    ("user", "channel", "outsider", "owner", "public"),
    [
        ("U1", "C1", False, False, False),
        ("U1", "C2", False, False, True),
        ("U1", "C3", False, False, True),
        ("U1", "C4", False, False, True),
        ("U1", "D1", False, False, False),
        ("UOWN", "C1", False, True, False),
        ("UGUEST", "C1", True, False, False),
        ("UFAR", "C3", True, False, True),
        ("UNOBODY", "C1", True, False, False),
    ],
)
async def test_slack_tells_who_that_is_and_who_reads_it(
    bot: Bot, user: str, channel: str, outsider: bool, owner: bool, public: bool
) -> None:
    await bot.command(ASK, user=user, channel=channel)
    heard = bot.heard[-1]
    assert (heard.outsider, heard.owner, heard.public) == (outsider, owner, public)
    assert heard.who == f"slack:{user}" and heard.surface == "slack"
    assert "10-234cc(b)(3)" in words(bot.slack.replies[-1])


async def test_a_refusal_says_why_where_slack_does_not_tell(bot: Bot) -> None:
    await bot.command("deadlines", channel="C4")
    assert "not in this channel" in words(bot.slack.replies[-1])
    bot.slack.fail("users.info", "internal_error")
    await bot.command("deadlines", user="U2", channel="C1")
    assert "users:read" in words(bot.slack.replies[-1])
    await bot.command("deadlines", user="U2", channel="C1")  # asked anew, and now Slack tells
    assert "users:read" not in words(bot.slack.replies[-1]) and not bot.heard[-1].outsider


async def test_slack_is_asked_once_about_each(bot: Bot) -> None:
    for _ in range(3):
        await bot.command(ASK, channel="C1")
    assert len(bot.slack.asked("users.info")) == len(bot.slack.asked("conversations.info")) == 1


async def test_people_and_places_are_kept_with_one_write_each(bot: Bot) -> None:
    await bot.command(ASK, channel="C1")
    place, person = bot.store.place("slack:C1"), bot.store.person("slack:U1")
    assert place and place.private and place.name == "#privacy" and place.address == {"team": "T1"}
    assert person and person.name == "Ana Ruiz" and person.place == "slack:D1" and bot.store.place("slack:D1")
    head = bot.store.head()
    await bot.command(ASK, channel="C1")
    assert bot.store.head() == head
    await bot.command(ASK, user="UGUEST", channel="C2")
    assert bot.store.person("slack:UGUEST") is None and bot.store.place("slack:C2").private is False


async def test_a_channel_is_known_once_the_bot_is_in_it(bot: Bot) -> None:
    await bot.command(ASK, channel="C4")
    bot.slack.channels["C4"]["is_member"] = True
    await bot.after(await bot.slack.event({"type": "member_joined_channel", "user": "UBOT", "channel": "C4"}))
    assert bot.store.place("slack:C4").private
    await bot.command("setup place: here", channel="C4")
    assert bot.store.setup().place == "slack:C4"


async def test_whoever_is_named_can_be_written_to(bot: Bot) -> None:
    await bot.command("grant <@U2|sam> privacy", channel="C1")
    person = bot.store.person("slack:U2")
    assert (person.role, person.name, person.place) == (Role.PRIVACY, "Sam Lee", "slack:D2")


# Forms.


async def logged(bot: Bot) -> None:
    """A contract on record, C-1 with its deadline D-1."""
    await bot.command("log-contract vendor: Kahoot; executed: 2026-10-06", channel="C1")
    assert bot.store.contract("C-1")


async def test_a_contract_is_logged_in_a_window(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    assert bot.modal["callback_id"] == "say" and not bot.slack.replies
    got = await bot.send(bot.modal, executed="2026-10-06")
    assert set(got.json["errors"]) == {"f.vendor"} and got.json["response_action"] == "errors"
    assert bot.store.contracts() == []
    got = await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06", categories="student_records")
    assert got.json == {"response_action": "clear"}
    contract = bot.store.contract("C-1")
    assert contract.vendor == "Kahoot" and contract.categories == ("student_records",) and contract.owner == "slack:U1"
    assert "Kahoot" in words(bot.slack.whispers[-1]) and bot.slack.whispers[-1]["channel"] == "C1"


async def test_what_is_doubted_comes_back_with_what_was_typed(bot: Bot) -> None:
    await bot.command("log-contract", channel="D1")
    got = await bot.send(bot.modal, vendor="Kahoot", executed="2026-11-30")
    assert got.json["response_action"] == "update" and '"initial_value": "Kahoot"' in words(got.json)
    got = await bot.send(bot.modal, sure="future")
    assert got.json == {"response_action": "clear"} and bot.store.contract("C-1").vendor == "Kahoot"


async def test_a_form_sent_twice_is_saved_and_told_once(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    values = filled(bot.modal, vendor="Kahoot", executed="2026-10-06")
    both = await asyncio.gather(*(bot.slack.submit(bot.modal, values) for _ in range(2)))
    await bot.rest()
    assert [got.json for got in both] == [{"response_action": "clear"}] * 2
    assert len(bot.store.contracts()) == 1 and len(bot.slack.whispers) == 1


async def test_a_form_that_takes_longer_waits_in_its_window(bot: Bot, bare: Desk) -> None:
    await bot.command("log-contract", channel="C1")
    at_once(bot)
    view = bot.modal
    got = await bot.send(view, vendor="Kahoot", executed="not yet")
    assert got.json["response_action"] == "update" and "One moment" in words(got.json)
    assert '"initial_value": "Kahoot"' in words(bot.slack.views[view["id"]]), "what was typed is there again"
    got = await bot.send(bot.slack.views[view["id"]], executed="2026-10-06")
    assert bot.store.contract("C-1") and "Kahoot" in words(bot.slack.views[view["id"]])
    assert "Kahoot" in words(bot.slack.whispers[-1])


def at_once(bot: Bot) -> None:
    """From now on no form is ready within its time."""
    listener = next(one for one in bot.app._async_listeners if one.ack_function.__name__ == "send")
    sending = listener.ack_function.__self__.sending
    sending.in_time, sending.settles = 0, 0.1


@pytest.mark.parametrize("slow", [False, True])
async def test_nothing_typed_is_lost_where_the_records_cannot_be_written(
    bot: Bot, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bot.command("log-contract", channel="C1")
    if slow:
        at_once(bot)

    def full(*_: object) -> Any:
        raise StoreTrouble("The disk is full; nothing was saved.")

    monkeypatch.setattr(type(bot.store), "change", full)
    view = bot.modal
    got = await bot.send(view, vendor="Kahoot", executed="2026-10-06")
    if slow:
        shown = words(bot.slack.views[view["id"]])
        assert "disk is full" in shown and '"initial_value": "Kahoot"' in shown
    else:
        assert got.json["response_action"] == "errors" and "disk is full" in words(got.json)


async def test_a_form_whose_leave_has_ended_comes_as_a_button(bot: Bot) -> None:
    bot.slack.trigger_life = -1
    await bot.command("done", channel="C1")  # no form
    await logged(bot)
    await bot.command("correct C-1", channel="C1")
    shown = bot.slack.whispers[-1]
    assert not bot.slack.views
    bot.slack.trigger_life = 3
    await bot.press("Correct C-1", shown)
    assert '"initial_value": "Kahoot"' in words(bot.modal)


async def test_a_deadline_is_done_with_buttons(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.direct("deadline D-1"))
    shown = bot.slack.said("D1")[-1]
    await bot.press("Done", shown)
    await bot.send(bot.modal, proof="https://hartford.example/contracts")
    assert bot.store.deadline("D-1").proof == "https://hartford.example/contracts"
    assert bot.slack.said("D1")[-1]["thread_ts"] == shown["thread_ts"] and "D-1" in words(bot.slack.said("D1")[-1])


async def test_what_a_form_answers_goes_to_the_person_where_the_channel_is_gone(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    bot.slack.channels["C1"]["is_archived"] = True
    await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06")
    assert "archived" in words(bot.slack.said("D1")[-1]) and "Kahoot" in words(bot.slack.said("D1")[-1])


# Once.


async def test_what_slack_sends_again_is_answered_once(bot: Bot) -> None:
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    await bot.after(await bot.slack.mention(ASK, channel="C2", retry=1))
    await bot.command(ASK, channel="C1")
    await bot.command(ASK, channel="C1", retry=1)
    assert len(bot.heard) == 2 and len(bot.slack.whispers) == 2


async def test_what_another_bot_answered_is_not_answered_again(bot: Bot, bare: Desk, tmp_path: Path) -> None:
    """Two bots on the same database: Slack sends the retry to the other one."""
    shared = Settings(
        data=tmp_path,
        database_url="postgresql://bot:secret@127.0.0.1/dpa",
        slack_bot_token=bot.slack.token,
        slack_signing_secret=bot.slack.secret,
        slack_api_url=bot.slack.url,
    )
    apps = [make_app(lambda m: bot.heard.append(m) or respond(m, bot.desk()), bot.desk, shared) for _ in range(2)]
    for retry, app in enumerate(apps):
        bot.slack.to = bot.app = app
        await bot.after(await bot.slack.direct(ASK, retry=retry))
    assert len(bot.heard) == 1


async def test_a_double_click_is_one_press(bot: Bot) -> None:
    await bot.after(await bot.slack.direct("help"))
    shown = bot.slack.said("D1")[-1]
    ask = button("May a vendor", shown)
    await asyncio.gather(bot.slack.press(ask, shown), bot.slack.press(ask, shown))
    await bot.rest()
    assert len(bot.heard) == 2
    await bot.after(await bot.slack.press(button("What must", shown), shown))
    assert len(bot.heard) == 3


# Files.


async def test_a_file_that_is_dropped_becomes_a_contracts_file(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF))
    await bot.press("Log a contract", bot.slack.said("D1")[-1])
    assert "The file stays with the form" in words(bot.modal) and not bot.heard[-1].files
    await bot.send(bot.modal, vendor="Kahoot")
    await bot.send(bot.modal, vendor="Kahoot", executed="2026-10-06")
    contract = bot.store.contract("C-1")
    assert bot.store.file_content(contract.file) == PDF and bot.store.file(contract.file).name == "kahoot.pdf"


async def test_a_file_comes_with_a_typed_line(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("kahoot.pdf", PDF, "log-contract vendor: Kahoot; executed: 2026-10-06"))
    assert bot.store.file_content(bot.store.contract("C-1").file) == PDF


async def test_a_file_beside_a_question_does_not_hide_it(bot: Bot) -> None:
    await bot.after(await bot.slack.drops_file("photo.png", b"png", ASK))
    _, answer, file = bot.slack.said("D1")
    assert "10-234cc(b)(3)" in words(answer) and "neither a PDF nor a Word" in words(file)


@pytest.mark.parametrize("why", ["too large", "no scope", "gone"])
async def test_a_file_that_cannot_be_kept_is_named_and_nothing_is_lost(bot: Bot, why: str) -> None:
    await bot.command("log-contract", channel="C1")
    file = bot.slack.file("kahoot.pdf", PDF)
    match why:
        case "too large":
            bot.slack.files[file["id"]]["size"] = 60 * 1024 * 1024
        case "no scope":
            bot.slack.scopes.discard("files:read")
        case "gone":
            del bot.slack.files[file["id"]]
    state = {"f.file": {"file_input": {"type": "file_input", "files": [{"id": file["id"]}]}}}
    got = await bot.send(bot.modal, state, vendor="Kahoot", executed="2026-10-06")
    assert got.json["response_action"] == "errors" and not bot.store.contracts()
    assert ("60 MB" if why == "too large" else "could not read the file") in words(got.json)


async def test_the_token_goes_to_slack_alone(bot: Bot) -> None:
    file = bot.slack.file("kahoot.pdf", PDF)
    bot.slack.files[file["id"]]["url_private_download"] = "http://localhost:1/kahoot.pdf"
    await bot.after(await bot.slack.direct("log-contract vendor: Kahoot; executed: 2026-10-06", files=[file]))
    assert "could not read the file" in words(bot.slack.said("D1")[-1]) and not bot.store.contracts()


async def test_files_are_handed_out_in_direct_messages(bot: Bot) -> None:
    await test_a_file_comes_with_a_typed_line(bot)
    await bot.command("contract-file C-1", channel="C1")
    assert "direct messages" in words(bot.slack.replies[-1])
    [file] = bot.slack.said("D1")[-1]["files"]
    assert bot.slack.files[file["id"]]["content"] == PDF
    bot.slack.scopes.discard("files:write")
    await bot.command("contract-file C-1", channel="C1")
    assert "files:write" in words(bot.slack.replies[-1])


# The Home.


async def test_the_home_shows_what_each_may_see(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.opens_home("U1"))
    await bot.after(await bot.slack.opens_home("U2"))
    await bot.after(await bot.slack.opens_home("UGUEST"))
    admin, staff, guest = (words(bot.slack.homes[user]) for user in ("U1", "U2", "UGUEST"))
    assert "D-1" in admin and "My contracts" in admin and "The board" in admin and "log-contract" in admin
    assert "D-1" in staff and "You own no contract" in staff and "The board" not in staff
    assert "D-1" not in guest and "log-contract" not in guest and "What must a contract contain?" in guest


async def test_the_home_follows_the_records(bot: Bot) -> None:
    await bot.after(await bot.slack.opens_home("U2"))
    assert "Kahoot" not in words(bot.slack.homes["U2"])
    await logged(bot)
    assert "Kahoot" in words(bot.slack.homes["U2"])
    before = len(bot.slack.asked("views.publish"))
    await bot.command(ASK, channel="C1")
    assert len(bot.slack.asked("views.publish")) == before, "a question changes nothing"


async def test_the_home_opens_windows(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.opens_home("U1"))
    await bot.press("D-1", bot.slack.homes["U1"])
    window = bot.modal
    assert "D-1" in words(window) and "submit" not in window
    await bot.press("Done", window)
    assert bot.slack.views[window["id"]]["submit"], "the same window, now with the form"
    await bot.send(bot.slack.views[window["id"]], proof="https://hartford.example/contracts")
    assert bot.store.deadline("D-1").proof and "D-1" in words(bot.slack.said("D1")[-1])


# When something goes wrong.


async def test_an_answer_that_cannot_stand_there_goes_to_the_person(bot: Bot) -> None:
    bot.slack.fail("chat.postEphemeral", "not_in_channel")
    await bot.after(await bot.slack.mention(ASK, channel="C2"))
    assert "not in that channel" in words(bot.slack.said("D1")[-1])
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1])


async def test_where_slack_asks_to_wait_the_answer_waits(bot: Bot) -> None:
    bot.slack.slow_down("chat.postMessage", 0)
    await bot.after(await bot.slack.direct(ASK))
    assert "10-234cc(b)(3)" in words(bot.slack.said("D1")[-1])


async def test_a_bug_after_the_acknowledgement_reaches_the_person(
    bot: Bot, bare: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Bolt alone would take its acknowledgement back, and Slack would show a failure of its own."""

    def broken(message: Message) -> Reply:
        raise RuntimeError

    settings = Settings(
        slack_bot_token=bot.slack.token, slack_signing_secret=bot.slack.secret, slack_api_url=bot.slack.url
    )
    bot.slack.to = bot.app = make_app(broken, bot.desk, settings)
    await bot.command(f"{ASK} secretword", channel="C1")
    told = words(bot.slack.replies[-1])
    [reference] = [record.args[0] for record in caplog.records if record.msg.startswith("reference")]
    assert str(reference) in told and "secretword" not in caplog.text


async def test_an_office_that_cannot_be_opened_is_told(bot: Bot) -> None:
    def shut(team: str) -> Any:
        raise StoreTrouble("no records")

    settings = Settings(
        slack_bot_token=bot.slack.token, slack_signing_secret=bot.slack.secret, slack_api_url=bot.slack.url
    )
    bot.slack.to = bot.app = make_app(lambda message: respond(message, bot.desk()), bot.desk, settings, offices=shut)
    await bot.command(ASK, channel="C1")
    assert "went wrong" in words(bot.slack.replies[-1])


async def test_nothing_that_is_said_is_logged(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    await bot.command("secretword", channel="C1")
    await bot.after(await bot.slack.mention("secretword", channel="C2"))
    await bot.slack.event(
        {"type": "message", "text": "secretword", "channel": "C2", "channel_type": "channel", "user": "U1"}
    )
    await bot.slack.send(
        "interactive", {"type": "strange", "text": "secretword", "user": {"id": "U1"}, "team": {"id": "T1"}}
    )
    await bot.slack.command("/dpa", "secretword", user="U1", channel="C1", secret="wrong")
    bot.slack.fail("chat.postMessage", "internal_error", times=2)
    await bot.after(await bot.slack.direct("secretword"))
    ours = [record for record in caplog.records if record.name.startswith(("dpa", "slack", "handlers"))]
    assert ours and not [record for record in ours if "secretword" in record.getMessage()]


async def test_a_revoked_token_is_told_where_slack_still_takes_it(bot: Bot) -> None:
    bot.slack.revoke()
    got = await bot.slack.command("/dpa", ASK, channel="C1")
    assert got.status == 200 and "no longer installed" in got.body
    got = await bot.slack.event({"type": "app_uninstalled"})
    assert got.status == 200


async def test_each_workspace_leads_to_its_district(bot: Bot, bare: Desk, tmp_path: Path) -> None:
    stores = {team: open_embedded(tmp_path, team.lower()) for team in ("T1", "T2")}

    def office(team: str) -> Office:
        def desk() -> Desk:
            return replace(bare, records=stores[team], admins=("slack:U1", "slack:U7"))

        return Office(lambda message: respond(message, desk()), desk)

    bot.slack.teams[bot.slack.token] = "T2"
    bot.slack.user("U7", name="Uma", team="T2")
    settings = Settings(
        slack_bot_token=bot.slack.token, slack_signing_secret=bot.slack.secret, slack_api_url=bot.slack.url
    )
    desk = office("T1").desk
    bot.slack.to = bot.app = make_app(lambda message: respond(message, desk()), desk, settings, offices=office)
    await bot.command("log-contract vendor: Kahoot; executed: 2026-10-06", user="U7", channel="C1")
    assert stores["T2"].contract("C-1") and not stores["T1"].contract("C-1")


def test_nobody_in_slack_has_the_role_of_the_machine(bare: Desk) -> None:
    settings = Settings(slack_bot_token="xoxb-1", slack_signing_secret="s")
    with pytest.raises(RuntimeError, match="without a role"):
        make_app(lambda message: respond(message, bare), lambda: replace(bare, role=Role.ADMIN), settings)


async def test_a_name_that_is_too_long_is_an_error_at_its_field(bot: Bot) -> None:
    await bot.command("log-contract", channel="C1")
    got = await bot.send(bot.modal, vendor="x" * 3000, executed="2026-10-06")
    assert set(got.json["errors"]) == {"f.vendor"} and not bot.store.contracts()


async def test_a_window_that_is_gone_is_answered_in_a_message(bot: Bot) -> None:
    await logged(bot)
    await bot.after(await bot.slack.opens_home("U1"))
    await bot.press("D-1", bot.slack.homes["U1"])
    window = dict(bot.modal)
    del bot.slack.views[window["id"]]
    await bot.press("Done", window)
    assert "Buttons" in bot.slack.said("D1")[-1]["text"]


async def test_whoever_left_is_answered_by_nobody_and_nothing_breaks(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.slack.users["U1"]["deleted"] = True
    await bot.after(await bot.slack.direct(ASK))
    assert "nobody could be told (account_inactive)" in caplog.text
