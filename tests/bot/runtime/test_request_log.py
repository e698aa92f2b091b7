"""Is what the bot does counted, for this machine to see?"""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.runtime.logs import with_request_log
from handlers.dialogue.desk import Message
from handlers.dialogue.outcome import Note
from handlers.dialogue.reply import Reply
from storage.records import Role
from tests.bot.running_bot import LOGGED, RunningBot, beat

# What is counted


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("may the vendor sell student data?", "answered"),
        ("what is the best pizza in New Haven?", "abstained"),
        ("nearest sell-data", "asked_back"),
        ("records", "answered"),
        ("log-contract", "asked_back"),
        ("operator the class quiz app", "asked_back"),
        ("log-contract vendor: Acme; executed: someday", "asked_back"),
        (LOGGED, "done"),
        ("contract C-99", "sorry"),
        ("rule", "sorry"),
    ],
)
async def test_each_message_is_counted_and_logged_once_by_its_outcome(
    running_bot: RunningBot, said: str, outcome: str
) -> None:
    metric = f'dpa_messages_total{{outcome="{outcome}",surface="page"}}'
    assert await running_bot.count(metric) == 0
    await running_bot.say(said)
    assert await running_bot.count(metric) == 1
    assert await running_bot.count('dpa_message_seconds_count{surface="page"}') == 1
    (line,) = running_bot.lines()
    assert (line["event"], line["surface"], line["outcome"]) == ("message", "page", outcome)


async def test_a_command_that_the_person_may_not_give_is_refused(running_bot: RunningBot) -> None:
    running_bot.desk = replace(running_bot.desk, role=Role.STAFF)
    await running_bot.say(LOGGED)
    assert await running_bot.count('dpa_messages_total{outcome="refused",surface="page"}') == 1


async def test_a_script_s_questions_are_counted_too(running_bot: RunningBot) -> None:
    await running_bot.ask("may the vendor sell student data?")
    await running_bot.ask("what is the best pizza in New Haven?")
    await running_bot.ask("x" * 100_000)
    for outcome in ("answered", "abstained", "sorry"):
        assert await running_bot.count(f'dpa_messages_total{{outcome="{outcome}",surface="api"}}') == 1


async def test_reminders_are_counted_as_they_go(running_bot: RunningBot) -> None:
    await running_bot.say(LOGGED)
    assert await running_bot.count("dpa_reminders_due") > 0
    assert await running_bot.count("dpa_heartbeat_age_seconds") == float("inf")
    await beat(running_bot)
    for what in ("claimed", "sent"):
        assert await running_bot.count(f'dpa_reminders_total{{what="{what}"}}') > 0
    assert await running_bot.count('dpa_reminders_total{what="failed"}') == 0
    assert await running_bot.count("dpa_reminders_due") == 0
    running_bot.pass_(seconds=7)
    assert await running_bot.count("dpa_heartbeat_age_seconds") == 7


async def test_errors_of_the_store_are_counted_wherever_they_happen(running_bot: RunningBot, tmp_path: Path) -> None:
    assert await running_bot.count("dpa_store_errors_total") == 0
    (tmp_path / "district" / "district.json").write_text("{oops")
    await running_bot.say("deadlines")
    after = await running_bot.count("dpa_store_errors_total")
    assert after > 0
    await beat(running_bot)
    assert await running_bot.count("dpa_store_errors_total") > after
    assert running_bot.lines()[0]["problem"] == "DamagedError"


# Who may see it


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"X-Forwarded-For": "10.0.0.9"}, {"Forwarded": "for=10.0.0.9"}, {"Via": "1.1 proxy"}],
    ids=["host", "forwarded-for", "forwarded", "via"],
)
async def test_metrics_are_for_this_machine_only(running_bot: RunningBot, headers: dict[str, str]) -> None:
    status, text = await running_bot.get("metrics", **headers)
    assert status == 403
    assert "dpa_" not in text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [("", "text/plain"), ("application/openmetrics-text;version=1.0.0", "application/openmetrics-text")],
)
async def test_metrics_come_in_the_format_that_is_asked_for(
    running_bot: RunningBot, accept: str, media_type: str
) -> None:
    async with running_bot.page.get(f"{running_bot.address}metrics", headers={"Accept": accept}) as answer:
        assert answer.content_type == media_type
        assert "dpa_store_errors_total" in await answer.text()


async def test_a_look_at_a_form_counts_for_nothing() -> None:
    counted: list[str] = []
    note = [Note("asked_back", "abc")]
    hear = with_request_log(lambda _: (Reply(title="Form"), note[0]), lambda _, outcome, __: counted.append(outcome))
    hear(Message("log-contract", look=True))
    hear(Message("log-contract"))
    assert counted == ["asked_back"]
    note[0] = Note("bug", "abc", problem=ValueError())
    hear(Message("log-contract", look=True))
    assert counted == ["asked_back", "bug"]
