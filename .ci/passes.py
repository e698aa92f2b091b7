"""Count the files that a message passes: ``python -P .ci/passes.py`` prints them as JSON, for weight.py.

A message passes a file when a function of it runs: at the first time in a process with all modules imported, from
``respond`` or ``remind`` on, without a chat around it, in a district with a folder of its own.
"""

import json
import pkgutil
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
ROOMS = ("handlers", "knowledge", "storage")
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("America/New_York"))
PAPER = b"""Student Data Privacy Agreement between Acme Maps, Inc. and the Hartford Board of Education, July 1, 2026.

1. Property. All student data is the property of the Board. 2. Use. Acme uses it for the service alone.

3. Security. Acme encrypts it. 4. Breach. Acme tells the Board of a breach within 30 days.

5. End. Acme deletes all student data within 60 days after the end. 6. Law. The law of Connecticut governs.
"""


class Posts(list[str]):
    """A way for reminders, which notes what was sent."""

    gap = timedelta()

    def send(self, place: Any, reply: Any, post: str, *, again: bool) -> str:  # noqa: ARG002
        """Note the title; the address is the post's name."""
        self.append(reply.title)
        return f"{place.id}:{post}"


def passes() -> Mapping[str, int]:
    """The files of each kind of message. Raises AssertionError where the bot did something else."""
    with TemporaryDirectory() as folder:
        return _passes(_desk(Path(folder)))


def _desk(folder: Path) -> Any:
    """A district with a folder of its own, the law and the models; everything is imported."""
    for room in ROOMS:
        for module in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
            if not module.name.startswith("storage.postgres.migrations"):  # alembic alone can load them
                with suppress(ImportError):  # what teaches models needs libraries that the bot does without
                    import_module(module.name)
    from bot.models import AskedModels, load_models  # noqa: PLC0415 - from the checkout, once its path is set
    from handlers.dialogue.desk import Desk  # noqa: PLC0415
    from knowledge.counting import Calendar  # noqa: PLC0415
    from knowledge.load import load  # noqa: PLC0415
    from knowledge.reading.material import elements_of  # noqa: PLC0415
    from storage.embedded.store import open_embedded  # noqa: PLC0415
    from storage.records import Role  # noqa: PLC0415

    models = AskedModels(load_models(elements_of(load().on(NOON.date()))))
    desk = Desk(load(), models.rank, Calendar(), NOON, role=Role.ADMIN, read=models.signs)
    return replace(desk, records=open_embedded(folder, "hartford"))


def _passes(desk: Any) -> Mapping[str, int]:
    """Say and do one thing of each kind."""
    from handlers.dialogue.desk import Message  # noqa: PLC0415
    from handlers.dialogue.reply import File  # noqa: PLC0415
    from handlers.dispatch import respond  # noqa: PLC0415
    from handlers.reminders.remind import remind  # noqa: PLC0415

    found: dict[str, int] = {}

    def say(text: str, **more: Any) -> Any:
        return respond(Message(text, who="Dana", surface="page", **more), desk)

    def question() -> None:
        assert say("may the vendor sell student data?").tone == "not-allowed"

    def request() -> None:
        assert "Quizlet" in str(say("who owns the Quizlet contract?"))

    def form() -> None:
        shown = say("log-contract").form
        filled = {field.id: field.value for field in shown.fields}
        say(shown.say, fields=filled | {"vendor": "Quizlet", "executed": "2026-11-20"})
        assert [one.vendor for one in desk.store.contracts()] == ["Quizlet"]

    def reminder() -> None:
        posts = Posts()
        remind(replace(desk, now=datetime(2026, 11, 25, 9, tzinfo=desk.zone)), {"page": posts})
        assert posts

    def review() -> None:
        assert "severab" in str(say("review", files=(File("acme.txt", "text/plain", PAPER),))).lower()

    for work in (question, form, request, reminder, review):
        found[work.__name__] = files_passed(work)
    return {name: found[name] for name in ("question", "request", "form", "reminder", "review")}


def files_passed(work: Callable[[], object]) -> int:
    """How many files of the rooms have a function that runs meanwhile, also in threads that begin meanwhile."""
    passed: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name != "<module>":
            passed.add(frame.f_code.co_filename)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    rooms = tuple(f"{ROOT / room}/" for room in ("bot", *ROOMS))
    return sum(name.startswith(rooms) for name in passed)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # this checkout, wherever another is installed
    print(json.dumps(passes()))
