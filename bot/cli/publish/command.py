"""The command that publishes the public register: ``dpa publish FOLDER``."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot import compose
from bot.cli.conversation.terminal import show
from bot.cli.publish import words
from bot.cli.publish.remote import read_target
from bot.cli.records.district_store import DistrictStore, district_option, open_district
from handlers.dialogue.desk import Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Reply
from handlers.register.commands import lack_parts, published_reply
from handlers.register.publish import PublishRequest, PublishResult
from handlers.register.publish import publish as publish_register
from handlers.register.words import GAPS_TITLE, STOPPED_TITLE, not_a_folder

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("folder", required=False, type=_PATH)
@click.option("--address", default="", metavar="URL", help=words.HELP_ADDRESS)
@click.option("--accept", is_flag=True, help=words.HELP_ACCEPT)
@click.option("--checked", multiple=True, metavar="ID", help=words.HELP_CHECKED)
@click.option("--to", "target", default="", metavar="TARGET", help=words.HELP_TO)
@click.option("--ssh-config", type=_PATH, help=words.HELP_SSH)
@district_option
def publish(  # noqa: PLR0913, PLR0917 - click's shape
    folder: Path | None,
    address: str,
    accept: bool,
    checked: tuple[str, ...],
    target: str,
    ssh_config: Path | None,
    district: str | None,
) -> None:
    """Publish the contracts and notices as a website in FOLDER; exit 1 where something is missing."""
    if address and (urlsplit(address).scheme not in {"http", "https"} or "." not in urlsplit(address).netloc):
        raise Sorry(words.bad_address(address))
    to = read_target(target, ssh_config) if target else None
    with open_district(district) as records:
        place = _folder(folder, records)
        looked_at = frozenset(one.upper() for one in checked)
        asked = PublishRequest(place, address, accept, looked_at, to.copy if to else None, bool(address or to))
        desk = compose.desk_maker(records.settings, records.store)()
        result = publish_register(asked, Message("publish", who=getpass.getuser(), surface="command line"), desk)
    if result.lacks:
        click.echo(
            show(
                Reply(
                    title=STOPPED_TITLE if result.stopped else GAPS_TITLE, parts=tuple(lack_parts(result.lacks, None))
                )
            )
        )
    if result.stopped:
        _stop(result)
    click.echo(show(published_reply(result)))
    click.echo(words.written(place, result.proof))
    if to:
        click.echo(words.copied(target))


def _stop(result: PublishResult) -> None:
    """Say how to go on, and end."""
    doubtful = list(dict.fromkeys(one.record for one in result.lacks if one.needs_a_look))
    click.echo(words.NOT_ACCEPTED, err=True)
    if doubtful:
        click.echo(words.to_check(doubtful), err=True)
    sys.exit(1)


def _folder(given: Path | None, records: DistrictStore) -> Path:
    """The folder that is named, else that of the settings. Raises Sorry where it is among the records, or none is."""
    folder = given or records.settings.register_folder
    if folder is None:
        raise Sorry(words.NO_FOLDER)
    try:
        records.check_target(folder)
    except RuntimeError:  # links that lead in a circle
        raise Sorry(not_a_folder(folder)) from None
    return folder.absolute()
