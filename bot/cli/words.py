"""Sentences of the terminal, and of ``dpa talk``, ``publish``, ``connect`` and ``law verify``."""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from bot.installed import IN_PROJECT
from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import day
from knowledge.citation import Citation
from knowledge.verifying.ledger import LEDGER, Confirmation
from knowledge.verifying.statements import PinnedPassage, Statement, TextComparison

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

PROMPT = "\nyou> "


def no_command(typed: str, nearest: str) -> str:
    """A command that does not exist; `nearest` is empty where none is similar."""
    hint = messages.did_you_mean(nearest=nearest) if nearest else ""
    return messages.there_is_no_command_dpa_help(typed=typed, hint=hint)


def disk_full(path: object) -> str:
    """The disk is full; ``path`` is empty where the system does not name the file."""
    where = f" for {path}" if path else ""
    return messages.there_is_no_room_on_the(where=where)


def no_choice(label: str, there: Iterable[str]) -> str:
    """A button that the last reply does not have."""
    return messages.no_choice(label=label, there="; ".join(there) or "none")


def no_program(name: str) -> str:
    """A system program (rsync, sftp or ssh) is missing."""
    package = {"sftp": "openssh-client", "ssh": "openssh-client"}.get(name, name)
    return messages.the_program_is_missing_on_this(name=name, package=package)


def not_copied(target: str, why: str) -> str:
    """The copy to the web server failed."""
    return messages.not_copied(target=target, why=why, copy_after=messages.COPY_AFTER)


def to_check(ids: Collection[str]) -> str:
    """How to say that these records were looked at."""
    return messages.HOW_TO_CHECK(ids=" --checked ".join(ids))


START = messages.make_run if IN_PROJECT else messages.dpa_run
PACKAGE = messages.make_manifest if IN_PROJECT else messages.dpa_manifest_teams_dpa_teams_zip

SLACK_NEXT = messages.now_start_the_bot_if_it(start=START)

TEAMS_NEXT = messages.now_start_the_bot_if_it_is(start=START, package=PACKAGE)


NONE = "-"
"""What is typed to leave out a setting that has a value."""


def prompt(asks: str, *, has: bool, may_leave: bool, left_out: str) -> str:
    """A question, with what Enter does: keep the old value, or leave one out, and what follows from that."""
    keeps = messages.enter_keeps if has else ""
    leaves = messages.leaves_out(key=NONE if has else "Enter") if may_leave else ""
    leaves = f"{leaves}: {left_out}" if leaves and left_out else leaves
    hint = "; ".join(one for one in (keeps, leaves) if one)
    return f"\n{asks}{f' [{hint}]' if hint else ''}: "


def saved(path: Path) -> str:
    """Where the settings were saved."""
    return f"\n{messages.saved(path=path)}"


SHORT = 60
"""Characters of a statement or a passage that the report shows."""


def bad_ledger(folder: Path) -> str:
    """The ledger cannot be read, perhaps after an edit by hand."""
    return messages.bad_ledger(folder=folder / LEDGER)


def head(passage: PinnedPassage, place: tuple[int, int], statement: tuple[int, int]) -> str:
    """The line above a question: its passage and its number among all."""
    of = messages.statement_of(statement=statement[0], number=statement[1]) if statement[1] > 1 else ""
    return messages.passage_of(cite=passage.cite, place=place[0], number=place[1], of=of)


def origin(one: Statement) -> str:
    """Where the statement is written, its tag, and its other cites."""
    places = [f"{at.file}:{at.line}, {at.name}  [{one.tag.value}]" for at in one.places]
    others = ", ".join(cite.text for cite in one.cites if cite != one.pin)
    return "\n".join([*places, *([messages.it_also_cites(others=others)] if others else [])])


def confirmed(one: Statement) -> str:
    """A statement was confirmed, and its tag changed."""
    return messages.confirmed(at=", ".join(dict.fromkeys(at.file for at in one.places)))


def start(passages: int, questions: int) -> str:
    """Before the first question."""
    return messages.start(
        statements=messages.count(number=questions, what="statement"),
        passages=messages.count(number=passages, what="passage"),
    )


def report(
    found: TextComparison, said: Mapping[str, list[Statement]], openings: Mapping[Citation, str]
) -> Iterable[str]:
    """The report at the end, a line at a time."""
    yield f"Confirmed: {len(said['y'])}"
    yield from (f"  {_line(one)}" for one in said["y"])
    misfits_before = [one for one, _ in found.misfits if one not in said["n"] + said["y"]]
    yield messages.does_not_fit(said=len(said["n"]) + len(misfits_before))
    yield from (f"  {_line(one)}" for one in said["n"])
    yield from (f"  {_line(one)}\n    {_by(note)}" for one, note in found.misfits if one in misfits_before)
    yield messages.pinned_by_the_book_not_in(lacking=len(found.lacking))
    yield from (f"  {cite}" for cite in found.lacking)
    yield from (
        messages.is_not_in_this_file_the(section=section, passages=messages.count(number=pins, what="passage"))
        for section, pins in found.elsewhere.items()
    )
    yield messages.in_the_text_never_pinned_by(unpinned=len(found.unpinned))
    yield from (f"  {cite}  {_short(openings[cite])}" for cite in found.unpinned)
    answered = [*said["y"], *said["n"]]
    left = [(one.cite, sum(each not in answered for each in one.statements)) for one in found.waiting]
    yield messages.waiting_for_an_answer(count=sum((count for _, count in left)))
    yield from (f"  {cite}: {messages.count(number=count, what='statement')}" for cite, count in left if count)


def _line(one: Statement) -> str:
    return f"{one.pin}  {one.places[0].file}:{one.places[0].line}  {_short(one.says)}"


def _by(note: Confirmation) -> str:
    return f"said {note.by}, {day(note.day)}"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
