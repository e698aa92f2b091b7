"""Is a text read once, however much is asked of it? What is said where the model that reads is missing or broken?"""

from pathlib import Path

import pytest

from bot.models import AskedModels, load_reader
from handlers.dialogue.command_spec import Sorry
from knowledge.finding import Guess
from knowledge.reading import reader
from knowledge.reading.reader import Signs
from tests.bot.cli.district_cli import DistrictCli


def test_without_the_taught_model_a_command_ends_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "FILE", tmp_path / "reader.npz")
    done = DistrictCli(tmp_path)("ask", "may a vendor sell student data?")
    assert done.returncode == 2 and not done.stdout
    assert "reader.npz: the model that reads messages cannot be loaded (FileNotFoundError)" in done.stderr
    assert "python -m knowledge.teach" in done.stderr


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"version https://git-lfs.example/spec/v1\n"])
def test_a_broken_model_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "reader.npz"
    file.write_bytes(content)
    with pytest.raises(Sorry, match="cannot be loaded"):
        load_reader({}, file)


def test_the_model_that_comes_with_the_bot_is_loaded() -> None:
    assert load_reader({}).read("may a vendor sell student data?").signs.stances


def test_topics_and_signs_come_from_one_pass_and_the_text_is_not_kept() -> None:
    read = list[str]()

    def models(text: str) -> tuple[tuple[tuple[str, float], ...], Signs]:
        read.append(text)
        return ((text[:4], 1.0),), Signs({"may": 0.9})

    asked = AskedModels(models)
    assert asked.rank("sell it?") == (Guess("sell", 1.0),) and asked.signs("sell it?") == Signs({"may": 0.9})
    assert read == ["sell it?"]
    assert asked.rank("keep it?") == (Guess("keep", 1.0),) and read == ["sell it?", "keep it?"]
    assert "it?" not in repr(vars(asked)["_last"].__dict__)
