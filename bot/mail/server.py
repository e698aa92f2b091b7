"""E-mail by SMTP: the mail server, replies as messages, and the channel that sends reminders to mailboxes."""

import asyncio
import hashlib
import logging
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from functools import cache

import aiosmtplib

from bot.mail import words
from bot.settings import Settings
from bot.settings.addresses import TLS_FROM_THE_START
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import PRESSING, Reply, Text
from handlers.dialogue.text import SIGNS, plain
from handlers.people.page_people import MAIL
from handlers.reminders.channels import Channel, Channels, Place, Unreachable, team_place

log = logging.getLogger("dpa")
ANSWERS_WITHIN = 10.0
"""Seconds to wait for each answer of the server; a claim on a reminder lasts two minutes."""
FOR_GOOD = 500
"""SMTP codes from this one on are final; lower ones may be temporary."""


class MailFailed(Exception):  # noqa: N818 - the field's word
    """The message was not sent, but may be later; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Address:
    """The mail server's address and login, and the sender of its messages."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = True
    tls_from_the_start: bool = False

    @property
    def domain(self) -> str:
        """The domain of the sender's address."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


@dataclass(slots=True)
class MailServer:
    """Sends messages one at a time; ``trouble`` is why the last one failed, empty after a success."""

    address: Address
    answers_within: float = ANSWERS_WITHIN
    trouble: str = ""

    def send(self, message: EmailMessage) -> None:
        """Send the message. Raises MailFailed; Unreachable where the server refuses this address for good."""
        try:
            asyncio.run(self._send(message))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = max(one.code for one in refused.recipients)
            if code >= FOR_GOOD:
                raise Unreachable(words.refused(code=code)) from refused
            raise self._failed(words.answered(code=code)) from refused
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
            raise self._failed(_says(problem)) from problem
        self.trouble = ""

    async def _send(self, message: EmailMessage) -> None:
        to = self.address
        context = ssl.create_default_context() if to.tls else None
        client = aiosmtplib.SMTP(
            hostname=to.host,
            port=to.port,
            use_tls=to.tls and to.tls_from_the_start,
            start_tls=False,
            tls_context=context,
            timeout=self.answers_within,
            local_hostname=to.domain,
        )
        try:
            await client.connect()
            if to.tls and not to.tls_from_the_start:
                await client.starttls(tls_context=context)
            if to.user:
                await client.login(to.user, to.password)
            await client.send_message(message)
            with suppress(aiosmtplib.SMTPException):  # the server has taken the message
                await client.execute_command(b"QUIT")
        finally:
            if isinstance(client.transport, asyncio.WriteTransport):
                client.transport.abort()
            client.close()
            await asyncio.sleep(0)  # the loop closes the socket in its next round

    def _failed(self, says: str) -> MailFailed:
        log.warning("e-mail not sent: %s", says)
        self.trouble = says
        return MailFailed(says)


def _says(problem: BaseException) -> str:
    """What went wrong, as a sentence."""
    causes: list[BaseException] = [problem]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(cause)
    if any(isinstance(one, ssl.SSLError) for one in causes) or "STARTTLS" in str(problem):
        return words.NO_TLS
    match problem:
        case aiosmtplib.SMTPAuthenticationError():
            return words.NO_LOGIN
        case aiosmtplib.SMTPTimeoutError() | TimeoutError():
            return words.NO_ANSWER
        case aiosmtplib.SMTPResponseException():
            return words.answered(code=problem.code)
        case _:
            return words.NOT_REACHED


def letter(reply: Reply, to: str, sender: Address, *, post: str, page: str = "") -> EmailMessage:
    """The reply as plain text, with the page's address instead of buttons. A post always has the same Message-ID."""
    message = EmailMessage()
    message["From"], message["To"] = sender.sender, to
    prefix = f"{SIGNS[reply.tone][1]}: " if reply.tone in PRESSING else ""
    message["Subject"] = " ".join(f"{prefix}{reply.title}".split())
    message["Date"] = formatdate(localtime=False)
    digest = hashlib.sha256(f"{post} {to}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{digest}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    lines = (
        plain(replace(reply, choices=(), form=None)),
        words.page(address=page) if page and reply.choices else "",
        words.AUTOMATIC,
    )
    message.set_content("\n\n".join(line for line in lines if line) + "\n")
    return message


TOLD_AGAIN = timedelta(hours=24)
"""How long after a notice the team is told again that e-mail still fails."""
TOLD = "e-mail trouble"
"""The rate slot that limits this to once a day; no place has this name."""


@dataclass(frozen=True, slots=True)
class EmailChannel:
    """The channel that sends e-mail to one person; ``tell`` is called with the reason when a message fails."""

    server: MailServer
    page: str = ""
    tell: Callable[[str], None] = lambda _: None
    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002 - the channel's shape
        """Send one reminder; returns the address of the post. Raises MailFailed, Unreachable."""
        to = place.address["to"]
        try:
            self.server.send(letter(reply, to, self.server.address, post=post, page=self.page))
        except MailFailed as failed:
            self.tell(str(failed))
            raise
        return f"{place.id} {post}"


def tell_team(says: str, desk: Desk, channels: Channels) -> None:
    """Tell the district's team in its chat, at most once a day, that e-mail fails. Never raises."""
    try:
        place, now = team_place(desk, channels), desk.now.astimezone(UTC)
        if place and desk.store.take_slot(TOLD, now, TOLD_AGAIN) == now:
            reply = Reply(title=words.TROUBLE_TITLE, parts=(Text(says),), tone="sorry")
            channels[place.surface].send(place, reply, f"{TOLD} {desk.today}", again=False)
    except Exception:
        log.exception("the team was not told that e-mail does not go out")


def mail_channel(settings: Settings, desk: Callable[[], Desk], others: Channels) -> dict[str, Channel]:
    """The district's e-mail channel by its surface, or none; the ``others`` tell the team when it fails."""
    server = mail_server(settings)
    if server is None:
        return {}
    return {MAIL: EmailChannel(server, settings.page_url, lambda says: tell_team(says, desk(), others))}


@cache
def mail_server(settings: Settings) -> MailServer | None:
    """The mail server, the same for all districts; None where e-mail is not set up."""
    if not settings.smtp_host:
        return None
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
    return MailServer(
        Address(
            host=settings.smtp_host,
            port=settings.smtp_port,
            sender=settings.smtp_from,
            user=settings.smtp_user,
            password=password,
            tls=settings.smtp_tls == "on",
            tls_from_the_start=settings.smtp_port == TLS_FROM_THE_START,
        )
    )
