"""``dpa mcp``: serves the tools to another assistant over standard input and output."""

from datetime import datetime

import click

from bot import compose
from bot.mcp import words
from bot.settings import read_settings
from handlers.programs.readers import check_token


@click.command(help=words.HELP_MCP)
@click.option("--token", envvar="DPA_MCP_TOKEN", default="", metavar="TOKEN", help=words.HELP_ACTS_FOR)
def mcp(token: str) -> None:
    """Serve until standard input closes."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - only needed here

    settings = read_settings()
    store = compose.open_store(settings)
    if token:
        check_token(token, store, datetime.now(settings.zone))
    from bot.mcp.server import serve  # noqa: PLC0415 - a good second that no other command needs

    make = compose.desk_maker(settings, store)
    with threadpool_limits(1, user_api="blas"):  # a question is short, so more threads would mostly wait for each other
        serve(make, token)
