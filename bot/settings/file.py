"""The settings file: where it is, and what stands in it."""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from bot.settings import words
from handlers.dialogue.command_spec import Sorry

FILE = "settings.env"
_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*", re.ASCII)
_PLAIN = re.compile(r"[\w.:/@~,+=-]+", re.ASCII)


def settings_file() -> Path:
    """The file that ``DPA_SETTINGS`` names, else that in the folder of the records; it need not be there."""
    named = os.environ.get("DPA_SETTINGS", "").strip()
    return Path(named) if named else Path(os.environ.get("DPA_DATA", "").strip() or "data") / FILE


def read_file(path: Path) -> dict[str, str]:
    """The settings in the file, none where there is no file. Raises Sorry with the number of a line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError) as problem:
        raise Sorry(words.unreadable(path, getattr(problem, "strerror", "") or "")) from None
    settings: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        setting = read_line(line)
        if setting is None:
            raise Sorry(words.no_line(path=path, number=number))
        settings[setting[0]] = setting[1]
    return settings


def read_line(line: str) -> tuple[str, str] | None:
    """The name and the value of ``NAME=value``, without quotes around the value; None for anything else."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    value = match[2]
    return match[1], value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def written(kept: Mapping[str, str]) -> str:
    """The text of a file with these settings, one a line; a shell and systemd can read it too."""
    return "".join(f"{name}={value if _PLAIN.fullmatch(value) else quoted(value)}\n" for name, value in kept.items())


def quoted(value: str) -> str:
    """The value in quotes of the kind that it does not contain."""
    quote = '"' if "'" in value else "'"
    return f"{quote}{value}{quote}"


def nearest(name: str, names: Iterable[str]) -> str:
    """The setting that was probably meant; empty where none is similar."""
    return next(iter(get_close_matches(name, list(names), 1)), "")
