"""Note beside the records when a backup was made last, and whether the last try failed."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.atomic_files import write_whole


@dataclass(frozen=True, slots=True)
class BackupNote:
    """When a district's backup was made last, and whether one was tried since then and failed."""

    made: datetime | None = None
    failed: bool = False


def note_backup(data: Path, district: str, now: datetime, *, failed: bool) -> None:
    """Note how a backup went. Where the folder cannot be written, as beside a database, nothing is noted."""
    made = backup_note(data, district).made if failed else now
    text = json.dumps({"made": made.isoformat() if made else None, "failed": failed})
    with suppress(OSError):
        write_whole(_path(data, district), [text.encode()])


def backup_note(data: Path, district: str) -> BackupNote:
    """What was noted last; that none was made, where nothing was or it cannot be read."""
    try:
        noted = json.loads(_path(data, district).read_bytes())
        made = datetime.fromisoformat(noted["made"]) if noted["made"] else None
        return BackupNote(made if made and made.tzinfo else None, failed=bool(noted["failed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return BackupNote()


def _path(data: Path, district: str) -> Path:
    return data / f"last-backup-{district}.json"
