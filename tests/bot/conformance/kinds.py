"""Which replies are there, one of each kind, and what of each must be seen and come back on every surface?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, get_args, get_type_hints

from handlers.dialogue import words as wording
from handlers.dialogue.chart import Bar, Chart, Tile, Tiles
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import (
    MOST_CHOICES,
    Bullets,
    Choice,
    Cite,
    Day,
    Facts,
    Field,
    File,
    Form,
    Link,
    Part,
    Quote,
    Reply,
    Row,
    Rows,
    Text,
    Tone,
)
from tests.bot.conformance.surface import Seen, Surface, bare, words

DAY = date(2026, 10, 15)
PARTS: dict[type, tuple[Part, tuple[str, ...]]] = {
    Text: (Text("Plain *words*."), ("Plain *words*.",)),
    Quote: (Quote("Somebody else's <b>words</b>"), ("Somebody else's <b>words</b>",)),
    Facts: (Facts((("Vendor", "Acme & Co"), ("Owner", "Ana"))), ("Vendor", "Acme & Co", "Owner", "Ana")),
    Bullets: (Bullets(("First [thing](x)", "Second")), ("First [thing](x)", "Second")),
    Rows: (
        Rows((Row("First row & more", "Due <b>soon</b>", actions=(Choice("Close it", "kind pressed row"),)),)),
        ("First row & more", "Due <b>soon</b>"),
    ),
    Chart: (Chart("The weeks", (Bar("Overdue", 2, "late"), Bar("Nov 30", 1)), "2 overdue."), ("The weeks", "Overdue")),
    Tiles: (
        Tiles((Tile(2, "overdue & late", "overdue"), Tile(0, "incomplete"))),
        ("2", "overdue & late", "incomplete"),
    ),
    Cite: (Cite("10-234cc(b)(3)", "https://www.cga.ct.gov/x", "read"), ("10-234cc(b)(3)", "read", "www.cga.ct.gov/x")),
    Day: (Day("Last date", DAY), ("Last date", wording.day(DAY))),
    Link: (Link("Open the board", "https://dpa.example.org/e/x"), ("Open the board", "https://dpa.example.org/e/x")),
}
"""Each with the words that must be seen, none of them read as markup."""
OPTIONS = (("a", "Apples"), ("b", "Bananas"), ("c", "Cherries"))
FIELDS = {
    "text": "One line",
    "long": "Some words",
    "date": "2026-10-08",
    "days": "2026-10-08 to 2026-10-09",
    "time": "07:30",
    "number": "30",
    "one": "b",
    "many": "a,c",
    "pick": "b",
    "link": "https://schools.example.org/x",
    "person": "{sam}",
    "file": "",
}
"""What is filled in, by the kind of field, and must come back."""
FILE = File("calendar.ics", "text/calendar", b"BEGIN:VCALENDAR")
CHOICES = tuple(Choice(f"Choice {n}", f"kind pressed {n}") for n in range(MOST_CHOICES))
LONG = tuple(f"{n}. " + "word " * 500 for n in range(7))


def form(kind: Any, **more: Any) -> Reply:
    options = OPTIONS if kind in {"one", "many", "pick"} else ()
    more |= {"value": FIELDS["days"]} if kind == "days" else {}
    asked = (Field("x", f"Field of {kind}", kind, options, **more), Field("y", "A note", "text", value="noted"))
    return Reply(title="Fill it in", form=Form(f"kind sent {kind}", "A form", asked, "Send"))


HINT, ERROR, TYPED = "A hint.", "I cannot read that.", "typed words"


def strict(**more: Any) -> Reply:
    """A form that takes no `TYPED`."""
    asked = Field("x", "Field of mistakes", "text", hint=HINT, required=True, **more)
    return Reply(title="Fill it in", form=Form("kind mistaken", "A form", (asked,), "Send"))


REPLIES: dict[str, Reply] = {
    **{f"tone {tone}": Reply(title="A title", tone=tone) for tone in get_args(Tone)},
    **{f"part {kind.__name__}": Reply(title="A part", parts=(part,)) for kind, (part, _) in PARTS.items()},
    "choices": Reply(title="Press one", choices=CHOICES),
    "as_of": Reply(title="The law of then", as_of=date(2017, 5, 1)),
    "footer": Reply(title="With a footer", footer="Information, not legal advice."),
    "long": Reply(title="Much to read", parts=tuple(Text(text) for text in LONG)),
    "files": Reply(title="Take it along", files=(FILE,)),
    **{f"field {kind}": form(kind) for kind in FIELDS},
    "mistaken": strict(),
}
ROWS = {
    **{f"tone {tone}": f"tone *{tone}*" for tone in get_args(Tone)},
    **{f"part {kind.__name__}": f"part *{kind.__name__}*" for kind in PARTS},
    "choices": f"{MOST_CHOICES} choices, the last one pressed",
    "as_of": "law of another day",
    "footer": "footer",
    "long": f"{sum(map(len, LONG)):,} characters",
    "files": "file",
    **{f"field {kind}": f"field *{kind}*" for kind in FIELDS},
    "mistaken": "form with a mistake: the error at its field, what was typed kept; corrected and sent",
}
"""How the table names them."""


def complete() -> None:
    """Everything that a reply may hold has its row."""
    assert set(PARTS) == set(get_args(Part))
    assert set(FIELDS) == set(get_args(get_type_hints(Field)["kind"]))
    assert set(ROWS) == set(REPLIES)


def instead(message: Message) -> Reply | None:
    """What is replied to ``kind …``; a form that was sent, and a button, are told back."""
    if not message.text.startswith("kind "):
        return None
    said = message.text.removeprefix("kind ")
    if said == "mistaken" and message.fields.get("x") == TYPED:
        return replace(strict(value=TYPED, error=ERROR), tone="sorry")
    if said.startswith(("sent ", "mistaken")) and message.fields:
        rows = tuple(message.fields.items())
        return Reply(title="It came", parts=(Facts(rows),))
    if said.startswith("sent "):
        return REPLIES[f"field {said.removeprefix('sent ')}"]
    return Reply(title=f"Heard {said}") if said.startswith("pressed ") else REPLIES[said]


async def show(surface: Surface) -> dict[str, str]:
    """Every kind on a surface: how it came, or with which mark."""
    return {row: await _shown(row, surface) for row in REPLIES}


async def _shown(row: str, surface: Surface) -> str:
    seen = await surface.says(f"kind {row}")
    reply = REPLIES[row]
    for said in _words(row, reply):
        assert bare(said) in bare(seen.says), f"{surface.name}: '{said[:60]}' of {row} is not in {seen.says[:800]}"
    kind, _, which = row.partition(" ")
    match kind:
        case "tone":
            return _mark(which, seen, surface)
        case "choices":
            pressed = await surface.presses(CHOICES[-1].label, seen)
            assert f"Heard pressed {MOST_CHOICES - 1}" in pressed.says
            return f"{seen.how} → {pressed.how}"
        case "files":
            assert seen.files.get(FILE.name) in {FILE.content, b""}
            return seen.how
        case "field":
            return await _filled(which, seen, surface)
        case "mistaken":
            return await _mended(seen, surface)
    return seen.how


def _mark(tone: str, seen: Seen, surface: Surface) -> str:
    """What stands before the title: a sign or a word, never a color alone."""
    before = " ".join(seen.says.partition("A title")[0].split()).strip("· ")
    assert bool(before) == (tone != "plain"), f"{surface.name}: {tone} is '{before}'"
    return before or "no mark"


async def _filled(kind: str, seen: Seen, surface: Surface) -> str:
    """Fill it in, and it comes back."""
    value = FIELDS[kind].replace("{sam}", surface.sam)
    if kind == "file" and surface.takes_files != "form":
        return f"{seen.how}: give it in the chat" if surface.takes_files else "cannot take one"
    file = ("kahoot.pdf", b"%PDF-1.7") if kind == "file" else None
    sent = await surface.fills(seen, file=file, **({} if file else {"x": value}))
    message = surface.listener.message
    assert [one.name for one in message.files] == (["kahoot.pdf"] if file else [])
    assert file or message.fields["x"] == value, f"{surface.name}: {message.fields}"
    return f"{seen.how} → {sent.how}"


async def _mended(seen: Seen, surface: Surface) -> str:
    wrong = await surface.fills(seen, x=TYPED)
    for said in (ERROR, TYPED):
        assert said in wrong.says, f"{surface.name}: '{said}' is not in {wrong.says}"
    sent = await surface.fills(wrong, x="better words")
    assert surface.listener.message.fields["x"] == "better words" and "It came" in sent.says
    return f"{seen.how} → {wrong.how} → {sent.how}"


def _words(row: str, reply: Reply) -> Iterator[str]:
    yield from words(reply)
    kind, _, which = row.partition(" ")
    if kind == "part":
        yield from next(seen for one, (_, seen) in PARTS.items() if one.__name__ == which)
    if reply.as_of:
        yield wording.day(reply.as_of)
    if reply.form and which != "file":
        asked = reply.form.fields[0]
        yield from (asked.label, asked.hint, asked.error)
        if which != "days":  # where they can be taken out, they are written as dates
            yield asked.value
