"""The commands that tell how a district did in a period."""

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.packet import commission, packet
from storage.records import Role

messages = catalog(__file__)

COMMANDS = (
    CommandSpec(
        name="report",
        usage="report commission FORMAT PERIOD",
        help=messages.help_report,
        example="report commission docx",
        group=HelpGroup.DISTRICT,
        role=Role.PRIVACY,
        needs_argument=True,
        fits=commission.FITS,
        with_argument={
            "commission": (
                "commission report",
                "the commission report",
                "yearly commission report",
                "make the commission report",
                "prepare the commission report",
                "draft the commission report",
                "report to the commission",
                "our report to the commission",
                "cet report",
            )
        },
        run=commission.report,
    ),
    CommandSpec(
        name="stats",
        usage="stats PERIOD",
        help=messages.help_stats,
        example="stats last month",
        group=HelpGroup.DISTRICT,
        role=Role.STAFF,
        phrases=("statistics", "figures", "our figures", "how did we do this year", "how are we doing this year"),
        run=packet.stats,
    ),
    CommandSpec(
        name="packet",
        usage="packet FORMAT PERIOD",
        help=messages.help_packet,
        example="packet pdf",
        group=HelpGroup.DISTRICT,
        role=Role.STAFF,
        fits=packet.FITS,
        run=packet.packet,
    ),
)
