"""Sentences of ``dpa publish``."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

HELP_ADDRESS = "Where the folder is served, for example https://schools.example.org/privacy."
HELP_ACCEPT = "Publish although something is missing; the pages say so. What nobody checked stays out."
HELP_CHECKED = "You looked at this record's texts and file: no student's data in them. May be given several times."
HELP_TO = "Also copy it to a web server: user@host:/path (rsync), or sftp://user@host/path."
HELP_SSH = "An ssh configuration file for --to: keys, port, known hosts."
NO_FOLDER = "Name a folder, or set DPA_REGISTER to one: dpa publish FOLDER"
NOT_ACCEPTED = "Nothing was published. Complete the records, or publish as it is with --accept."
HOW_TO_CHECK = "After you have looked: --checked {}"
COPY_AFTER = "The folder on this machine is up to date, but no deadline was closed. Run the command again."
TIMED_OUT = "no answer in time"


def bad_address(address: str) -> str:
    """No web address."""
    return f"'{address[:80]}' is not a web address. Write for example https://schools.example.org/privacy"


def bad_target(target: str) -> str:
    """No place on a web server."""
    return f"'{target[:80]}' is not a target. Write user@host:/path, or sftp://user@host/path"


def no_program(name: str) -> str:
    """A program of the system is missing."""
    package = {"sftp": "openssh-client", "ssh": "openssh-client"}.get(name, name)
    return f"The program {name} is missing on this machine. On Debian or Ubuntu: sudo apt install {package}"


def not_copied(target: str, why: str) -> str:
    """The copy failed."""
    return f"The register was not copied to {target}: {why[:300]}. {COPY_AFTER}"


def written(folder: Path, sha256: str) -> str:
    """Where it is, and what proves it."""
    return f"Folder: {folder}. Proof: published.json, sha256 {sha256}"


def copied(target: str) -> str:
    """It is on the web server."""
    return f"Copied to {target}."


def to_check(ids: Collection[str]) -> str:
    """How to say that one has looked."""
    return HOW_TO_CHECK.format(" --checked ".join(ids))
