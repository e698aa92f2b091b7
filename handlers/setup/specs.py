"""The commands with which a district is set up and its people get their roles."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.people import access, page_people
from handlers.people.chats import PREFIX
from handlers.setup import commands, granting
from handlers.understanding.named import EMAIL
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="setup",
        usage="setup",
        help=messages.help_setup,
        example="setup morning: 07:30",
        group=HelpGroup.DISTRICT,
        role=Role.ADMIN,
        anywhere=True,
        changes=True,
        verb=messages.verb_setup,
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
        help=messages.help_roles,
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
        help=messages.help_grant,
        example="grant Ana Ruiz privacy",
        group=HelpGroup.DISTRICT,
        role=Role.ADMIN,
        changes=True,
        verb=messages.verb_grant,
        fits=rf"|({PREFIX}|{page_people.PREFIX}):.*|.*\b({granting.ROLE})|{granting.FIELD}.*|.*{EMAIL}.*",
        meant=rf"(?!.*\?)(<?@|({PREFIX}):|(?-i:[A-Z])).*",
        shape="grant PERSON ROLE, for example grant Ana Ruiz privacy (the roles are staff, privacy and admin)",
        titles=("Give a role", "Give the role"),
        final=messages.final_grant,
        run=granting.grant,
    ),
    CommandSpec(
        name="invite",
        usage="invite PERSON",
        role=Role.ADMIN,
        changes=True,
        verb=messages.verb_grant,
        fits=rf"|(?!.*\?)((?-i:[A-Z])|{EMAIL}|{PREFIX}:|<?@).*",
        final=messages.final_grant,
        run=granting.invite,
    ),
    CommandSpec(
        name="revoke",
        usage="revoke PERSON",
        help=messages.help_revoke,
        example="revoke Ana Ruiz",
        group=HelpGroup.DISTRICT,
        role=Role.ADMIN,
        changes=True,
        takes_back=True,
        verb=messages.verb_revoke,
        needs_argument=True,
        short_argument=True,
        final=messages.final_revoke,
        run=granting.revoke,
    ),
    CommandSpec(
        name="administer",
        usage="administer",
        guests=False,
        changes=True,
        final=messages.final_administer,
        fits="|no",
        run=granting.administer,
    ),
)
