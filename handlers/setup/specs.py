"""The commands with which a district is set up and its people get their roles."""

from __future__ import annotations

from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.people import access, page_people
from handlers.people.chats import PREFIX
from handlers.setup import commands, granting
from handlers.understanding.named import EMAIL
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="setup",
        usage="setup",
        help="the district's settings: where the privacy team gets posts, its lead, hours, closures",
        example="setup morning: 07:30",
        group=HelpGroup.DISTRICT,
        role=Role.ADMIN,
        changes=True,
        verb="changed the settings",
        in_lines=True,
        fits="|.*[:=].*",
        meant=(
            r"(district|site|place|lead|superintendent|zone|morning|evening|closures|before|renewals|members|register|links|training)\b(?!.*\?)"
            r"(\s+\S+){1,5}"
        ),
        shape="setup FIELD: VALUE, for example setup lead: Ana Ruiz; or setup alone, for its form",
        phrases=("set up", "settings"),
        titles=("The district's setup",),
        run=commands.setup,
    ),
    CommandSpec(
        name="roles",
        usage="roles",
        help="who may do what",
        example="roles",
        group=HelpGroup.DISTRICT,
        role=Role.PRIVACY,
        fits="",
        titles=("Who may do what",),
        run=access.roles,
    ),
    CommandSpec(
        name="grant",
        usage="grant PERSON ROLE",
        help="give somebody a role: staff, privacy or admin; somebody new with their e-mail",
        example="grant Ana Ruiz privacy",
        group=HelpGroup.DISTRICT,
        role=Role.ADMIN,
        changes=True,
        verb="gave a role",
        fits=rf"|({PREFIX}|{page_people.PREFIX}):.*|.*\b({granting.ROLE})|{granting.FIELD}.*|.*{EMAIL}.*",
        meant=rf"(?!.*\?)(<?@|({PREFIX}):|(?-i:[A-Z])).*",
        shape="grant PERSON ROLE, for example grant Ana Ruiz privacy (the roles are staff, privacy and admin)",
        titles=("Give a role", "Give the role"),
        final="Give another role with grant, or take it away with revoke.",
        run=granting.grant,
    ),
    CommandSpec(
        name="revoke",
        usage="revoke PERSON",
        help="take a role away",
        example="revoke Ana Ruiz",
        group=HelpGroup.DISTRICT,
        role=Role.ADMIN,
        changes=True,
        takes_back=True,
        verb="took a role away",
        needs_argument=True,
        short_argument=True,
        final="Their links and sessions have ended. Give a role again with grant.",
        run=granting.revoke,
    ),
    CommandSpec(
        name="administer",
        usage="administer",
        guests=False,
        changes=True,
        final="Another administrator can take the role away with revoke.",
        fits="|no",
        run=granting.administer,
    ),
)
