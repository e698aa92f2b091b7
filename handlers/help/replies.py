"""The replies of help: the commands that this person may use in this place, and one command explained."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from handlers.board import words as board_words
from handlers.board.board import NEXT
from handlers.deadlines.states import foremost, pressing
from handlers.deadlines.status import deadline_rows
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import CommandSpec, HelpButton, HelpGroup, Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Choice, Facts, Field, Part, Quote, Reply, Text
from handlers.forms.filling import preview_form
from handlers.help import words
from handlers.people import access as people
from handlers.setup.checklist import ALL_STEPS, QUESTIONS, STAFF_QUESTIONS, getting_started, with_next_step
from handlers.setup.welcome_words import STEPS
from storage.port import StoreError
from storage.records import Role, Status

MOST_BUTTONS, STAFF_BUTTONS = 6, 2
DEADLINES, LOGS = "deadlines", "log-contract"
"""Those who may use the first read what is due; those who may use the second keep the records."""


def offered(rest: str, message: Message, desk: Desk, commands: Mapping[str, CommandSpec]) -> Reply:
    """``help``, ``help all`` or ``help NAME``: what this person may say in this place, and nothing else.

    ``help steps``: the whole checklist of the first hour, to those who have a part in it.


    Raises Refused, with whom to ask, for a command that they may not give.
    """
    may = {command.name: command for command in _open(message, desk, commands) if command.listed}
    asked = rest.strip().lower()
    if asked == words.ALL:
        return Reply(title=words.ALL_COMMANDS, parts=tuple(_all(may)), footer=wording.NOT_ADVICE)
    if asked in may:
        return Reply(title=may[asked].usage, parts=tuple(_explained(may[asked], message, desk)))
    if (one := commands.get(asked)) and one.listed:
        people.permit(one, "", message, desk)
    if asked == STEPS and not message.public and (started := getting_started(message, desk)):
        return started
    started = _started(message, desk)
    return Reply(
        title=wording.WELCOME_TITLE,
        parts=(*(_pressing(message, desk) if DEADLINES in may else ()), Text(wording.WELCOME), *started.parts),
        choices=tuple(_buttons(may, started.choices)),
        footer=wording.NOT_ADVICE,
    )


def _pressing(message: Message, desk: Desk) -> tuple[Part, ...]:
    """What cannot wait, before anything else: who asks what to do first needs no list of commands."""
    with suppress(StoreError):
        if desk.records is not None and pressing(desk):
            found = foremost(desk.store.deadlines(status=Status.OPEN), NEXT, desk.today)
            return Text(board_words.NEXT, heads=True), deadline_rows(found, desk, message)
    return ()


def _explained(command: CommandSpec, message: Message, desk: Desk) -> Iterator[Part]:
    """What it does, what its form asks for, where it begins with one, and a line as somebody would type it."""
    yield Text(words.sentence(command.help))
    fields = _fields(command, message, desk)
    marked = [(field.id.replace("_", " "), field.required) for field in fields]
    needed, others = ([name for name, needs in marked if needs is asked] for asked in (True, False))
    rows = ((words.NEEDED, ", ".join(needed)), (words.KNOWN, ", ".join(others)))
    if fields:
        yield Facts(tuple(row for row in rows if row[1]))
    yield Text(words.EXAMPLE)
    yield Quote(command.example)


def _fields(command: CommandSpec, message: Message, desk: Desk) -> tuple[Field, ...]:
    """The fields of the form with which a command begins that changes the records."""
    if not command.changes:
        return ()
    try:
        reply = preview_form(command.run, "", message, desk)
    except (Sorry, StoreError):
        return ()
    return reply.form.fields if reply.form else ()


def _started(message: Message, desk: Desk) -> Reply:
    """What the reader sets up next; an empty reply where that is nothing, or the records cannot be read.

    Where others read along it begins there too, with the buttons that the reader may press there; where no button is
    left, they read where it goes on.
    """
    with suppress(StoreError):
        if message.outsider or desk.records is None:
            return Reply(title="")
        if not message.public:
            return with_next_step(Reply(title=""), message, desk)
        if _begins(message, desk):
            begun = with_next_step(Reply(title=""), replace(message, public=False), desk)
            choices = tuple(one for one in people.pressable(begun.choices, message, desk) if one != ALL_STEPS)
            return replace(
                begun, parts=begun.parts if choices else (*begun.parts, Text(words.GO_ON_THERE)), choices=choices
            )
    return Reply(title="")


def _begins(message: Message, desk: Desk) -> bool:
    """Whether nobody leads yet, and the sender is the one who sets the bot up."""
    if desk.store.setup().lead:
        return False
    return people.may_begin(message, desk) or people.role_of(message, desk) is Role.ADMIN


def _open(message: Message, desk: Desk, commands: Mapping[str, CommandSpec]) -> list[CommandSpec]:
    """The commands of this person's role; of the law only, where others read along or the records cannot be read."""
    role = Role.EVERYONE
    if not message.public:
        with suppress(StoreError):
            role = people.role_of(message, desk)
    return [one for one in commands.values() if role.includes(one.role)]


def grouped(commands: Iterable[CommandSpec]) -> Iterator[tuple[HelpGroup, Sequence[CommandSpec]]]:
    """Those that are listed, by group; groups without any are left out."""
    listed = list(commands)
    for group in HelpGroup:
        if found := [one for one in listed if one.group is group]:
            yield group, found


def most_used(commands: Iterable[CommandSpec]) -> list[tuple[HelpButton, CommandSpec]]:
    """Those with a button in help, in their order."""
    return sorted(((one.button, one) for one in commands if one.button), key=lambda pair: pair[0].place)


def _all(may: Mapping[str, CommandSpec]) -> Iterator[Part]:
    for group, found in grouped(may.values()):
        yield Text(group.value, heads=True)
        yield Facts(tuple((one.usage, one.help) for one in found))


def _buttons(may: Mapping[str, CommandSpec], started: Sequence[Choice]) -> Iterator[Choice]:
    """What is used most, then questions; for those who log nothing, or still set the bot up, questions first.

    The last button shows the rest.
    """
    used = [Choice(button.label, one.name) for button, one in most_used(may.values())]
    logs = LOGS in may
    asks = QUESTIONS if logs else STAFF_QUESTIONS
    if started:
        yield from (*started, *(replace(one, aside=True) for one in asks))
    else:
        yield from [*used, *asks][:MOST_BUTTONS] if logs else (*asks, *used[:STAFF_BUTTONS])
    yield Choice(words.ALL_COMMANDS, f"help {words.ALL}")
