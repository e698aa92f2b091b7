"""The commands of the public register."""

from __future__ import annotations

from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.register import publish
from handlers.register.publish import SAY
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="register",
        usage="register",
        help="the public list of contracts and notices: what is missing in it, and publish it",
        example="register",
        group=HelpGroup.CONTRACTS,
        role=Role.STAFF,
        fits="",
        phrases=("public register", "the public register", "show the register", "contract register"),
        titles=("Public register",),
        run=publish.show,
    ),
    CommandSpec(
        name=SAY,
        usage=SAY,
        role=Role.PRIVACY,
        changes=True,
        verb="published the register",
        fits=rf"|({publish.ACCEPT}|{publish.CHECKED}) [0-9a-f]{{8}}",
        phrases=("publish the register", "publish the public register"),
        final="The website was written. Correct the records and publish again.",
        run=publish.publish_now,
    ),
)
