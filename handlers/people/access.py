"""Who may give which command, press which button and see which record; and who the administrators are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import DEADLINE, CommandSpec, RecordKind, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Facts, Reply, Row, Rows, Text
from handlers.people import words as wording_people
from handlers.people.chats import read_id
from handlers.people.page_people import email_of
from storage.port import ReadableStore
from storage.records import Deadline, Person, Role

ASKED = (Choice(wording_people.I_DO, "administer"), Choice(wording_people.NOT_I, "administer no"))
"""The answers to whether somebody is the one who sets the bot up."""


class Refused(Sorry):
    """This person may not do that, or not in this place; ``choices`` are a way out, where there is one."""

    def __init__(self, says: str, choices: tuple[Choice, ...] = ()) -> None:
        super().__init__(says)
        self.choices = choices


def role_of(message: Message, desk: Desk) -> Role:
    """The person's role: the highest that the surface, the settings, the records and the district give."""
    if message.outsider:
        return Role.EVERYONE
    return Role.highest(desk.role, *_given(message, desk))


def _given(message: Message, desk: Desk) -> Iterator[Role]:
    if message.who and message.who in desk.admins:
        yield Role.ADMIN
    if desk.records is None or not read_id(message.who):
        return
    person = desk.records.person(message.who)
    yield person.role if person else Role.EVERYONE
    if not email_of(message.who):  # who comes by a link is of the district by their own role alone
        yield desk.records.setup().members


def may_begin(message: Message, desk: Desk) -> bool:
    """Whether they may make themselves the first administrator: by saying so, never by accident."""
    known = bool(read_id(message.who)) and not message.outsider
    return message.owner and known and desk.records is not None and not admins(desk.records, desk)


def unclaimed(desk: Desk) -> bool:
    """Whether nobody has been put in charge of the records yet; an administrator of the settings may have been."""
    return desk.records is not None and not desk.records.people(Role.PRIVACY)


def permit(command: CommandSpec, id: str, message: Message, desk: Desk) -> None:
    """Raise Refused unless this person may give this command here, about the record with that id."""
    if command.leads and is_lead(message, desk) and not (message.outsider or message.public):
        return
    said = replace(message, public=False) if command.anywhere else message
    allow(command.name, role_for(command, id, desk), said, desk, guests=command.guests, owned=owned_by(command, id))


def role_for(command: CommandSpec, id: str, desk: Desk) -> Role:
    """The role that a command takes for the record with that id: at least the role to look at it."""
    needs = tells if command.tells else sees
    if command.own and kind_of(id) is None:
        return Role.STAFF
    return command.role if command.role is Role.EVERYONE else Role.highest(command.role, needs(id, desk))


def owned_by(command: CommandSpec, id: str) -> str:
    """The id, where the owner of that deadline may give the command as one of the staff; else empty."""
    return id if command.owners or command.role is Role.STAFF else ""


def sees(id: str, desk: Desk) -> Role:
    """Who may look at what an id names; of a deadline, who may look at the record that it follows from."""
    return Role.highest(Role.EVERYONE, *(kind.sees for kind in _kinds(id, desk)))


def tells(id: str, desk: Desk) -> Role:
    """Who may read its history: at least the role to look at it."""
    return Role.highest(sees(id, desk), *(kind.tells for kind in _kinds(id, desk)))


def _kinds(id: str, desk: Desk) -> Iterator[RecordKind]:
    """The kind that an id names; of a deadline, that of its record too."""
    deadline = desk.records.deadline(id.upper()) if desk.records and kind_of(id) is DEADLINE else None
    yield from filter(None, (kind_of(id), kind_of(deadline.record) if deadline else None))


def is_lead(message: Message, desk: Desk) -> bool:
    """Whether the sender is the district's privacy lead, by their id."""
    return bool(read_id(message.who)) and desk.records is not None and desk.records.setup().lead == message.who


def allow(  # noqa: PLR0913 - a command that is not at hand as a whole
    command: str, needs: Role, message: Message, desk: Desk, *, guests: bool = True, owned: str = ""
) -> None:
    """Raise Refused unless this person may give this command here; for questions of law the records are not read.

    ``owned`` is the deadline whose owner may too.
    """
    if message.outsider and not (needs is Role.EVERYONE and guests):
        raise Refused(wording_people.OUTSIDERS)
    if needs is Role.EVERYONE:
        return
    if message.public:
        raise Refused(wording_people.TOO_PUBLIC)
    if not role_of(message, desk).includes(needed(needs, owned, message, desk)):
        begins = may_begin(message, desk)
        ask = wording_people.QUESTION if begins else whom_to_ask(needs, message, desk)
        raise Refused(wording.not_allowed(command=command, who=wording.ROLES[needs], ask=ask), ASKED if begins else ())


def needed(needs: Role, owned: str, message: Message, desk: Desk) -> Role:
    """The role that the sender needs: staff for the owner of the deadline ``owned``, else ``needs``.

    The owner of a deadline may close that one as one of the staff: the law lays the duty on the board and does not say
    who must note that it was done. The proof is still required, and the history names the owner.
    """
    if not owned or desk.records is None:
        return needs
    deadline = desk.records.deadline(owned)
    return Role.STAFF if deadline and owns(deadline, message) else needs


def owns(deadline: Deadline, message: Message) -> bool:
    """Whether the sender owns the deadline, by their id, as anybody can choose a name in a chat."""
    return deadline.owner == message.who and bool(read_id(message.who))


def whom_to_ask(needs: Role, message: Message, desk: Desk) -> str:
    """A sentence on whom to ask for what takes that role: people by name, where known, and never the sender."""
    on_file = desk.records.person(message.who) if desk.records and read_id(message.who) else None
    own = {name.casefold() for name in (message.name, on_file.name if on_file else "")}
    held = {
        Role.PRIVACY: desk.records.people(Role.PRIVACY) if desk.records and needs is not Role.ADMIN else [],
        Role.ADMIN: admins(desk.records, desk) if desk.records else [],
    }
    for role, people in held.items():
        if known := [one.name for one in people if one.name and one.name.casefold() not in own]:
            return wording_people.ask(known, role)
    return wording_people.ASK_ADMIN if held[Role.ADMIN] else wording_people.NOBODY_YET


def _on_file(person: Person, desk: Desk) -> bool:
    """Whether they are on file in this district: the settings name administrators for all districts."""
    return desk.records is not None and desk.records.person(person.id) is not None


def admins(records: ReadableStore, desk: Desk) -> list[Person]:
    """The administrators: by the settings, then on file."""
    by_settings = [records.person(id) or Person(id=id) for id in desk.admins]
    return [*by_settings, *(one for one in records.people(Role.ADMIN) if one.id not in desk.admins)]


def roles(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``roles``: who has which, and what it allows."""
    store, people = desk.store, desk.store.people()
    known = [one for one in admins(store, desk) if one.id == message.who or _on_file(one, desk)]
    others = len(admins(store, desk)) - len(known)

    def listed(one: Person) -> str:
        by_settings = f" ({wording_people.BY_SETTINGS})" if one.id in desk.admins else ""
        return f"{wording_people.listed(one, people, message.who)}{by_settings}"

    held = {
        Role.ADMIN: [*map(listed, known), *([wording_people.others(others)] if others else [])],
        **{role: [*map(listed, store.people(role))] for role in (Role.PRIVACY, Role.STAFF)},
    }
    lines = tuple(wording_people.holders(role, names) for role, names in held.items())
    rest_may = (
        (wording_people.REST, wording_people.MAY[store.setup().members]),
        (wording_people.OUTSIDE, wording_people.OUTSIDE_MAY),
    )
    may_give = role_of(message, desk) is Role.ADMIN
    return Reply(
        title=wording_people.ROLES_TITLE,
        parts=(
            Bullets(lines),
            Facts(rest_may),
            *(() if held[Role.ADMIN] or may_give else (Text(wording_people.NOBODY_YET),)),
        ),
        choices=(Choice(wording_people.GRANT_TITLE, "grant"),)
        if may_give
        else ASKED
        if may_begin(message, desk)
        else (),
    )


def pressable(choices: Iterable[Choice], message: Message, desk: Desk) -> tuple[Choice, ...]:
    """The buttons that the sender may press: what would only be refused is not offered.

    None on a desk that does not know the commands, since it cannot tell what a button does.
    """
    if not desk.commands:
        return ()
    return tuple(choice for choice in choices if _may_press(choice, message, desk))


def only_pressable(reply: Reply, message: Message, desk: Desk) -> Reply:
    """The reply with those buttons alone that its reader may press, below it and in its lists."""
    parts = tuple(_within(part, message, desk) if isinstance(part, Rows) else part for part in reply.parts)
    return replace(reply, parts=parts, choices=pressable(reply.choices, message, desk))


def _may_press(choice: Choice, message: Message, desk: Desk) -> bool:
    """Whether the sender may press it; the records are not read for questions about the law."""
    needs = _needed(choice, message, desk)
    spec = desk.commands.get(choice.say.partition(" ")[0])
    if spec and spec.leads and is_lead(message, desk) and not (message.outsider or message.public):
        return True
    if needs is Role.EVERYONE:
        return not (message.outsider and spec is not None and spec.changes)
    if message.outsider or (message.public and not (spec and spec.anywhere)):
        return False
    return role_of(message, desk).includes(needs)


def _within(rows: Rows, message: Message, desk: Desk) -> Rows:
    def kept(row: Row) -> Row:
        opens = pressable([row.opens], message, desk) if row.opens else ()
        return replace(row, opens=next(iter(opens), None), actions=pressable(row.actions, message, desk))

    return replace(rows, rows=tuple(map(kept, rows.rows)))


def _needed(choice: Choice, message: Message, desk: Desk) -> Role:
    """The role that a button takes: ``say`` begins with the command, then the id of the record, if any."""
    name, _, rest = choice.say.partition(" ")
    spec = desk.commands.get(name)
    if spec is None:
        return Role.EVERYONE
    id = rest.partition(" ")[0]
    return needed(role_for(spec, id, desk), owned_by(spec, id), message, desk)


def shows_record(deadline: Deadline, reader: Message | None, desk: Desk) -> bool:
    """Whether the reader may see the record that a deadline follows from: they own it, or their role is enough."""
    kind = kind_of(deadline.record)
    return reader is None or kind is None or owns(deadline, reader) or role_of(reader, desk).includes(kind.sees)


def closable(deadlines: Iterable[Deadline], reader: Message, desk: Desk) -> frozenset[str]:
    """The ids of the deadlines that the reader may close."""
    team = role_of(reader, desk).includes(Role.PRIVACY)
    return frozenset(one.id for one in deadlines if team or owns(one, reader))
