"""What is said to the bot while its replies are recorded: talks, commands, forms, buttons, questions."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from replies_adapter import (
    COMMANDS,
    EXAMPLES,
    PAGE,
    TALKS,
    District,
    File,
    Form,
    Message,
    Reply,
    kinds,
    played,
    questions,
)
from replies_words import said

NOW = "2026-11-24T09:00"


@dataclass(frozen=True)
class Case:
    """One reply under a key that stays the same wherever the code moves; ``shown``: on every surface, too."""

    key: str
    message: Mapping[str, Any]
    reply: Any
    shown: bool = True


@dataclass(frozen=True)
class Actor:
    """Somebody who speaks; ``flags`` are fields of a Message."""

    name: str
    role: str
    who: str
    flags: Mapping[str, Any] = field(default_factory=dict)

    def says(
        self, text: str, district: District, fields: Mapping[str, str] | None = None
    ) -> tuple[dict[str, Any], Reply]:
        sent = {"text": text, "who": self.who, "surface": self.who.partition(":")[0] if ":" in self.who else "terminal"}
        sent |= {**self.flags, **({"fields": dict(fields)} if fields is not None else {})}
        return sent, district.says(Message(**sent), self.role, PAGE if ":" in self.who else "")


ADMIN = Actor("admin", "admin", "slack:U2")
ACTORS = (
    Actor("everyone", "everyone", "Dana"),
    Actor("staff", "staff", "slack:U4"),
    Actor("privacy", "privacy", "slack:U3"),
    ADMIN,
    Actor("guest", "everyone", "slack:U9", {"outsider": True}),
    Actor("public", "privacy", "slack:U3", {"public": True}),
)
PRESSES = {"privacy", "admin"}
"""Who presses the buttons of what they are replied."""
POPULATE = (
    ("2026-10-01T09:00", "grant slack:U3 privacy Ana Ruiz"),
    ("2026-10-01T09:01", "grant slack:U4 staff Sam Lee"),
    ("2026-10-01T09:02", "setup district: Hartford; site: https://schools.example.org; superintendent: Sam Lee; lead: Ana Ruiz"),
    ("2026-11-02T09:00", "log-contract vendor: Kahoot; product: Quizzes; executed: 2026-11-02; expiry: 2027-06-30; purpose: quizzes; categories: student_information; provisions: property, deletion; owner: Ana Ruiz"),
    ("2026-11-10T09:00", "log-contract vendor: Acme; product: Reader; executed: 2026-11-10; provisions: all; owner: slack:U4"),
    ("2026-11-20T09:00", "log-contract vendor: Beta Learning; executed: 2026-11-20"),
    ("2026-11-20T09:05", "log-contract vendor: Old Vendor; executed: 2025-01-10; expiry: 2026-12-10"),
    ("2026-11-20T09:10", "log-contract vendor: Twice; executed: 2026-11-19"),
    ("2026-11-20T09:11", "withdraw C-5 logged twice"),
    ("2026-11-20T10:00", "log-breach vendor: Kahoot; discovered: 2026-11-20; board told: 2026-11-20; students: 12; categories: student_information"),
    ("2026-11-21T10:00", "log-breach contract: C-2; discovered: 2026-11-21"),
    ("2026-11-22T10:00", "received B-2 2026-11-22"),
    ("2026-11-23T10:00", "done D-2 https://schools.example.org/contracts"),
    ("2026-11-23T10:01", "snooze D-4 2026-11-25 waiting for counsel"),
    ("2026-11-23T10:02", "assign D-4 Sam Lee"),
    ("2026-11-23T10:03", "correct C-2 purpose: reading practice"),
    ("2026-11-23T10:04", "send-gap may llamas graze on the lawn?"),
    ("2026-11-23T10:05", "send-gap what of drones above the playground?"),
)  # fmt: skip
"""How the populated district came to be."""
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "ask": ("may a vendor sell student data?", "what is due?", "do we have a contract with Kahoot?"),
    "define": ("operator", "unicorn"),
    "operator": ("Kahoot", "Kahoot runs=yes"),
    "rule": ("10-234bb(g)", "99-999"),
    "due": ("contract_executed 2026-11-20", "breach_discovered 2026-11-20", "contract_executed soon"),
    "log-contract": ("vendor: Zeta; executed: 2026-11-23; provisions: all", "vendor: Zeta", "Zeta Apps"),
    "log-breach": ("contract: C-1; discovered: 2026-11-23", "vendor: Zeta; discovered: soon"),
    "received": ("B-1", "B-1 2026-11-24", "B-9"),
    "contracts": ("acme", "nobody", "2"),
    "contract": ("C-1", "C-2", "C-5", "C-9"),
    "breaches": ("kahoot", "nobody"),
    "breach": ("B-1", "B-2", "B-9"),
    "deadlines": ("overdue", "mine", "Ana Ruiz", "2"),
    "deadline": ("D-1", "D-2", "D-3", "D-99"),
    "done": ("D-1", "D-1 https://schools.example.org/contracts", "D-2", "D-4"),
    "undo": ("D-2", "D-1"),
    "snooze": ("D-1", "D-1 2026-11-25 waiting for counsel", "D-4", "D-4 2026-11-25 waiting for counsel", "D-1 never"),
    "assign": ("D-1", "D-1 Sam Lee", "D-1 Nobody Known"),
    "correct": ("C-1", "C-1 provisions", "C-1 expiry: June 30, 2028", "B-1", "B-1 students: 14", "C-9"),
    "withdraw": ("C-1", "C-1 logged twice", "B-1"),
    "history": ("C-1", "B-1", "D-2", "C-9"),
    "gaps": ("", "2"),
    "gap": ("G-1", "G-9"),
    "attach": ("G-1", "G-1 sell", "G-1 unicorns"),
    "export": ("xlsx", "csv", "json", "ics", "pdf"),
    "erase": ("C-1", "C-5", "C-6", "B-1"),
    "setup": ("morning: 07:30", "morning: noonish", "closures: 2026-12-24 to 2026-12-31"),
    "grant": ("Sam Lee privacy", "slack:U5 staff Lee Park", "Lee"),
    "revoke": ("Sam Lee", "slack:U4", "slack:U2", "Nobody Known"),
    "help": ("all", "me", *COMMANDS),
    "administer": ("no",),
    "check": ("sell-data", "sell-data merger=yes", "operator of Kahoot runs=yes", "unicorns"),
    "topic": ("sell", "unicorns"),
    "nearest": ("sell targeted-advertising|ads",),
    "send-gap": ("may goats graze on the lawn?",),
    "contract-file": ("C-1", "C-6", "C-9"),
    "vendor-letter": ("C-1", "C-2", "C-9"),
}
FILLED = {
    "district": "New Haven",
    "site": "https://schools.example.org/new",
    "lead": "Ana Ruiz",
    "superintendent": "Sam Lee",
    "vendor": "Gamma",
    "product": "Math",
    "executed": "2026-11-18",
    "start": "2026-12-01",
    "expiry": "2027-08-31",
    "purpose": "practice",
    "description": "A first line\nand a second",
    "categories": "student_information,student_records",
    "kinds": "names, grades",
    "link": "https://schools.example.org/gamma",
    "provisions": "property,deletion,purpose",
    "breach_days": "30",
    "contact": "privacy office",
    "owner": "slack:U4",
    "notes": "none",
    "contract": "C-1",
    "discovered": "2026-11-21",
    "board_told": "2026-11-23",
    "students": "40",
    "when": "2026-11-24",
    "proof": "https://schools.example.org/contracts",
    "until": "2026-11-25",
    "reason": "waiting for counsel",
    "person": "slack:U4",
    "role": "privacy",
    "name": "Sam Lee",
    "morning": "07:30",
}
"""What is filled in, by field; what is not here stays as the form shows it."""


def filled(form: Form) -> dict[str, str]:
    """The form as somebody fills it in who knows everything."""
    id = re.search(r"\b[CB]-\d+", form.say)
    return {one.id: FILLED.get(one.id, one.value) for one in form.fields} | (
        {"confirm": id[0]} if id and any(one.id == "confirm" for one in form.fields) else {}
    )


def talks(work: Path, *, small: bool) -> Iterator[Case]:
    """Every turn of every talk, and each reminder that goes out."""
    for path in sorted(TALKS.glob("*.txt"))[: 2 if small else None]:
        for number, turn in enumerate(played(path, District(work / f"talk-{path.stem}", NOW)), 1):
            key = f"talk:{path.stem}:turn {number}"
            if isinstance(turn, list):
                yield from _posts(key, turn)
            else:
                yield Case(key, *turn, shown=number % 10 == 0)


def _posts(key: str, posts: list[tuple[str, Reply]]) -> Iterator[Case]:
    """What went out, by title: what is due at the same moment may go out in any order."""
    seen = Counter[str]()
    for at, post in sorted(posts, key=lambda one: (one[1].title, one[0])):
        seen[post.title] += 1
        yield Case(f"{key}:post {post.title} {seen[post.title]}", {"post": at}, post)


def commands(work: Path, *, small: bool) -> Iterator[Case]:
    """Every command, bare and with arguments, by each role on an empty and on a populated district."""
    templates = {"empty": work / "empty", "populated": work / "populated"}
    District(templates["empty"], NOW)
    town = District(templates["populated"], NOW)
    for number, (now, text) in enumerate(POPULATE, 1):
        town.now(now)
        yield Case(f"command:populate:{number}", *ADMIN.says(text, town))
    with_file = Actor(
        "admin", "admin", "slack:U2", {"files": (File("gamma.pdf", "application/pdf", b"%PDF-1.7 a contract"),)}
    )
    yield Case("command:populate:file", *with_file.says("log-contract vendor: Gamma; executed: 2026-11-22", town))
    for name in [*COMMANDS][:: 8 if small else 1]:
        for actor in ACTORS[2:3] if small else ACTORS:
            for kind, template in templates.items():
                for number, text in enumerate(_lines(name)):
                    key = f"command:{name}:{actor.name}:{kind}:{text.removeprefix(name).strip() or 'bare'}"
                    press = not small and actor.name in PRESSES and number < 4
                    yield from _played(key, text, actor, (template, work / "now"), press=press)
    for kind, template in templates.items():
        for name, page in District(template, NOW).boards():
            yield Case(f"page:{name}:{kind}", {}, page())


def _lines(name: str) -> list[str]:
    """The command as it is typed: bare, with arguments, as the help shows it."""
    typed = (name, *(f"{name} {rest}".strip() for rest in ARGUMENTS.get(name, ())), EXAMPLES.get(name, name))
    return list(dict.fromkeys(typed))


def _played(key: str, text: str, actor: Actor, places: tuple[Path, Path], *, press: bool) -> Iterator[Case]:
    """One line on a fresh copy of the district; its form sent empty and filled in; each of its buttons pressed."""
    template, folder = places
    district = _copy(template, folder)
    message, reply = actor.says(text, district)
    yield Case(key, message, reply)
    if reply.form:
        form = reply.form
        yield Case(
            f"{key}:sent empty", *actor.says(form.say, district, dict.fromkeys((one.id for one in form.fields), ""))
        )
        district = _copy(template, folder)
        yield Case(f"{key}:sent as shown", *actor.says(form.say, district, {one.id: one.value for one in form.fields}))
        district = _copy(template, folder)
        yield Case(f"{key}:sent filled", *actor.says(form.say, district, filled(form)))
    for choice in reply.choices if press else ():
        district = _copy(template, folder)
        actor.says(text, district)
        yield Case(f"{key}:pressed {choice.label}", *actor.says(choice.say, district))


def _copy(template: Path, folder: Path) -> District:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    return District(folder, NOW)


def asked(work: Path, *, small: bool) -> Iterator[Case]:
    """Each question of the development sets, once, without a conversation."""
    district, actor = District(work / "asked", NOW), Actor("Dana", "admin", "Dana")
    for number, (id, question) in enumerate(questions()):
        if not small or number % 50 == 0:
            yield Case(f"question:{id}", *actor.says(question, district), shown=number % 10 == 0)


def every(work: Path, *, small: bool) -> Iterator[Case]:
    """All of it."""
    yield from talks(work, small=small)
    yield from commands(work, small=small)
    yield from asked(work, small=small)
    yield from (Case(f"kind:{name}", {}, reply) for name, reply in kinds())
    yield from (Case(key, {}, text, shown=False) for key, text in said())
