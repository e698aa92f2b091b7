"""The commands of the questions that the privacy lead answers."""

from __future__ import annotations

from handlers.dialogue.command_spec import GAP, CommandSpec, HelpGroup
from handlers.questions import lead_questions, listing
from storage.records import Role

COMMANDS = (
    CommandSpec(
        name="gaps",
        usage="gaps",
        help="questions that wait for the privacy lead's answer",
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
        verb="answered the question",
        takes_id=(GAP,),
        needs_argument=True,
        fits=r"[gG]-\d+\b.*",
        final="The answer has gone to the person who asked.",
        run=lead_questions.answer,
    ),
    CommandSpec(
        name="attach",
        usage="attach ID TOPIC",
        help="choose the topic that answers such a question from now on",
        example="attach G-1 sell",
        group=HelpGroup.DISTRICT,
        role=Role.PRIVACY,
        changes=True,
        takes_id=(GAP,),
        needs_argument=True,
        final="Open the question again with gaps.",
        run=listing.attach,
    ),
    CommandSpec(
        name="answers",
        usage="answers",
        help="answers to the questions that you sent to the privacy lead",
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
        needs_argument=True,
        run=listing.show,
    ),
    CommandSpec(
        name="send-gap",
        usage="send-gap QUESTION",
        guests=False,
        changes=True,
        verb="sent a question",
        final="The privacy lead has the question.",
        run=lead_questions.send,
    ),
)
