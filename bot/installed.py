"""Tells whether the bot runs in the project's folder or was installed as a package, and which version it is."""

from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The folder of the packages bot, handlers and the others: the project's, or the one of installed packages."""
IN_PROJECT = all((ROOT / name).is_file() for name in ("pyproject.toml", "Makefile"))
"""Whether the bot runs in the project's folder; only there is the finder kept beside the phrasings."""


def version() -> str:
    """The installed version; "unknown" where the project runs without having been installed."""
    try:
        return metadata.version("dpa")
    except metadata.PackageNotFoundError:
        return "unknown"
