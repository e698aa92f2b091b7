"""What each intent of a message stands for: a query on the records, an act on them, or a command that is run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.apps.card import MINE, STATES
from handlers.apps.words import LACKING
from handlers.understanding.requests.request import View


@dataclass(frozen=True, slots=True)
class Looks:
    """An intent that shows a view of the records; ``kind`` is set where it is always the same."""

    view: View
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Acts:
    """An intent that changes the records: first shown with its values, then done by a press or a yes."""

    command: str
    kind: str = ""
    field: str = ""
    """The field that is changed, where it is always the same."""


@dataclass(frozen=True, slots=True)
class Runs:
    """An intent that runs a command as if typed, with the values of these slots after its name."""

    command: str
    takes: tuple[str, ...] = ()
    """The slots whose values follow its name; of those joined by "|" the first that was said."""
    always: str = ""
    """What always follows the name."""
    words: tuple[str, ...] = ()
    """Words that follow the name where they are said."""
    of_record: bool = False
    """Whether the id of the record that is meant follows its name."""


Wish = Looks | Acts | Runs
WISHES: Mapping[str, Wish] = {
    "contract": Looks(View.CARD, "contract"),
    "contracts": Looks(View.LIST, "contract"),
    "breach": Looks(View.CARD, "breach"),
    "breaches": Looks(View.LIST, "breach"),
    "due": Looks(View.DUE),
    "overdue": Looks(View.OVERDUE),
    "owner": Looks(View.OWNER),
    "expiring": Looks(View.EXPIRING),
    "missing": Looks(View.MISSING),
    "count": Looks(View.COUNT),
    "who-has": Looks(View.HOLDS),
    "posted": Looks(View.POSTED),
    "history": Looks(View.HAPPENED),
    "renewal": Looks(View.RENEWAL),
    "standing": Looks(View.STANDING),
    "settings": Looks(View.SETTINGS),
    "file": Looks(View.FILE),
    "reminders": Looks(View.REMINDERS),
    "roles": Looks(View.ROLES),
    "notice-text": Looks(View.NOTICE),
    "app": Runs("app", ("product|vendor",)),
    "apps": Runs("apps", words=(*STATES, MINE)),
    "no-contract": Runs("apps", always=LACKING),
    "board": Runs("board"),
    "register": Runs("register"),
    "gaps": Runs("gaps"),
    "stats": Runs("stats", ("period",)),
    "packet": Runs("packet", ("format", "period")),
    "report": Runs("report", ("format", "period"), always="commission"),
    "export": Looks(View.EXPORT),
    "exceptions": Runs("exceptions"),
    "family-requests": Runs("family-requests"),
    "training": Runs("training"),
    "trainings": Runs("stats"),
    "drill": Runs("drill"),
    "help": Runs("help"),
    "import": Runs("import"),
    "review": Runs("review", of_record=True),
    "addendum": Runs("addendum", of_record=True),
    "log-contract": Acts("log-contract", "contract"),
    "renew": Acts("log-contract", "contract"),
    "end-contract": Acts("correct", "contract", field="expiry"),
    "log-breach": Acts("log-breach", "breach"),
    "received": Acts("received", "breach"),
    "done": Acts("done", "deadline"),
    "notice-sent": Acts("done", "deadline"),
    "undo": Acts("undo", "deadline"),
    "snooze": Acts("snooze", "deadline"),
    "assign": Acts("assign", "deadline"),
    "remind-me": Acts("remind"),
    "correct": Acts("correct"),
    "note": Acts("note"),
    "withdraw": Acts("withdraw"),
    "erase": Acts("erase"),
    "grant": Acts("grant"),
    "revoke": Acts("revoke"),
    "setup": Acts("setup"),
    "vendor-letter": Acts("vendor-letter", "contract"),
    "log-exception": Acts("log-exception", "exception"),
    "log-family-request": Acts("log-family-request", "family-request"),
    "close-request": Acts("close-request", "family-request"),
    "ask-app": Acts("ask-app", "app"),
    "approve-app": Acts("approve-app", "app"),
    "refuse-app": Acts("refuse-app", "app"),
    "add-file": Acts("add-file", "contract"),
    "mark-provision": Acts("mark-provision", "contract"),
    "answer-gap": Acts("answer", "gap"),
    "send-to-lead": Acts("send-gap"),
    "publish": Acts("publish"),
}
"""Every intent on the district's records. ``law``, ``talk`` and ``outside`` stand beside them."""
BY_OTHER_NAMES: Mapping[str, str] = {"deadlines": "due", "notice": "notice-text", "notice-sent": "notice-sent"}
"""Commands that stand behind an intent of another name."""
HAPPENED: Mapping[str, str] = {
    "log-breach": "our-first-hour",
    "received": "our-first-hour",
    "log-exception": "iep-exception",
}
"""Acts that note what happened, each with the topic on what to do then, where the law has no answer to the words."""
NOT_IN_WORDS = frozenset({
    "ask", "define", "operator", "rule", "due", "why", "attach", "answers", "calendar", "token", "track", "help",
})  # fmt: skip
"""Commands without an intent of their own: they look up the law, or are only typed and pressed."""
DIALOGUE = frozenset({"set", "correct-slot", "confirm", "deny", "cancel", "pick", "more", "back", "same"})
"""What only means something where the dialogue stands."""
BESIDE = frozenset({"law", "talk", "outside"})
OF_PEOPLE = frozenset({"grant", "revoke"})
"""Acts on a person: another one who is named is another act."""
OF_ALL = frozenset({
    View.LIST, View.COUNT, View.DUE, View.OVERDUE, View.EXPIRING, View.MISSING, View.STANDING, View.REMINDERS,
    View.ROLES, View.HOLDS,
})  # fmt: skip
"""Views that are of the whole district where no record is named or pointed at."""
OF_RECORD = (
    "contract", "contracts", "breach", "breaches", "due", "overdue", "owner", "expiring", "missing", "who-has",
    "posted", "history", "renewal", "standing", "file", "roles", "gaps", "app", "review", "trainings",
)  # fmt: skip
"""Intents that are answered by all of a record, or by all that a person is responsible for."""
OF_ONE = ("contract", "breach", "due", "owner", "expiring", "missing", "posted", "history", "renewal", "file")
"""Intents that are answered by the card of one record."""
OF_ONE_VIEW = frozenset({View.NOTICE, View.RENEWAL, View.FILE, View.HAPPENED, View.TOLD, View.POSTED, View.OWNER})
"""Views of one record."""
WHOLE: Mapping[View, View] = {
    View.CARD: View.LIST,
    View.RENEWAL: View.EXPIRING,
    View.FILE: View.LIST,
}
"""What is shown in place of a view of one record where no record is meant."""
