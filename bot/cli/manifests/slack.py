"""Slack's manifest, and the commands ``dpa manifest slack`` and ``dpa manifest teams``, which write both manifests."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from bot.cli import check_words
from bot.cli.manifests import teams as cli_teams
from bot.cli.manifests.teams_rules import GUID
from bot.settings import LONGEST_PUBLISHER, read_settings
from bot.slack import manifest_words
from bot.slack.client import ASK_ABOUT_THIS, EVENTS, OPTIONAL, SCOPES, TRACK_THIS
from bot.teams import words as teams_words
from handlers.commands import COMMANDS
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry

COLOR = "#1f3a5f"


def slack(url: str = "") -> dict[str, Any]:
    """The manifest; ``url`` is where Slack reaches the bot, empty for Socket Mode, where the bot calls Slack."""
    events = {"request_url": f"{url}/slack/events"} if url else {}
    made: dict[str, Any] = {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": manifest_words.NAME,
            "description": manifest_words.DESCRIPTION,
            "long_description": manifest_words.LONG_DESCRIPTION,
            "background_color": COLOR,
        },
        "features": _features({"url": f"{url}/slack/events"} if url else {}),
        "oauth_config": {"scopes": {"bot": sorted((*SCOPES, *OPTIONAL)), "bot_optional": list(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {**events, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **events},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }
    if url:
        made["oauth_config"]["redirect_urls"] = [f"{url}/slack/oauth_redirect"]
    return made


def _on_message(id: str, name: str, description: str) -> dict[str, str]:
    return {"name": name, "type": "message", "callback_id": id, "description": description}


def _features(where: dict[str, str]) -> dict[str, Any]:
    hint = " | ".join(command.usage for command in COMMANDS.values() if command.listed)
    prompts = [{"title": manifest_words.SUGGESTED[say], "message": say} for say in wording.FIRST_QUESTIONS]
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": manifest_words.BOT_NAME, "always_online": True},
        "agent_view": {"agent_description": manifest_words.AGENT, "suggested_prompts": prompts},
        "shortcuts": [
            _on_message(ASK_ABOUT_THIS, manifest_words.ASK_ABOUT_THIS, manifest_words.HELP_ASK_ABOUT_THIS),
            _on_message(TRACK_THIS, manifest_words.TRACK_THIS, manifest_words.HELP_TRACK_THIS),
        ],
        "slash_commands": [
            # Escaped, so that Slack sends a typed person or channel with its id.
            {
                "command": "/dpa",
                **where,
                "description": manifest_words.COMMAND,
                "usage_hint": hint,
                "should_escape": True,
            }
        ],
    }


def _address(says: str) -> Callable[[click.Context, click.Parameter, str], str]:
    """A check of an option's value: an https address with a host and no query, or empty; ``says`` is the error."""

    def check(context: click.Context, option: click.Parameter, given: str) -> str:  # noqa: ARG001 - click's shape
        found = given.strip().rstrip("/")
        parts = urlsplit(found)
        extra = parts.query or parts.fragment or parts.username
        if found and (parts.scheme != "https" or not parts.hostname or extra):
            raise click.BadParameter(says)
        return found

    return check


def _id(context: click.Context, option: click.Parameter, given: str) -> str:  # noqa: ARG001 - click's shape
    if given and not re.fullmatch(GUID, given.strip()):
        raise click.BadParameter(teams_words.BAD_APP_ID)
    return given.strip().lower()


def _publisher(context: click.Context, option: click.Parameter, given: str) -> str:  # noqa: ARG001 - click's shape
    if len(given.strip()) > LONGEST_PUBLISHER:
        raise click.BadParameter(teams_words.BAD_PUBLISHER)
    return given.strip()


def _from_settings(app: cli_teams.TeamsApp) -> cli_teams.TeamsApp:
    """The app, with the settings' values where an option was left out. Raises Sorry."""
    settings = read_settings()
    own_name = settings.named if len(settings.named) <= LONGEST_PUBLISHER else ""
    https_url = settings.url if settings.url.startswith("https://") else ""
    return replace(
        app,
        url=app.url or https_url,
        app_id=app.app_id or settings.teams_app_id,
        publisher=app.publisher or settings.publisher or own_name,
    )


FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-")


@click.group()
def manifest() -> None:
    """Write the manifest that makes the app known to Slack or Teams."""


@manifest.command("slack", help=manifest_words.HELP_MANIFEST)
@click.option(
    "--url", metavar="URL", default="", callback=_address(manifest_words.BAD_URL), help=manifest_words.HELP_URL
)
@FILE
def slack_(url: str, file: Path) -> None:
    """To FILE or standard output."""
    _write(file, cli_teams.text(slack(url)).encode(), manifest_words.written(file=file))


@manifest.command("teams", help=teams_words.HELP_MANIFEST)
@click.option("--url", metavar="URL", default="", callback=_address(teams_words.BAD_URL), help=teams_words.HELP_URL)
@click.option("--app-id", metavar="ID", default="", callback=_id, help=teams_words.HELP_APP_ID)
@click.option("--about", metavar="URL", default="", callback=_address(teams_words.BAD_URL), help=teams_words.HELP_ABOUT)
@click.option("--publisher", metavar="NAME", default="", callback=_publisher, help=teams_words.HELP_PUBLISHER)
@FILE
def teams_(file: Path, **given: str) -> None:
    """To FILE or standard output; as a package, with what the settings say, where the FILE's name ends in .zip."""
    zipped = file.suffix == ".zip"
    app = _from_settings(cli_teams.TeamsApp(**given)) if zipped else cli_teams.TeamsApp(**given)
    made = cli_teams.teams(app)
    _write(file, cli_teams.package(made) if zipped else cli_teams.text(made).encode(), teams_words.written(file=file))
    if zipped and not (app.url and app.app_id):
        click.echo(teams_words.EXAMPLE, err=True)


def _write(file: Path, content: bytes, says: str) -> None:
    if str(file) == "-":
        click.echo(content, nl=False)
        return
    try:
        file.write_bytes(content)
    except OSError as problem:
        raise Sorry(check_words.not_written(path=file, why=problem.strerror or "")) from problem
    click.echo(says)
