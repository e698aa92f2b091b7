"""Keep a question that waits for the privacy lead, and who asked it, encrypted until it is answered.

No record, audit event or backup has any of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from storage.serialize import plain, record

if TYPE_CHECKING:
    from storage.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedQuestion:
    """What somebody asked, G-7, and later its answer; ``named``: whether the asker's name may be told."""

    id: str
    question: str
    asked: datetime
    who: str = ""
    """Who asked, as in ``slack:U042``; empty for somebody at the bot's own machine."""
    named: bool = False
    answer: str = ""


class SealedQuestions:
    """The sealed questions of one district. All verbs may raise StoreError."""

    def __init__(self, vault: Vault, district: str) -> None:
        self._vault, self._prefix = vault, f"question {district} "

    def all(self) -> list[SealedQuestion]:
        """Those that wait for an answer, and those whose answer is still to be read, the oldest first."""
        found = (self.get(name.removeprefix(self._prefix)) for name in self._vault.names(self._prefix))
        return sorted((one for one in found if one), key=lambda one: int(one.id.partition("-")[2]))

    def get(self, id: str) -> SealedQuestion | None:
        """The question, or None."""
        kept = self._vault.get(self._prefix + id)
        return record(SealedQuestion, json.loads(kept)) if kept else None

    def put(self, question: SealedQuestion) -> None:
        """Seal it."""
        self._vault.put(self._prefix + question.id, json.dumps(plain(question)))

    def answer(self, id: str, answer: str) -> bool:
        """Seal the answer with its question; False where the question is gone or has an answer."""
        question = self.get(id)
        if question is None or question.answer:
            return False
        self.put(replace(question, answer=answer))
        return True

    def drop(self, id: str) -> None:
        """Erase the question, its asker and its answer."""
        self._vault.take(self._prefix + id)
