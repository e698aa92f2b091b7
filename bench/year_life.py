"""One record's life from its first word to its end, and the actions that people take on it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from district import LEAD, District

from handlers.dialogue.reply import Reply

SECONDS_A_PRESS, SECONDS_A_WORD, SECONDS_A_REPLY = 3, 1.5, 5
"""What is taken for a press or a choice, a typed word (40 a minute), and the look at a reply. Nobody measured people."""
Act = Generator[datetime, None, None]
"""What somebody does with a record; it yields the moment at which it goes on."""


@dataclass
class Life:
    """What was done about one record: by whom is said with each action, ``who`` where nobody else is named."""

    kind: str
    district: District
    chance: Random
    who: str = LEAD
    presses: int = 0
    messages: int = 0
    words: int = 0
    replies: int = 0
    reply: Reply = field(default_factory=lambda: Reply(title=""))
    is_closed: bool = False
    waits: list[timedelta] = field(default_factory=list)

    def types(self, text: str, who: str = "") -> Reply:
        """Type a message."""
        self.messages += 1
        self.words += len(text.split())
        return self._says(text, who)

    def press(self, label: str, who: str = "") -> Reply:
        """Press the button of the last reply that begins so; a form may open with what is still needed."""
        said = [one.say for one in self.reply.every_choice if one.label.startswith(label)]
        assert said, f"{label} is not among {[one.label for one in self.reply.every_choice]} of {self.reply}"
        return self.opens(said[0], who)

    def opens(self, say: str, who: str = "") -> Reply:
        """Press the button of a reminder, of which only the command is known here."""
        self.presses += 1
        return self._says(say, who)

    def fill(self, who: str = "", **typed: str) -> Reply:
        """Fill in the form that is open, as it stands but for these fields, and send it."""
        form = self.reply.form
        assert form, self.reply
        ids = {one.id: one for one in form.fields}
        assert set(typed) <= set(ids), (set(typed) - set(ids), set(ids))
        for id, value in typed.items():
            if ids[id].kind in {"text", "long"}:
                self.words += len(value.split())
            else:
                self.presses += 1
        self.presses += 1
        return self._says(form.say, who, {id: one.value for id, one in ids.items()} | typed)

    def confirm(self, who: str = "") -> Reply:
        """Say that all which is asked about is so."""
        form = self.reply.form
        sure = next((one for one in form.fields if one.id == "sure"), None) if form else None
        assert sure, self.reply
        return self.fill(who, sure=",".join(id for id, _ in sure.options))

    def _says(self, text: str, who: str, fields: dict[str, str] | None = None) -> Reply:
        self.replies += 1
        self.reply = self.district.say(text, who or self.who, fields)
        assert self.reply.tone != "sorry" or self.reply.form, f"{self.kind}: {text} {fields}\n{self.reply}"
        return self.reply

    def after(self, days: float) -> datetime:
        """So many days later, in the hours in which people work."""
        at = self.district.now + timedelta(days=days)
        return self.on(at.date())

    def on(self, day: date) -> datetime:
        """On that day or the next on which people work."""
        while day.weekday() > FRIDAY:
            day += timedelta(days=1)
        at = datetime.combine(day, datetime.min.time(), self.district.now.tzinfo)
        return at.replace(hour=self.chance.choice((9, 10, 11, 13, 14, 15)))

    def takes(self, days: int) -> datetime:
        """Most people answer within the time that they have, some take longer, and a few much longer."""
        draw = self.chance.random()
        share = 0.1 + draw if draw < 0.8 else 1.3 if draw < 0.94 else 3
        return self.after(max(1, round(days * share)))

    @property
    def made(self) -> str:
        """The id of the record that the last message made."""
        event = self.reply.event
        assert event, self.reply
        return event.made[0]

    @property
    def actions(self) -> int:
        """Messages that were typed, and presses."""
        return self.messages + self.presses

    @property
    def minutes(self) -> float:
        """An estimate."""
        seconds = SECONDS_A_PRESS * self.presses + SECONDS_A_WORD * self.words + SECONDS_A_REPLY * self.replies
        return seconds / 60


FRIDAY = 4
