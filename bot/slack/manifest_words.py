"""The texts of Slack's app manifest and of dpa connect slack, and what checking pasted tokens says."""

from collections.abc import Callable, Mapping, Sequence

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

BOT_NAME = "DPA"
SUGGESTED = {
    "What must a contract contain?": messages.the_ten_provisions,
    "May a vendor sell student data?": messages.selling_student_data,
    "How fast must we tell families about a breach?": messages.telling_families_of_a_breach,
}
"""The titles of the suggested prompts, by question."""


BOT_REFUSED: Mapping[str, str] = {
    "invalid_auth": messages.install_app_then_bot_user_oauth(unknown=messages.UNKNOWN),
    "account_inactive": messages.GONE,
    "token_revoked": messages.GONE,
    "not_allowed_token_type": messages.install_app_then_bot_user_oauth(unknown=messages.UNKNOWN),
}
APP_REFUSED: Mapping[str, str] = {
    "invalid_auth": messages.basic_information_then_app_level(unknown=messages.UNKNOWN),
    "missing_scope": (messages.this_app_level_token_does_not),
    "not_allowed_token_type": messages.this_is_no_app_level_token,
}


def workspace(name: str) -> str:
    """Slack accepts the bot token."""
    return messages.connected_to_the_workspace(name=name) if name else messages.slack_takes_this_token


def lacking(scopes: Sequence[str]) -> str:
    """The app in Slack lacks scopes that the bot needs."""
    return messages.lacking(scopes=", ".join(scopes))
