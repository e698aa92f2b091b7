"""People who are named by an e-mail address get their reminders there, and a mail server that fails is told."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.commands import cli
from bot.mail import words
from bot.mail.server import mail_channel, mail_server
from bot.settings import Settings, read_settings
from handlers.deadlines.steps import Step, StepKind, reminder_for
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from handlers.people.names import can_message
from handlers.reminders.channels import Channel, own_places
from handlers.reminders.remind import remind
from knowledge.counting import Calendar
from knowledge.load import load
from storage.embedded.store import open_embedded
from storage.records import Event, Place, Record, Role, Setup
from tests.bot.mail import mail_servers
from tests.bot.mail.mail_servers import Inbox, free_port
from tests.handlers.talk import Notes

ANA = "page:ana@maple.example"
TEAM = Place(id="slack:C1", surface="slack", private=True)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A district whose team has a channel, and in which Ana has no chat and owns a contract."""
    settings = Settings(data=tmp_path)
    now = datetime(2026, 11, 20, 9, tzinfo=settings.zone)
    made = Desk(load(), lambda _: (), Calendar(), now, open_embedded(tmp_path, "maple"), role=Role.ADMIN, mail=True)
    made = replace(made, invites="https://dpa.maple.example/enter/maple")
    put(made, TEAM, Setup(place=TEAM.id))
    say(made, "grant Ana ana@maple.example staff")
    say(made, f"log-contract vendor: Acme; executed: 2026-11-20; owner: {ANA}")
    return made


def put(desk: Desk, *records: Record) -> None:
    desk.store.change(Event(who="test", what="setup", when=desk.now, surface="test"), lambda _: records)


def say(desk: Desk, text: str) -> str:
    return str(respond(Message(text, who="Dana"), desk).parts)


def channels(desk: Desk, port: int) -> dict[str, Channel]:
    """The team's chat, and e-mail through the server at that port."""
    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_from="bot@maple.example", smtp_tls="off")
    others: dict[str, Channel] = {"slack": Notes([])}
    return {**others, **mail_channel(settings, lambda: desk, others)}


def on(desk: Desk, day: int, minute: int = 0) -> Desk:
    return replace(desk, now=datetime(2026, 11, day, 9, minute, tzinfo=desk.zone))


def test_the_owner_is_reminded_by_e_mail(desk: Desk) -> None:
    inbox = Inbox()
    with mail_servers.mail_server(inbox) as address:
        remind(on(desk, 24), channels(desk, address.port))
    (message,) = inbox.messages
    assert message["To"] == "ana@maple.example"
    assert "Post the contract" in message["Subject"]
    assert "Acme" in message.get_content()
    assert "cannot be messaged" not in message.get_content()
    assert can_message(ANA, desk)


def test_nobody_is_written_to_where_the_district_did_not_set_it_up(desk: Desk) -> None:
    assert mail_channel(Settings(), lambda: desk, {}) == {}
    notes = Notes([])
    remind(on(desk, 24), {"slack": notes})
    assert set(notes.places) == {TEAM.id}
    assert not can_message(ANA, replace(desk, mail=False))


def test_somebody_who_lost_their_role_gets_no_more(desk: Desk) -> None:
    say(desk, "revoke Ana")
    inbox = Inbox()
    with mail_servers.mail_server(inbox) as address:
        remind(on(desk, 24), channels(desk, address.port))
    assert inbox.messages == []


def test_the_digest_goes_to_a_lead_without_a_chat(desk: Desk) -> None:
    put(desk, Setup(lead=ANA))
    put(desk, reminder_for(Step(StepKind.DIGEST, on=on(desk, 23).today), "", on(desk, 23).now))
    inbox = Inbox()
    with mail_servers.mail_server(inbox) as address:
        remind(on(desk, 23), channels(desk, address.port))
    assert [message["To"] for message in inbox.messages] == ["ana@maple.example"]


def test_a_server_that_fails_is_told_once_and_the_reminder_is_tried_again(desk: Desk) -> None:
    port = free_port()
    broken = channels(on(desk, 24), port)
    team = broken["slack"]
    assert isinstance(team, Notes)
    remind(on(desk, 24), broken)
    remind(on(desk, 24, 5), broken)
    told = [post for post in team.posts if words.TROUBLE_TITLE in post]
    assert len(told) == 1
    assert "cannot be reached" in told[0]
    waiting = [one for one in desk.store.reminders("D-1") if one.trouble and one.sent_at is None]
    assert {one.trouble for one in waiting} == {"MailFailed"}
    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_from="bot@maple.example", smtp_tls="off")
    server = mail_server(settings)
    assert server is not None and "cannot be reached" in server.trouble


def test_a_question_to_the_lead_never_goes_by_e_mail(desk: Desk) -> None:
    both: dict[str, Channel] = {"email": Notes([]), "page": Notes([])}
    assert [place.surface for place in own_places(ANA, desk, both)] == ["email", "page"]
    assert [place.surface for place in own_places(ANA, desk, both, by_mail=False)] == ["page"]


SETTINGS = {"DPA_SMTP_HOST": "smtp.maple.example", "DPA_SMTP_FROM": "Privacy <privacy@maple.example>"}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"DPA_SMTP_FROM": ""}, "DPA_SMTP_FROM as well"),
        ({"DPA_SMTP_HOST": ""}, "DPA_SMTP_HOST as well"),
        ({"DPA_SMTP_HOST": "https://smtp.example/"}, "not the name of a server"),
        ({"DPA_SMTP_FROM": "privacy"}, "not an e-mail address"),
        ({"DPA_SMTP_USER": "bot"}, "go together"),
        ({"DPA_SMTP_TLS": "off"}, "only for a server on this machine"),
        ({"DPA_SMTP_TLS": "perhaps"}, "DPA_SMTP_TLS"),
        ({"DPA_SMTP_PORT": "0"}, "DPA_SMTP_PORT"),
    ],
)
def test_settings_that_cannot_work_are_refused(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], wrong: str
) -> None:
    for name, value in {**SETTINGS, **given}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Sorry, match=wrong):
        read_settings()


def test_settings_that_can_work_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().smtp_host == ""
    for name, value in {**SETTINGS, "DPA_SMTP_USER": "bot", "DPA_SMTP_PASSWORD": "word"}.items():
        monkeypatch.setenv(name, value)
    server = mail_server(read_settings())
    assert server is not None
    assert (server.address.port, server.address.tls, server.address.tls_from_the_start) == (587, True, False)
    assert "word" not in repr(server)
    monkeypatch.setenv("DPA_SMTP_PORT", "465")
    at_once = mail_server(read_settings())
    assert at_once is not None and at_once.address.tls_from_the_start


def test_mail_test_sends_a_message_or_says_why_not() -> None:
    inbox = Inbox()
    with mail_servers.mail_server(inbox) as address:
        env = {"DPA_SMTP_HOST": "127.0.0.1", "DPA_SMTP_PORT": str(address.port), "DPA_SMTP_TLS": "off"}
        env["DPA_SMTP_FROM"] = "bot@maple.example"
        done = CliRunner(env=env).invoke(cli, ["mail-test", "ana@maple.example"])
        assert (done.exit_code, done.output) == (0, words.tested(address="ana@maple.example") + "\n")
        assert [message["Subject"] for message in inbox.messages] == [words.TEST_SUBJECT]
    failed = CliRunner(env={**env, "DPA_SMTP_PORT": str(free_port())}).invoke(cli, ["mail-test", "ana@maple.example"])
    assert failed.exit_code == 1
    assert "cannot be reached" in failed.output
    assert "not set up" in CliRunner().invoke(cli, ["mail-test", "ana@maple.example"]).output
    assert "not an e-mail address" in CliRunner(env=env).invoke(cli, ["mail-test", "ana"]).output
