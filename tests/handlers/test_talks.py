"""Do whole conversations go as a lawyer wrote them down?"""

import importlib.util
import sys
from pathlib import Path

import pytest

from handlers.dialogue.desk import Desk
from storage.events.audit import compare

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("talk", HERE / "talk.py")
assert _spec and _spec.loader
talk = importlib.util.module_from_spec(_spec)
sys.modules["talk"] = talk
_spec.loader.exec_module(talk)


@pytest.mark.parametrize("path", sorted((HERE / "talks").glob("*.txt")), ids=lambda path: path.stem)
def test_talk(path: Path, desk: Desk) -> None:
    talk.Talk(desk).play(path)
    if desk.records:
        assert not compare(desk.store.dump()).differences, "a record is not as its events tell it"
