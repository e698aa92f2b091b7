"""Sentences that people read in Slack only, and on the pages where the Slack app is installed."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.words import moment

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

AGAIN = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
FAILED = {
    "access_denied": messages.you_chose_not_to_install_it,
    "invalid_browser": messages.this_page_opened_in_a_different,
    "invalid_state": messages.this_link_was_already_used_or,
    "missing_code": messages.slack_did_not_say_which_workspace,
    "invalid_code": messages.slack_did_not_confirm_the,
    "storage_error": messages.it_could_not_be_saved_just,
}


def in_the_form(*, whole: bool) -> str:
    """Nothing was saved, and a button opens the form with what was typed; ``whole`` where all of it fits."""
    left = "" if whole else " except what is too long for a button"
    return messages.nothing_was_saved_yet_the_button(left=left)


def buttons(labels: Iterable[str]) -> str:
    """The labels of a message's buttons, for screen readers."""
    return f"Buttons: {'; '.join(labels)}"


def group(first: int, last: int) -> str:
    """The heading of one group in a long list of choices."""
    return f"{first} to {last}"


def not_installed(team: str) -> str:
    """Why a place cannot be reached."""
    return messages.the_app_is_not_installed_in(team=team) if team else messages.the_app_is_not_installed_in_slack


def token_refused(word: str) -> str:
    """Slack refuses our token; ``word`` is Slack's own."""
    if word in AGAIN:
        return messages.slack_is_having_trouble_i_keep(word=word)
    return messages.slack_refuses_the_token_install_the(word=word)


def clock_off(ahead: timedelta) -> str:
    """This machine's clock differs from Slack's by ``ahead``."""
    minutes = round(abs(ahead).total_seconds() / 60)
    long = f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
    side = messages.ahead_of if ahead > timedelta() else "behind"
    return messages.this_machines_clock_is_slacks_so(long=long, side=side)


def installed(team: str) -> str:
    """The app was installed, and what to do first."""
    where = messages.the_workspace(team=team) if team else messages.your_workspace
    return messages.the_app_is_in_now_in(where=where)


def came_late(written: datetime, now: datetime) -> str:
    """Slack brings now what was written long ago."""
    return messages.came_late(at=moment(written, now))
