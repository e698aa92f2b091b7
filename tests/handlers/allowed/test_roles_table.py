"""Does docs/roles.md say who may use which command, and where?

The table stands there as the permission check answers; after a wanted change: python -m tests.handlers.allowed.test_roles_table
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from handlers.commands import COMMANDS
from handlers.dialogue.command_spec import CommandSpec
from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import may
from handlers.people.words import MAY, NAMES
from knowledge.counting import Calendar
from knowledge.load import load
from storage.records import Role
from tests.bot.chat.shared import NOW

TABLE = Path(__file__).parents[3] / "docs/roles.md"
ROLES = {**NAMES, Role.EVERYONE: "everyone"}
CHAT = Message("", who="slack:U1", surface="slack")
WHERE = {
    "Guests, anywhere in a chat": replace(CHAT, outsider=True),
    "Slack, Teams: a channel that many read": replace(CHAT, public=True),
    "Slack, Teams: own chat, Home, group chat, privacy channel": CHAT,
    "Page by a link, Board in Teams": Message("", who="slack:U1", surface="page"),
}
OWN_COMPUTER = "Page and terminal on the bot's computer"
NOBODY, ANYBODY = "–", "anyone who uses it"
HEAD = """# Who may use which command, and where

The lowest role that may use each command, by where it is used; each role may do what the ones before it may. The bot checks
by the same entries from which this table is made: `python -m tests.handlers.allowed.test_roles_table` writes it again. People are
offered no button that they may not press; a message that several people read has no button that needs a role, except a
reminder in the privacy team's own channel, which answers each person by their role.

"""
TAIL = """
*Owner*: the person whose deadline it is, as one of the staff. What members of the district may do without a role is a choice
of `setup` (*Everyone in the district may*): look up records, as staff do, or ask about the law only. `grant` gives a role,
`revoke` takes it back, `roles` shows who has which. `administer` works only while nobody
administers the bot; `DPA_ADMINS` names administrators in the settings.
"""


def written() -> str:
    """The page as the permission check answers."""
    roles = "".join(f"- **{ROLES[role]}** may {MAY[role]}.\n" for role in Role)
    rows = "\n".join(_rows(Desk(load(), lambda _: (), Calendar(), NOW)))
    return f"{HEAD}{roles}\n{rows}\n{TAIL}"


def _rows(desk: Desk) -> Iterator[str]:
    heads = ["Command", *WHERE, OWN_COMPUTER]
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for spec in COMMANDS.values():
        name = f"`{spec.usage}`" + ("" if spec.listed else " (a button says it)")
        yield f"| {' | '.join([name, *(_least(spec, asked, desk) for asked in WHERE.values()), ANYBODY])} |"


def _least(spec: CommandSpec, asked: Message, desk: Desk) -> str:
    """The lowest role that may use it there."""
    found = next((role for role in Role if may(spec.name, asked, replace(desk, role=role))), None)
    if found is None:
        return NOBODY
    return "yes" if asked.outsider else ROLES[found] + (", or the owner" if spec.owners else "")


def test_the_table_is_as_the_permission_check_answers() -> None:
    assert TABLE.read_text() == written(), "python -m tests.handlers.allowed.test_roles_table"


def test_on_its_own_computer_everybody_may_everything() -> None:
    desk = Desk(load(), lambda _: (), Calendar(), NOW, role=Role.ADMIN)
    assert all(may(name, Message("", surface="terminal"), desk) for name in COMMANDS)


if __name__ == "__main__":
    TABLE.write_text(written())
