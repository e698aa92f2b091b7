"""Which story, told on every surface alike, makes use of every command there is?"""

from dataclasses import dataclass, field, fields
from typing import Any

from bot.chat.replies import shown
from handlers.commands import COMMANDS
from handlers.dialogue.desk import Message
from handlers.dialogue.reply import File
from storage.kinds import AppRequest
from storage.port import Store
from tests.bot.conformance.surface import Seen, Surface, bare, words
from tests.papers import word_file

PAPER = word_file("Kahoot and the board agree.", "This agreement is governed by the laws of the State of Ohio.")
SAM = "{sam}"
"""Stands for a colleague's id, which is another one on each surface."""
LOG = "log-contract vendor: Kahoot; executed: 2026-10-06"


@dataclass(frozen=True)
class Step:
    """One command: what is typed (or which button is pressed instead), what is filled in, what must be seen then."""

    command: str
    says: str
    sees: str
    fills: dict[str, str] = field(default_factory=dict)
    press: str = ""
    confirms: str = ""
    """What the form asks back that comes after it."""


_TOLD = (
    Step("help", "help", "All commands"),
    Step("ask", "may a vendor sell student data?", "10-234cc(b)(3)"),
    Step("define", "define operator", "10-234aa"),
    Step("topic", "topic sell", "10-234cc(b)(3)"),
    Step("nearest", "nearest sell targeted-advertising|ads", "Selling"),
    Step("rule", "rule 10-234cc(b)(3)", "10-234cc(b)(3)"),
    Step("due", "due contract_executed 2026-10-07", "Oct 15, 2026"),
    Step("operator", "operator Kahoot", "Kahoot"),
    Step("check", "", "Kahoot", press="Yes"),
    Step("administer", "administer", "administer the bot already"),
    Step("setup", "setup", "Saved", {"district": "Granby", "lead": "", "zone": "America/New_York"}),
    Step("grant", "grant", "Sam Lee", {"person": "{sam}", "role": "privacy", "name": "Sam Lee"}),
    Step("roles", "roles", "Sam Lee"),
    Step("send-gap", "send-gap may llamas graze on the lawn?", "Sent", {"name": "without"}),
    Step("gaps", "gaps", "llamas"),
    Step("gap", "gap G-1", "llamas"),
    Step("answer", "answer G-1", "They may", {"answer": "They may"}),
    Step("answers", "answers", "They may"),
    Step("revoke", "revoke {sam}", "Sam Lee"),
    Step("log-contract", "log-contract", "C-1", {"vendor": "Kahoot", "product": "Quiz", "executed": "2026-10-06"}),
    Step("contract", "contract C-1", "Kahoot"),
    Step("details", "details C-1", "business days after"),
    Step("contracts", "contracts kahoot", "C-1"),
    Step("correct", "correct C-1", "Quizzes", {"purpose": "Quizzes"}),
    Step("vendor-letter", "vendor-letter C-1", "Kahoot"),
    Step("contract-file", "contract-file C-2", "kahoot.docx"),
    Step("review", "review C-2", "Connecticut law governs, (a)(9)"),
    Step("mark-provision", "mark-provision C-2 ferpa present", "Present · says"),
    Step("mark-as-read", "mark-as-read C-2", "as I read them"),
    Step("addendum", "addendum C-2", "addendum-C-2.docx"),
    Step("log-breach", "log-breach", "B-1", {"contract": "C-1", "discovered": "2026-10-06", "students": "12"}),
    Step("breach", "breach B-1", "Kahoot"),
    Step("breaches", "breaches", "B-1"),
    Step("received", "received B-1", "Oct 9", {"when": "2026-10-07"}),
    Step("deadlines", "deadlines", "D-1"),
    Step("deadline", "deadline D-1", "D-1"),
    Step("assign", "assign D-1", "Sam Lee", {"owner": "{sam}"}),
    Step("snooze", "snooze D-1", "Oct 8", {"until": "2026-10-08", "reason": "The board meets then"}),
    Step("done", "done D-1", "Done", {"proof": "https://schools.example.org/contracts"}),
    Step("undo", "undo D-1", "D-1"),
    Step("app", "app", "Kahoot!: its contract lacks", {"product": "kahoot"}),
    Step("ask-app", "ask-app zzyzx", "A-1", {"kind": "math", "data": "yes", "school": "no"}),
    Step("apps", "apps", "zzyzx"),
    Step("assign-app", "assign-app A-1", "Sam Lee", {"owner": "{sam}"}),
    Step("refuse-app", "refuse-app A-1", "Too loud", {"reason": "Too loud"}),
    Step("reopen-app", "reopen-app A-1", "open again"),
    Step("approve-app", "approve-app A-1", "Jun 30, 2027", {"until": "2027-06-30", "reason": "neither"}),
    Step("correct-app", "correct-app A-1 school", "Corrected.", {"school": "yes"}),
    Step("withdraw-app", "withdraw-app A-1", "Asked for twice", {"reason": "Asked for twice"}),
    Step("notice", "notice contract C-1", "Kahoot"),
    Step(
        "notice-sent",
        "notice-sent contract C-1",
        "is noted as posted",
        {"proof": "https://schools.example.org/kahoot"},
        confirms="blanks",
    ),
    Step("sent-notices", "sent-notices C-1", "sent_contract_C-1"),
    Step("register", "register", "Contracts in force"),
    Step("fill-register", "fill-register C-1 purpose", "Saved. This is how it stands now.", {"purpose": "Quizzes."}),
    Step("publish", "", "Prepared, not published", press="Publish as it is"),
    Step("stats", "stats", "Contracts by their provisions"),
    Step("packet", "packet pdf", "read it before you hand it out"),
    Step(
        "log-exception",
        "log-exception",
        "Not complete",
        {"vendor": "Speakly", "student": "J.D.", "plan": "iep", "unable": "It says so", "parent_signs": "2026-10-01"},
    ),
    Step("exception", "exception E-1", "Speakly"),
    Step("exceptions", "exceptions", "1 not complete"),
    Step(
        "log-family-request",
        "log-family-request",
        "R-1",
        {"kind": "delete", "contract": "C-1", "reference": "Case 14", "received": "2026-10-06"},
    ),
    Step("family-request", "family-request R-1", "Case 14"),
    Step("family-requests", "family-requests kahoot", "R-1"),
    Step(
        "close-request",
        "close-request R-1",
        "Closed",
        {"outcome": "retained", "proof": "The school must keep it"},
    ),
    Step("report", "report commission", "Speakly"),
    Step("board", "board", "oard"),
    Step("export", "export json", "dpa-export"),
)
_END = (
    Step("withdraw", "withdraw C-1", "withdrawn", {"reason": "Logged twice"}),
    Step("erase", "erase C-1", "erased", {"confirm": "C-1"}),
    Step("history", "history B-1", "logged the breach"),
)
_NAMED = {step.command for step in (*_TOLD, *_END)}
STORY = (
    *_TOLD,
    *(Step(spec.name, spec.example or spec.usage, "") for spec in COMMANDS.values() if spec.name not in _NAMED),
    *_END,
)
"""On October 7, 2026. C-2 has a file, where a file can be given. A command without a step here says its example."""


@dataclass
class Told:
    """For each command how its answer came, and what stood on record after it."""

    ways: dict[str, str] = field(default_factory=dict)
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


async def tell(surface: Surface) -> Told:
    """The story on a surface. Every reply is held against what is seen."""
    told, seen = Told(), Seen("", "")
    for step in STORY:
        if step.command == "contract-file":
            await given(surface)
        seen = (
            await surface.presses(step.press, seen)
            if step.press
            else await surface.says(step.says.replace(SAM, surface.sam))
        )
        held(surface, seen)
        told.ways[step.command] = seen.how
        if step.fills:
            assert surface.listener.reply.form, f"{surface.name}: no form of {step.command}"
            seen = await surface.fills(seen, **{id: it.replace(SAM, surface.sam) for id, it in step.fills.items()})
            held(surface, seen)
            told.ways[step.command] += f" → {seen.how}"
        if step.confirms:
            seen = await surface.fills(seen, sure=step.confirms)
            held(surface, seen)
            told.ways[step.command] += f" → {seen.how}"
        assert bare(step.sees) in bare(seen.says), f"{surface.name}: {step.command} shows {seen.says}"
        told.records[step.command] = records(surface.listener.make().store)
    return told


async def given(surface: Surface) -> None:
    """C-2 with its file; on a surface that takes none by somebody elsewhere."""
    if surface.takes_files:
        await surface.gives("kahoot.docx", PAPER, LOG)
    else:
        surface.listener(Message(LOG, files=(File("kahoot.docx", "", PAPER),)))


def held(surface: Surface, seen: Seen) -> None:
    """What is seen says all that was replied, and has every file by its name and content."""
    reply, seen_bare = surface.listener.reply, bare(seen.says)
    reply = shown(reply, errors_above=surface.name == "Page")
    for said in words(reply):
        assert bare(said) in seen_bare, f"{surface.name}: '{said}' is not in {seen.says}"
    for file in reply.files:
        assert file.name in seen.files, f"{surface.name}: no {file.name}"
        assert seen.files[file.name] in {file.content, b""}


def records(store: Store) -> list[dict[str, Any]]:
    """What stands on record, but for people's ids and hours, which each surface has of its own."""
    kept = [*store.contracts(), *store.breaches(), *store.deadlines(), *store.gaps(), *store.records(AppRequest)]
    own = {"owner", "logged_by", "by", "who", "asked", "askers", "stored"}
    return [{one.name: getattr(it, one.name) for one in fields(it) if one.name not in own} for it in kept]
