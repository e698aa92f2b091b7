"""What does a reply of ``dpa talk --jsonl`` show, in plain small letters?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.texts import plain

QUOTE = 10
"""A message of so many letters is taken out of the reply, as it proves nothing when it is quoted back."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One reply: ``said`` is its title and text, ``everything`` has its choices and form too."""

    failed: bool
    command: str
    badge: str
    said: str
    everything: str
    choices: Sequence[tuple[str, str]]
    form: str
    fields: Mapping[str, str]
    files: Sequence[Any]
    records: Sequence[str]
    changed: Sequence[str]
    law: Mapping[str, Any] | None

    @property
    def opens(self) -> str | None:
        """How an answer on the law opens."""
        return (self.law or {}).get("opens")

    @property
    def form_of(self) -> str:
        """The command of the form."""
        return self.form.partition(" ")[0]

    @property
    def at_a_loss(self) -> bool:
        """Whether it says that it cannot do it or did not understand."""
        return self.badge in {"sorry", "unknown"}

    @property
    def taken_for(self) -> list[str]:
        """The commands for which the message was taken, or that are offered."""
        return [self.command, self.form_of, *(say.partition(" ")[0] for _, say in self.choices)]


def shown(answer: Mapping[str, Any], message: str) -> Shown:
    """What the answer to a message shows."""
    quoted = plain(message).strip(" .!?")

    def unquoted(text: str) -> str:
        return text.replace(quoted, " … ") if len(quoted) >= QUOTE else text

    reply = answer.get("reply") or {}
    form = reply.get("form") or {}
    fields = {name.lower(): field for name, field in (form.get("fields") or {}).items()}
    values = {name: _value(field) for name, field in fields.items()}
    choices = [(plain(one["label"]), unquoted(plain(one["say"]))) for one in reply.get("choices") or []]
    said = unquoted(plain(f"{reply.get('title') or ''}\n{reply.get('text') or ''}"))
    command = plain(form.get("command") or "")
    errors = [plain(str(field.get("error") or "")) for field in fields.values()]
    parts = [said, *(part for choice in choices for part in choice), command, *values.values(), *errors, *fields]
    return Shown(
        failed="error" in answer,
        command=answer.get("command") or "",
        badge=reply.get("badge") or "none",
        said=said,
        everything=" ; ".join(parts),
        choices=choices,
        form=command,
        fields=values,
        files=reply.get("files") or [],
        records=answer.get("records") or [],
        changed=answer.get("changed") or [],
        law=answer.get("law"),
    )


def _value(field: Mapping[str, Any]) -> str:
    value = field.get("value")
    return plain(", ".join(map(str, value)) if isinstance(value, list) else str(value or ""))
