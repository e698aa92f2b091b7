"""The commands of the questions that the privacy lead answers."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import GAP, CommandSpec, HelpGroup
from handlers.questions import lead_questions, listing
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="gaps",
        help=messages.help_gaps,
        example="gaps",
        group=HelpGroup.DISTRICT,
        role=Role.PRIVACY,
        leads=True,
        phrases=("open questions", "questions to answer"),
        run=listing.listed,
    ),
    CommandSpec(
        name="answer",
        usage="answer ID TEXT",
        example="answer G-1 Please use the approved app",
        role=Role.PRIVACY,
        leads=True,
        changes=True,
        verb=messages.verb_answer,
        takes_id=(GAP,),
        fits=r"[gG]-\d+\b.*",
        final=messages.final_answer,
        run=lead_questions.answer,
    ),
    CommandSpec(
        name="attach",
        usage="attach ID TOPIC",
        help=messages.help_attach,
        example="attach G-1 sell",
        group=HelpGroup.DISTRICT,
        role=Role.PRIVACY,
        changes=True,
        takes_id=(GAP,),
        final=messages.final_attach,
        run=listing.attach,
    ),
    CommandSpec(
        name="answers",
        help=messages.help_answers,
        example="answers",
        group=HelpGroup.DISTRICT,
        guests=False,
        changes=True,
        fits="|seen",
        phrases=("my answers", "my questions"),
        run=lead_questions.answers,
    ),
    CommandSpec(
        name="gap",
        usage="gap ID",
        role=Role.PRIVACY,
        leads=True,
        takes_id=(GAP,),
        run=listing.show,
    ),
    CommandSpec(
        name="send-gap",
        usage="send-gap QUESTION",
        guests=False,
        changes=True,
        verb=messages.verb_send_gap,
        final=messages.final_send_gap,
        run=lead_questions.send,
    ),
)
