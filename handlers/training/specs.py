"""The commands on the training."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.training import commands
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="training",
        help=messages.help_training,
        example="training",
        group=HelpGroup.ASK,
        role=Role.STAFF,
        verb=messages.verb_training,
        fits=rf"|{commands.LIST}",
        phrases=(
            "two minute training",
            "2 minute training",
            "start training",
            "start the training",
            "privacy training",
            "quiz",
            "quiz me",
            "train me",
        ),
        with_argument={
            commands.LIST: (
                "who did the training",
                "who has done the training",
                "who did the training this year",
                "who has not done the training",
                "list trainings",
            )
        },
        final=messages.final_training,
        run=commands.training,
    ),
    CommandSpec(
        name="training-answer",
        usage="training-answer SESSION ANSWER",
        role=Role.STAFF,
        changes=True,
        needs_argument=True,
        run=commands.answer,
    ),
)
