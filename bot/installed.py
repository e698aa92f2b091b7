"""Tells whether the bot runs in the project's folder or was installed as a package, and which version it is."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The folder in which the rooms stand: the project's, or that of the installed packages."""
IN_PROJECT = all((ROOT / name).is_file() for name in ("pyproject.toml", "Makefile"))
"""In the project the finder is kept beside the phrasings; nothing is ever written into an installed package."""


def version() -> str:
    """The installed version; "unknown" where the project runs without having been installed."""
    try:
        return metadata.version("dpa")
    except metadata.PackageNotFoundError:
        return "unknown"
