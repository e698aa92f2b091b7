"""Sends a test by e-mail: ``dpa mail-test ADDRESS``."""

from __future__ import annotations

import sys

import click

from bot.settings import read_settings
from handlers.dialogue.reply import Reply, Text
from handlers.people.page_people import page_id


@click.command("mail-test")
@click.argument("address")
def mail_test(address: str) -> None:
    """Send a test message to ADDRESS through the mail server of the settings."""
    from bot.mail import words  # noqa: PLC0415 - no other command sends e-mail
    from bot.mail.letter import letter  # noqa: PLC0415
    from bot.mail.server import MailFailed  # noqa: PLC0415
    from bot.mail.setting_up import mail_server  # noqa: PLC0415
    from handlers.reminders.channels import Unreachable  # noqa: PLC0415

    server = mail_server(read_settings())
    if server is None:
        raise click.UsageError(words.NOT_SET_UP)
    if not page_id(address):
        raise click.UsageError(words.no_address(address))
    reply = Reply(title=words.TEST_SUBJECT, parts=(Text(words.TEST),))
    try:
        server.send(letter(reply, address, server.address, post=f"test {address}"))
    except (MailFailed, Unreachable) as problem:
        click.echo(problem, err=True)
        sys.exit(1)
    click.echo(words.tested(address))
