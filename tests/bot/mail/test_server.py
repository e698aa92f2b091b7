"""A message reaches a real mail server safely, and what goes wrong is said in a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.mail import words
from bot.mail.server import Address, MailFailed, MailServer, letter
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.reminders.channels import Unreachable
from tests.bot.mail.mail_servers import (
    PASSWORD,
    USER,
    Inbox,
    free_port,
    mail_server,
    own_certificate,
    silent_server,
)

REPLY = Reply(
    title="Due Fri, Nov 27:\nPost the contract", parts=(Text("Señal"),), choices=(Choice("Done", "done D-1"),)
)


def send(to: Address, **times: float) -> MailServer:
    server = MailServer(to, **times)
    server.send(letter(REPLY, "ana@maple.example", to, post="D-1/last", page="https://dpa.maple.example"))
    return server


def test_a_message_arrives_whole() -> None:
    inbox = Inbox()
    with mail_server(inbox) as address:
        assert send(address).trouble == ""
    (message,) = inbox.messages
    assert message["Subject"] == "Due Fri, Nov 27: Post the contract"
    assert message["To"] == "ana@maple.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Señal" in message.get_content()
    assert "https://dpa.maple.example" in message.get_content()


def test_a_post_that_is_sent_again_can_be_known_as_the_same() -> None:
    inbox = Inbox()
    with mail_server(inbox) as address:
        send(address)
        send(address)
    assert len({message["Message-ID"] for message in inbox.messages}) == 1


def test_tls_and_login_with_a_certificate_that_is_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, inbox = own_certificate(tmp_path), Inbox()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(inbox, certificate) as address:
        send(replace(address, user=USER, password=PASSWORD))
    assert inbox.tls == [True]


def test_a_certificate_that_nobody_trusts_is_refused(tmp_path: Path) -> None:
    inbox = Inbox()
    with (
        mail_server(inbox, own_certificate(tmp_path)) as address,
        pytest.raises(MailFailed, match="certificate is not trusted"),
    ):
        send(replace(address, user=USER, password=PASSWORD))
    assert inbox.messages == []


def test_a_server_without_tls_gets_no_message_where_tls_is_wanted() -> None:
    inbox = Inbox()
    with mail_server(inbox) as address, pytest.raises(MailFailed, match="no safe connection"):
        send(replace(address, tls=True))
    assert inbox.messages == []


def test_a_wrong_password_is_said_and_never_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    certificate = own_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(Inbox(), certificate) as address:
        server = MailServer(replace(address, user=USER, password="wrong word"))
        with pytest.raises(MailFailed, match="name or the password"):
            server.send(letter(REPLY, "ana@maple.example", address, post="D-1"))
    assert server.trouble == words.NO_LOGIN
    assert words.NO_LOGIN in caplog.text
    assert "wrong word" not in caplog.text
    assert "ana@" not in caplog.text


def test_a_server_that_hangs_is_left_in_time() -> None:
    with silent_server() as address:
        server = MailServer(address, answers_within=0.3)
        with pytest.raises(MailFailed, match="does not answer"):
            server.send(letter(REPLY, "ana@maple.example", address, post="D-1"))
        assert server.trouble == words.NO_ANSWER


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(MailFailed, match="cannot be reached"):
        send(Address("127.0.0.1", free_port(), "privacy@maple.example", tls=False))


def test_an_address_that_is_refused_for_good_is_not_tried_again() -> None:
    with mail_server(Inbox(refuses="550 no such box")) as address, pytest.raises(Unreachable, match="550"):
        send(address)
    with mail_server(Inbox(refuses="451 later")) as address, pytest.raises(MailFailed, match="451"):
        send(address)


def test_trouble_ends_with_the_next_message() -> None:
    inbox = Inbox(refuses="451 later")
    with mail_server(inbox) as address:
        server = MailServer(address)
        with pytest.raises(MailFailed):
            server.send(letter(REPLY, "ana@maple.example", address, post="D-1"))
        assert server.trouble
        inbox.refuses = ""
        server.send(letter(REPLY, "ana@maple.example", address, post="D-1"))
        assert server.trouble == ""
