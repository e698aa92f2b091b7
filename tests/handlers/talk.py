"""How is a readable transcript played?

now: 2026-11-24 09:00          the district's clock moves there, and the heartbeat beats
you: may the vendor sell?      what Dana types, at the machine that runs the bot
you (slack:U2, owner): roles   what somebody types on a surface, with the flags of a Message that are so;
                               what is pressed and filled next is theirs too
you (nobody): training         what somebody without a name types, as on the local page
met: slack:U2 Ana Ruiz         a person and their direct chat are on file, as a chat notes them
press: Show the rule           the button with that label is pressed
press first: Save as shown     the same in the first reply that had one, above in the talk
fill: vendor=Acme; owner=Dana  the form that is open is sent with these fields, the others as they stand
bot: some words                stand in the reply (title, parts, buttons, form, footer)
not: some words                do not stand in it
tone: no                       how the reply is marked
posted: some words             stand in a reminder that went out since the clock last moved
posted (slack:U2): some words  the same, in that person's direct chat
unposted: some words           stand in none of them
unkept: some words             stand nowhere in the district's records and their history
quiet: yes                     no reminder went out since then
posts: 1                       so many went out since then
mornings: yes                  the digest and the yearly duties are there, too
# a comment
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people.contacts import remember_person
from handlers.questions.lead_questions import drop_old
from handlers.reminders.channels import Channels
from handlers.reminders.messages.posts import plan_digest
from handlers.reminders.remind import open_yearly, remind
from storage.records import Place, Role

ZONE = ZoneInfo("America/New_York")


@dataclass
class Notes:
    """A way that notes every post in words."""

    posts: list[str]
    ids: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    gap: timedelta = timedelta()

    def send(self, place: Place, reply: Reply, post: str, *, again: bool) -> str:  # noqa: ARG002
        self.posts.append(plain(reply))
        self.ids.append(post)
        self.places.append(place.id)
        return f"{place.id}:{post}"


@dataclass
class Talk:
    """One conversation with the bot, its clock, and the reminders it sent."""

    desk: Desk
    reply: Reply | None = None
    posts: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    mornings: bool = False
    speaker: tuple[str, ...] = ()
    replies: list[Reply] = field(default_factory=list)

    def play(self, path: Path) -> None:
        """Play a transcript; an AssertionError names the file and line that came out otherwise."""
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                word, _, rest = line.partition(": ")
                if word.startswith("posted ("):
                    word, rest = "posted to", f"{word[8:-1]} {rest}"
                if word.startswith("you"):
                    word, self.speaker = "you", tuple(re.findall(r"[\w:@.-]+", word.removeprefix("you")))
                self.step(word, rest.strip(), f"{path.name}:{number}: {line}")

    def step(self, word: str, rest: str, at: str) -> None:
        match word:
            case "now":
                self.move(datetime.fromisoformat(rest).replace(tzinfo=ZONE))
            case "you":
                self.say(rest)
            case "met":
                who, _, name = rest.partition(" ")
                chat = Place(id=f"{who}-chat", surface="slack", name=name, private=True)
                remember_person(who, name, chat, self.desk)
            case "press":
                said = [choice.say for choice in self.last(at).every_choice if choice.label == rest]
                assert said, f"{at}: no such button among {[c.label for c in self.last(at).every_choice]}"
                self.say(said[0], proposal=self.last(at).proposal_of(said[0]))
            case "press first":
                shown, say = next(
                    (reply, one.say) for reply in self.replies for one in reply.choices if one.label == rest
                )
                self.say(say, proposal=shown.proposal_of(say))
            case "fill":
                form = self.last(at).form
                assert form, f"{at}: there is no form in\n{self.text(at)}"
                typed = dict(pair.strip().split("=", 1) for pair in rest.split(";"))
                assert set(typed) <= {f.id for f in form.fields}, at
                self.say(form.say, {f.id: f.value for f in form.fields} | typed, self.last(at).proposal)
            case "bot" | "not":
                found = rest.lower() in self.text(at).lower()
                assert found == (word == "bot"), f"{at}\n--- the bot said:\n{self.text(at)}"
            case "tone":
                assert self.last(at).tone == rest, f"{at}: the tone is {self.last(at).tone}"
            case "mornings":
                self.mornings = rest == "yes"
            case _:
                self.check_posts(word, rest, at)

    def check_posts(self, word: str, rest: str, at: str) -> None:
        match word:
            case "posted":
                assert any(rest.lower() in post.lower() for post in self.posts), f"{at}\n--- posted:\n{self.posts}"
            case "posted to":
                who, _, words = rest.partition(" ")
                told = [post for place, post in zip(self.places, self.posts, strict=True) if place == f"{who}-chat"]
                assert any(words.lower() in post.lower() for post in told), f"{at}\n--- posted there:\n{told}"
            case "unposted":
                assert not any(rest.lower() in post.lower() for post in self.posts), f"{at}\n{self.posts}"
            case "unkept":
                rows = str(self.desk.store.dump()).lower()
                assert rest.lower() not in rows, f"{at}: it is in the district's file"
            case "posts":
                assert len(self.posts) == int(rest), f"{at}\n--- posted:\n{self.posts}"
            case "quiet":
                assert not self.posts, f"{at}\n--- posted:\n{self.posts}"
            case _:
                raise AssertionError(f"{at}: '{word}' is no word of a talk")

    def move(self, now: datetime) -> None:
        self.desk, self.posts, self.places = replace(self.desk, now=now), [], []
        if self.desk.records:
            if self.mornings:
                plan_digest(self.desk)
                open_yearly(self.desk)
                drop_old(self.desk)
            remind(self.desk, self.ways())

    def ways(self) -> Channels:
        """By surface, where reminders go."""
        return {surface: Notes(self.posts, places=self.places) for surface in ("slack", "page")}

    def say(self, text: str, fields: dict[str, str] | None = None, proposal: str = "") -> None:
        who: dict[str, Any] = {"who": "Dana", "surface": "talk", "place": "talk:1", "proposal": proposal}
        desk = self.desk
        if self.speaker == ("nobody",):
            who |= {"who": "", "surface": "page"}
        elif self.speaker:
            id, *flags = self.speaker
            who |= {"who": id, "surface": id.partition(":")[0], **dict.fromkeys(flags, True)}
            desk = replace(desk, role=Role.EVERYONE)
        self.reply = respond(Message(text, fields=fields or {}, **who), desk)
        self.replies.append(self.reply)

    def last(self, at: str) -> Reply:
        assert self.reply, at
        return self.reply

    def text(self, at: str) -> str:
        reply = self.last(at)
        fields = [f"{f.label} {f.value} {f.error} {f.options}" for f in reply.form.fields] if reply.form else []
        return "\n".join([plain(reply), *(choice.label for choice in reply.every_choice), *fields])
