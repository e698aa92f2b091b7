"""``dpa publish``: writes the public register as a website, and copies it to a web server by rsync or sftp."""

import getpass
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from bot import compose
from bot.cli import words
from bot.cli.conversation import show
from bot.cli.records.district_store import DistrictStore, district_option, open_district
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import Reply
from handlers.register.checks import PROOF
from handlers.register.gaps import lack_parts
from handlers.register.publish import PublishRequest, PublishResult, published_reply
from handlers.register.publish import publish as publish_register
from handlers.register.words import GAPS_TITLE, STOPPED_TITLE, not_a_folder

_RSYNC = re.compile(r"(?P<host>(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*):(?P<path>(?!//)[\w.~/-]+)", re.ASCII)
_SFTP = re.compile(
    r"sftp://(?P<host>(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*)(?::(?P<port>\d{1,5}))?/(?P<path>[\w.~/-]+)", re.ASCII
)
TIMEOUT, CONNECT_TIMEOUT = 3600, 20
"""Seconds for the whole copy, and for the server to answer."""


@dataclass(frozen=True, slots=True)
class Target:
    """A folder on a web server, and the program that copies to it: rsync or sftp. ``text`` is what was typed."""

    text: str
    program: str
    host: str
    path: str
    port: str = ""
    config: Path | None = None

    def copy(self, folder: Path, gone: Collection[str]) -> None:
        """Copy the site into the server's folder, and remove the files in ``gone``; all others stay. Raises Sorry."""
        for needed in (self.program, "ssh"):
            if shutil.which(needed) is None:
                raise Sorry(words.no_program(needed))
        files = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
        files.sort(key=lambda path: path == PROOF)  # the proof comes last, when all that it names is there
        with tempfile.TemporaryDirectory(prefix="dpa-publish-") as scratch:
            lines = Path(scratch) / "lines"
            if self.program == "rsync":
                lines.write_text("".join(f"{path}\n" for path in (*files, *gone)))
                self._run(self._rsync(folder, lines))
            else:
                lines.write_text("".join(f"{line}\n" for line in self._batch(folder, files, gone)))
                self._run(
                    [
                        "sftp",
                        *self._options(),
                        *(("-P", self.port) if self.port else ()),
                        "-b",
                        str(lines),
                        "--",
                        self.host,
                    ]
                )

    def _options(self) -> list[str]:
        """The options of ssh, which must not ask for a password: nobody is there to type one."""
        own = ["-F", str(self.config)] if self.config else []
        return [*own, "-o", "BatchMode=yes", "-o", f"ConnectTimeout={CONNECT_TIMEOUT}"]

    def _rsync(self, folder: Path, lines: Path) -> list[str]:
        shell = " ".join(("ssh", *map(_for_rsync, self._options())))
        how = ["-rt", "--chmod=D755,F644", "--delay-updates", "--delete-missing-args", f"--files-from={lines}"]
        return ["rsync", *how, "-e", shell, "--", f"{folder}/", f"{self.host}:{self.path.rstrip('/')}/"]

    def _batch(self, folder: Path, files: Iterable[str], gone: Iterable[str]) -> Iterator[str]:
        """The lines of a batch for sftp: each file is put under a temporary name, then renamed.

        A line that begins with a dash may fail.
        """
        folders = sorted({str(parent) for path in files for parent in Path(path).parents if str(parent) != "."})
        base = self.path.rstrip("/")
        yield f"-mkdir {_for_sftp(base)}"
        yield from (f"-mkdir {_for_sftp(f'{base}/{one}')}" for one in folders)
        for path in files:
            target = f"{base}/{path}"
            yield f"put {_for_sftp(str(folder / path))} {_for_sftp(f'{target}.new')}"
            yield f"rename {_for_sftp(f'{target}.new')} {_for_sftp(target)}"
        yield from (f"-rm {_for_sftp(f'{base}/{path}')}" for path in gone)

    def _run(self, command: list[str]) -> None:
        try:
            # The target was read by a strict pattern.
            finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)  # noqa: S603
        except subprocess.TimeoutExpired:
            raise Sorry(words.not_copied(self.text, words.TIMED_OUT)) from None
        if finished.returncode:
            errors = [line for line in finished.stderr.splitlines() if line.strip()]
            raise Sorry(words.not_copied(self.text, errors[0].strip(" .") if errors else f"exit {finished.returncode}"))


def _for_sftp(path: str) -> str:
    """A path, quoted for a line of an sftp batch."""
    return '"{}"'.format(path.replace("\\", "\\\\").replace('"', '\\"'))


def _for_rsync(word: str) -> str:
    """A word, quoted for rsync's ``-e``: quotes inside are doubled."""
    return "'{}'".format(word.replace("'", "''"))


def read_target(text: str, config: Path | None) -> Target:
    """The value of ``--to`` as a target. Raises Sorry where it is none."""
    if match := _SFTP.fullmatch(text):
        return Target(text, "sftp", match["host"], f"/{match['path']}", match["port"] or "", config)
    if match := _RSYNC.fullmatch(text):
        return Target(text, "rsync", match["host"], match["path"], config=config)
    raise Sorry(words.bad_target(target=text))


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
        raise Sorry(words.bad_address(address=address))
    remote = read_target(target, ssh_config) if target else None
    with open_district(district) as records:
        place = _folder(folder, records)
        looked_at = frozenset(one.upper() for one in checked)
        publish_request = PublishRequest(
            place, address, accept, looked_at, remote.copy if remote else None, bool(address or remote)
        )
        desk = compose.desk_maker(records.settings, records.store)()
        result = publish_register(
            publish_request, Message("publish", who=getpass.getuser(), surface="command line"), desk
        )
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
    click.echo(words.written(folder=place, sha256=result.proof))
    if remote:
        click.echo(words.copied(target=target))


def _stop(result: PublishResult) -> None:
    """Print how to go on, and exit with 1."""
    doubtful = list(dict.fromkeys(one.record for one in result.lacks if one.needs_a_look))
    click.echo(words.NOT_ACCEPTED, err=True)
    if doubtful:
        click.echo(words.to_check(doubtful), err=True)
    sys.exit(1)


def _folder(given: Path | None, records: DistrictStore) -> Path:
    """The given folder, else that of the settings. Raises Sorry where there is none, or it is among the records."""
    folder = given or records.settings.register_folder
    if folder is None:
        raise Sorry(words.NO_FOLDER)
    try:
        records.check_target(folder)
    except RuntimeError:  # links that lead in a circle
        raise Sorry(not_a_folder(path=folder)) from None
    return folder.absolute()
