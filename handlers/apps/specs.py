"""The commands on products: look one up, ask for it, decide on it."""

from handlers.apps import asking, card, deciding, lookup
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import APP, CommandSpec, HelpButton, HelpGroup
from storage.records import Role

messages = catalog(__file__)

NO_NAME = (
    "is|are|was|were|without|with|that|which|can|may|must|need|needs|has|have|asks|wants|collects|uses|not|no|the|our"
    "|my|we|they|it|a|an|or|vendor|vendors|store|stores|contract|contracts"
)
"""Words that no name of a product has: with one of them it is a sentence that begins with "app"."""

COMMANDS = (
    CommandSpec(
        name="app",
        usage="app NAME",
        help=messages.help_app,
        example="app Kahoot",
        group=HelpGroup.APPS,
        button=HelpButton(messages.button_app, 7),
        role=Role.STAFF,
        anywhere=True,
        takes_id=(APP,),
        short_argument=True,
        fits=rf"(?!.*(?<![\w-])(?:{NO_NAME})(?![\w-])).*",
        run=lookup.app,
        instead=lookup.of_law,
    ),
    CommandSpec(
        name="ask-app",
        usage="ask-app NAME",
        help=messages.help_ask_app,
        example="ask-app Kahoot; data: yes; school: no",
        group=HelpGroup.APPS,
        role=Role.STAFF,
        anywhere=True,
        changes=True,
        verb=messages.verb_ask_app,
        phrases=("ask for an app", "ask for a product", "request an app", "request a product", "request a new app"),
        titles=("Ask for a product",),
        run=asking.ask,
    ),
    CommandSpec(
        name="apps",
        help=messages.help_apps,
        example="apps open",
        group=HelpGroup.APPS,
        role=Role.STAFF,
        fits=card.FITS,
        phrases=(
            "app requests",
            "product requests",
            "open app requests",
            "list app requests",
            "show app requests",
            "which apps wait",
            "apps to review",
            "apps to decide",
        ),
        with_argument={
            "approved": ("approved apps", "list approved apps", "approved products", "show approved apps"),
            "mine": ("my apps", "my app requests", "my requests"),
        },
        run=card.listed,
    ),
    CommandSpec(
        name="approve-app",
        usage="approve-app ID DATE",
        help=messages.help_approve_app,
        example="approve-app A-1 June 30, 2027",
        group=HelpGroup.APPS,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_approve_app,
        takes_id=(APP,),
        run=deciding.approve,
    ),
    CommandSpec(
        name="refuse-app",
        usage="refuse-app ID WHY",
        help=messages.help_refuse_app,
        example="refuse-app A-1 because it sells what it knows of students",
        group=HelpGroup.APPS,
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_refuse_app,
        takes_id=(APP,),
        run=deciding.refuse,
    ),
    CommandSpec(
        name="assign-app",
        usage="assign-app ID WHO",
        example="assign-app A-1 Ana Ruiz",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_assign_app,
        takes_id=(APP,),
        run=deciding.assign,
    ),
    CommandSpec(
        name="reopen-app",
        usage="reopen-app ID",
        example="reopen-app A-1",
        role=Role.PRIVACY,
        changes=True,
        takes_back=True,
        verb=messages.verb_reopen_app,
        takes_id=(APP,),
        run=deciding.reopen,
    ),
    CommandSpec(
        name="correct-app",
        usage="correct-app ID",
        example="correct-app A-1 product: Kahoot",
        role=Role.PRIVACY,
        changes=True,
        verb=messages.verb_correct_app,
        takes_id=(APP,),
        run=deciding.correct,
    ),
    CommandSpec(
        name="withdraw-app",
        usage="withdraw-app ID WHY",
        example="withdraw-app A-1 asked for twice",
        role=Role.PRIVACY,
        changes=True,
        takes_back=True,
        verb=messages.verb_withdraw_app,
        takes_id=(APP,),
        run=deciding.withdraw,
    ),
)
