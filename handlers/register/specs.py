"""The commands of the public register."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CONTRACT, CommandSpec, HelpGroup, id_pattern
from handlers.register import publish
from handlers.register.gaps import FILL, SETUP
from handlers.register.publish import SAY
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="register",
        help=messages.help_register,
        example="register",
        group=HelpGroup.CONTRACTS,
        role=Role.STAFF,
        fits=r"(?:page=\d+)?",
        phrases=("public register", "the public register", "show the register", "contract register"),
        titles=("Public register",),
        run=publish.show,
    ),
    CommandSpec(
        name=SAY,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_publish,
        fits=rf"|({publish.ACCEPT}|{publish.CHECKED}) [0-9a-f]{{8}}",
        phrases=("publish the register", "publish the public register"),
        final=messages.final_publish,
        run=publish.publish_now,
    ),
    CommandSpec(
        name=FILL,
        usage=f"{FILL} ID",
        example=f"{FILL} C-1",
        role=Role.PRIVACY,
        changes=True,
        takes_id=(CONTRACT,),
        takes_file=True,
        fits=rf"({SETUP}|{id_pattern((CONTRACT,))})\b.*",
        run=publish.fill,
    ),
)
