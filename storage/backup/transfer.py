"""Move a district's records to another store, and prove that both are the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.backup.backup import count_changes, events_missing_from, files_of
from storage.events.audit import Broken, verify
from storage.inspecting import Flaw, kept_file
from storage.port import Store, StoreError
from storage.records import StoredFile


@dataclass(frozen=True, slots=True)
class Moved:
    """How much both sides now have; `broken` is the first bad link of the chain, which moves as it is.

    `lacks` are the kept files that were gone or damaged before.
    """

    records: int
    events: int
    files: int
    broken: Broken | None
    lacks: Sequence[Flaw] = ()


def move(source: Store, target: Store) -> Moved:
    """Make the target hold exactly what the source does, and compare every row and every file; may be repeated.

    Nothing is taken out of the source. Raises StoreError where the target has changes that the source lacks (it has
    been in use), or where somebody wrote to either side meanwhile.
    """
    tables = source.dump()
    if strange := events_missing_from(target.events(), tables):
        raise StoreError(
            f"The target has {count_changes(strange)} that the source lacks: it is in use. Nothing was moved."
        )
    files, lacks = 0, list[Flaw]()
    for content in files_of(source, tables, lacks):
        target.keep_file(content)
        files += 1
    target.replace_all(tables)
    if difference := next(differences(source, target), ""):
        raise StoreError(
            f"{difference} differs between the two sides: something changed meanwhile. Please run the move again."
        )
    events = len(tables.get("Event", {}))
    records = sum(map(len, tables.values())) - events - len(tables.get("Tally", {}))
    return Moved(records, events, files, verify(target.events()), lacks)


def differences(one: Store, other: Store) -> Iterator[str]:
    """Each record, event and file that is not the same in both."""
    ours, theirs = one.dump(), other.dump()
    for name in sorted(ours.keys() | theirs.keys()):
        here, there = ours.get(name, {}), theirs.get(name, {})
        yield from (f"{name} {key}" for key in sorted(here.keys() | there.keys()) if here.get(key) != there.get(key))
    for sha256, row in ours.get(StoredFile.__name__, {}).items():
        files = kept_file(one, ours, sha256), kept_file(other, theirs, sha256)
        if files[0] != files[1] and any(isinstance(file, bytes) for file in files):
            yield f"the file {row['name']}"
