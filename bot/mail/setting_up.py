"""The mail server as the settings name it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bot.mail.channel import EmailChannel, tell_team
from bot.mail.server import Address, MailServer
from bot.settings import Settings
from bot.settings.mail import TLS_FROM_THE_START
from handlers.dialogue.desk import Desk
from handlers.people.page_people import MAIL
from handlers.reminders.channels import Channel, Channels


def mail_channel(settings: Settings, desk: Callable[[], Desk], others: Channels) -> dict[str, Channel]:
    """The district's channel to mailboxes, by its surface; the ``others`` tell its team where it fails."""
    server = mail_server(settings)
    if server is None:
        return {}
    return {MAIL: EmailChannel(server, settings.page_url, lambda says: tell_team(says, desk(), others))}


@cache
def mail_server(settings: Settings) -> MailServer | None:
    """One for all districts; None where e-mail is not set up."""
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
