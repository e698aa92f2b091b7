"""Does what was spoken of come to the disk, also where it could not be written at first?"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from storage.embedded.store import ConversationBuffer, open_embedded
from storage.port import DiskFullError
from storage.records import Conversation

PATIENCE = 60


class Disk:
    """It is full for so many writes."""

    def __init__(self, full: int) -> None:
        self.full, self.kept = full, list[str]()
        self.written = threading.Event()

    def write(self, talks: Sequence[Conversation]) -> None:
        if self.full:
            self.full -= 1
            raise DiskFullError("There is no room on the disk.")
        self.kept += [talk.topic for talk in talks]
        self.written.set()


@pytest.fixture
def said(noon: datetime) -> Callable[[str], Conversation]:
    return lambda topic: Conversation(place="p", person="u", spoken=noon, topic=topic)


def test_what_could_not_be_written_is_written_a_little_later_though_nobody_says_anything(said: Callable) -> None:
    disk = Disk(full=2)
    ConversationBuffer(disk.write).put(said("breach"))
    assert disk.written.wait(PATIENCE) and disk.kept == ["breach"]


def test_it_is_used_on_after_it_was_flushed(said: Callable) -> None:
    disk = Disk(full=0)
    later = ConversationBuffer(disk.write)
    for topic in ("breach", "operator"):
        later.put(said(topic))
        later.flush()
    later.flush()
    assert disk.kept == ["breach", "operator"]


def test_at_the_end_it_is_said_what_is_forgotten(
    small_disk: Path, said: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    store, ballast = open_embedded(small_disk, "hartford"), small_disk / "ballast"
    with pytest.raises(OSError, match="No space"):
        ballast.write_bytes(b"x" * 400_000)
    store.remember(said("breach"))
    store.close()
    assert "1 conversations could not be saved" in caplog.text
    ballast.unlink()
    caplog.clear()
    store.close()
    assert not caplog.records
    found = open_embedded(small_disk, "hartford").conversation("p", "u", said("").spoken)
    assert found and found.topic == "breach"
