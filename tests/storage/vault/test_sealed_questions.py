"""Is a question for the privacy lead sealed, and gone once it is answered?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.vault.sealed import SealedQuestion, SealedQuestions
from storage.vault.vault import Vault, open_vault

ASKED = SealedQuestion(id="G-10", question="smartboards?", who="slack:U5", asked=datetime(2026, 11, 24, 14, tzinfo=UTC))


@pytest.fixture(params=["file", "postgres"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Vault]:
    vault = open_vault(tmp_path, request.getfixturevalue("url") if request.param == "postgres" else "")
    yield vault
    vault.close()


def test_a_question_comes_back_as_it_was(vault: Vault) -> None:
    questions = SealedQuestions(vault, "hartford")
    questions.put(ASKED)
    questions.put(SealedQuestion(id="G-9", question="Another?", asked=ASKED.asked))
    assert [one.id for one in questions.all()] == ["G-9", "G-10"]
    assert questions.get("G-10") == ASKED
    assert not SealedQuestions(vault, "hart").all(), "another district has its own"


def test_it_is_answered_once_and_erased(vault: Vault) -> None:
    questions = SealedQuestions(vault, "hartford")
    questions.put(ASKED)
    assert questions.answer("G-10", "The help desk") and not questions.answer("G-10", "The janitor")
    assert not questions.answer("G-11", "Nobody asked")
    found = questions.get("G-10")
    assert found and found.answer == "The help desk"
    questions.drop("G-10")
    assert questions.get("G-10") is None and not questions.all() and not vault.names()


def test_nothing_of_it_stands_on_the_disk(tmp_path: Path) -> None:
    SealedQuestions(open_vault(tmp_path), "hartford").put(ASKED)
    written = "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert "G-10" in written and "smartboards" not in written and "slack:U5" not in written
