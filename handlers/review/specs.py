"""The commands of the review of a vendor's paper."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CONTRACT, CommandSpec, HelpButton, HelpGroup
from handlers.review import report
from handlers.review.answers import commands, saving
from storage.records import Role

messages = catalog(__file__)

_KEY, _ID = "[0-9a-f]{16}", r"C-\d{1,9}"
COMMANDS = (
    CommandSpec(
        name="review",
        usage="review ID",
        help=messages.help_review,
        example="review C-1",
        group=HelpGroup.CONTRACTS,
        button=HelpButton(messages.button_review, 6),
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        takes_file=True,
        file_is_enough=True,
        fits=rf"(?:(?:{_ID}|{_KEY})(?: [a-z]+(?:-[a-z0-9]+)*)?|.+\.(?:pdf|docx|html?|txt|md)|{commands.CALLED})?",
        phrases=(
            "review this",
            "review it",
            "review this contract",
            "review this agreement",
            "review the contract",
            "review the agreement",
            "review this file",
            "review this paper",
            "review this document",
            "review an agreement",
            "check this contract",
            "check this agreement",
            "read this contract",
            "does this contract have the ten",
            "does this contract have the ten provisions",
            "does this contract have all ten",
            "does this contract have all ten provisions",
            "does this contract have the 10 provisions",
            "does this have the ten",
            "does this have the ten provisions",
            "does this agreement have the ten provisions",
        ),
        needs_argument=False,
        run=commands.review,
    ),
    CommandSpec(
        name="addendum",
        usage="addendum ID",
        help=messages.help_addendum,
        example="addendum C-1",
        group=HelpGroup.CONTRACTS,
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        fits=rf"{_ID}",
        phrases=(),
        run=report.addendum,
    ),
    CommandSpec(
        name="mark-provision",
        usage="mark-provision ID PROVISION present",
        example="mark-provision C-1 deletion present",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_mark_provision,
        takes_id=(CONTRACT,),
        run=saving.mark_provision,
    ),
    CommandSpec(
        name="mark-as-read",
        usage="mark-as-read ID",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_mark_as_read,
        takes_id=(CONTRACT,),
        run=saving.mark_as_read,
    ),
    CommandSpec(
        name="log-paper",
        usage="log-paper KEY",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_log_paper,
        needs_argument=True,
        run=saving.log_paper,
    ),
    CommandSpec(
        name="keep-paper",
        usage="keep-paper KEY ID",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_keep_paper,
        run=saving.keep_paper,
    ),
)
