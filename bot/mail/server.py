"""The mail server: hands it one message at a time, and remembers what is wrong with it."""

from __future__ import annotations

import asyncio
import logging
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr

import aiosmtplib

from bot.mail import words
from handlers.reminders.channels import Unreachable

log = logging.getLogger("dpa")
ANSWERS_WITHIN = 10.0
"""Seconds for each of the server's few answers; a claimed reminder is ours for two minutes."""
FOR_GOOD = 500
"""Answers from this number on are final; those below may pass."""


class MailFailed(Exception):  # noqa: N818 - the field's word
    """The message did not go out, and may later; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server is, how to log in, and who its messages are from."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = True
    tls_from_the_start: bool = False

    @property
    def domain(self) -> str:
        """The sender's."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


@dataclass(slots=True)
class MailServer:
    """Sends; ``trouble`` is why the last message did not go out, empty once one has."""

    address: Address
    answers_within: float = ANSWERS_WITHIN
    trouble: str = ""

    def send(self, message: EmailMessage) -> None:
        """Hand the message over. Raises MailFailed; Unreachable where the server will never take this address."""
        try:
            asyncio.run(self._send(message))
        except aiosmtplib.SMTPRecipientsRefused as refused:
            code = max(one.code for one in refused.recipients)
            if code >= FOR_GOOD:
                raise Unreachable(words.refused(code)) from refused
            raise self._failed(words.answered(code)) from refused
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
            with suppress(aiosmtplib.SMTPException):  # it has the message by now
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
            return words.answered(problem.code)
        case _:
            return words.NOT_REACHED
