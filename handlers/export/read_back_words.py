"""The sentences about an export that is put on record again."""

from __future__ import annotations

from collections.abc import Mapping

NOT_EMPTY = (
    "This district has records already, and an export is put back only where there are none. Use a folder or a "
    "district of its own (DPA_DATA, --district), or dpa restore with a backup."
)
DAMAGED = "This export is not whole, or somebody changed it. Nothing was saved. Export it again."
NEWER = "A newer version of the program wrote this export. Use the newer version."


def done(numbers: Mapping[str, int], without_file: int, *, dry_run: bool) -> str:
    """What was put back, or would be, and what was in no export."""
    *first, last = [f"{number} {name}" for name, number in numbers.items() if number] or ["no records"]
    what = f"{', '.join(first)}{' and ' if first else ''}{last}, with their numbers"
    if dry_run:
        return f"This would put back {what}. Nothing was saved."
    said = f"Put back {what}. "
    if without_file:
        said += f"Add the files of {without_file} contracts by add-file: an export names them and does not hold them. "
    return f"{said}Give people their roles by grant, and choose with setup where reminders go."
