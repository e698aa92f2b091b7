"""Make a key for the bot's secrets: ``dpa new-key``."""

from __future__ import annotations

import click

from bot.cli import check_words as words
from bot.settings import read_settings
from handlers.dialogue.errors import Sorry
from storage.vault.vault import generate_key
from storage.vault.vault import new_key as put_key_first


@click.command("new-key", help=words.HELP_NEW_KEY)
@click.option("--on-file", is_flag=True, help=words.HELP_ON_FILE)
def new_key(*, on_file: bool) -> None:
    """Print a new key, or put it first in the key file."""
    if not on_file:
        click.echo(generate_key())
        return
    settings = read_settings()
    if settings.secret_key:
        raise Sorry(words.KEYS_ARE_SET)
    put_key_first(settings.data)
    click.echo(words.NEW_KEY)
