"""Print the description of the read API: ``dpa openapi``."""

from __future__ import annotations

import json

import click

from bot.cli import words


@click.command(help=words.HELP_OPENAPI)
def openapi() -> None:
    """The same document as at ``/api/openapi.json``."""
    from bot.web.api.openapi import document  # noqa: PLC0415 - a web server that no other command needs

    click.echo(json.dumps(document(), indent=2, ensure_ascii=False))
