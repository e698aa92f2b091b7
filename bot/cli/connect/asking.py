"""Asks the questions of ``dpa connect``, at a terminal or of a script."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.token_check import TokenCheck
from bot.cli.connect import words
from bot.cli.connect.questions import Answers, PromptGroup, SettingPrompt
from handlers.dialogue.errors import Sorry

YES = frozenset({"y", "yes"})


@dataclass(frozen=True, slots=True)
class Terminal:
    """Somebody at a terminal: secrets are not shown, and what is wrong is asked once more."""

    say: Callable[[str], None]
    patient = True

    def ask(self, prompt: str, *, secret: bool) -> str:
        """What was typed. Raises EOFError and KeyboardInterrupt where they leave."""
        return getpass.getpass(prompt) if secret else input(prompt)

    def confirmed(self, question: str) -> bool:
        """Whether they say yes; no is what Enter means."""
        return input(question).strip().lower() in YES


@dataclass(frozen=True, slots=True)
class Script:
    """A script that gives one answer a line on standard input; an empty line, or none, keeps what is there."""

    say: Callable[[str], None]
    patient = False

    def ask(self, prompt: str, *, secret: bool) -> str:  # noqa: ARG002 - a script reads no prompts
        """The next line."""
        return sys.stdin.readline().strip()

    def confirmed(self, question: str) -> bool:  # noqa: ARG002 - a script says so beforehand
        """Never: a script says --no-check."""
        return False


Asker = Terminal | Script


def take(step: PromptGroup, kept: Answers, asker: Asker, *, online: bool) -> dict[str, str]:
    """The settings after a step. Raises Sorry where a script gave something wrong, or the chat could not be asked."""
    while True:
        found = dict(kept)
        for question in step.questions:
            if question.when(found):
                found = _answered(question, found, asker)
        checked = step.check(found) if online else None
        if checked is None or _passes(checked, asker):
            return found
        kept = found


def _answered(question: SettingPrompt, kept: Answers, asker: Asker) -> dict[str, str]:
    prompt = words.prompt(question.asks, kept=question.has(kept), needed=question.needed)
    while True:
        try:
            return question.read(asker.ask(prompt, secret=question.secret), kept)
        except Sorry as sorry:
            if not asker.patient:
                raise
            asker.say(str(sorry))


def _passes(checked: TokenCheck, asker: Asker) -> bool:
    """Whether it may be saved. Raises Sorry where it may not, and nobody can be asked once more."""
    if checked.outcome == "taken":
        asker.say(checked.says)
        return True
    if checked.outcome == "refused":
        if not asker.patient:
            raise Sorry(checked.says)
        asker.say(checked.says)
        return False
    if asker.confirmed(words.save_unchecked(checked.says)):
        return True
    raise Sorry(words.not_saved(checked.says))
