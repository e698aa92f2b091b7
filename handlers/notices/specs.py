"""The commands on notices."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import BREACH, CONTRACT, FAMILY_REQUEST, CommandSpec, HelpGroup
from handlers.notices import commands
from handlers.notices.commands import FITS, MEANT
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="notice",
        usage="notice KIND ID",
        help=messages.help_notice,
        example="notice breach B-1 Spanish",
        group=HelpGroup.RECORDS,
        role=Role.STAFF,
        needs_argument=True,
        fits=FITS,
        meant=MEANT,
        shape="notice contract C-1 Spanish",
        run=commands.notice,
    ),
    CommandSpec(
        name="notice-sent",
        usage="notice-sent KIND ID PROOF",
        example="notice-sent breach B-1 e-mailed Oct 9, 2026",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_notice_sent,
        takes_file=True,
        needs_argument=True,
        run=commands.sent,
    ),
    CommandSpec(
        name="sent-notices",
        usage="sent-notices ID",
        role=Role.STAFF,
        takes_id=(CONTRACT, BREACH, FAMILY_REQUEST),
        run=commands.sent_notices,
    ),
    CommandSpec(
        name="contract-notice",
        usage="contract-notice ID",
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        needs_argument=True,
        run=commands.contract_notice,
    ),
    CommandSpec(
        name="vendor-letter",
        usage="vendor-letter ID",
        role=Role.STAFF,
        takes_id=(CONTRACT,),
        needs_argument=True,
        run=commands.vendor_letter,
    ),
)
