"""Sentences that people read in both chats, Slack and Teams."""

from collections.abc import Callable, Sequence

from handlers.dialogue.catalog import Sentence, catalog
from handlers.people.words import together

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

MOST_READERS = 5


def files_here(count: int) -> str:
    """Above a form that shows nothing of its files."""
    return (
        messages.your_file_is_attached_to_this if count == 1 else messages.files_are_attached_to_this_form(count=count)
    )


def perhaps(chat: str, saved: str) -> str:
    """Nobody knows whether an answer arrived in Slack or Teams; ``saved`` is the sentence on what is on record."""
    lost = messages.if_you_do_not_see_my
    return messages.did_not_tell_me(
        chat=chat, saved=saved if saved and saved != messages.CHECK else f"{lost} {saved}".strip()
    )


def guest_reader(name: str) -> str:
    """A guest or somebody from outside the district, among those who read a place."""
    return f"{' '.join(name.split())[:80] or 'Somebody'} (guest)"


def would_read(guests: Sequence[str], *, known: bool) -> str:
    """Asked before records are shared where guests read them, or may do so."""
    if not guests:
        return messages.UNCHECKED
    more = "" if known else messages.there_may_be_more
    return messages.would_read_this_share_anyway(guests=together(guests, MOST_READERS, "and"), more=more)


def not_shown(reference: str, saved: str) -> str:
    """A bug on the way to the answer; ``saved`` is the sentence on what is on record."""
    return messages.not_shown(saved=saved or messages.not_shown_at_all, reference=reference)


def left_out(count: int) -> str:
    """Files that a form did not accept are no longer with it."""
    what = messages.the_file_is if count == 1 else messages.the_files_are(count=count)
    return messages.left_out_now_choose_another_one(what=what)


def busy(chat: str, saved: str) -> str:
    """The chat asks for a longer pause than an answer can wait; ``saved`` is the sentence on what is on record."""
    again = "" if saved and saved != messages.CHECK else messages.ask_again
    return messages.was_too_busy_to_take_my(chat=chat, again=again, saved=saved).strip()


def outsider(name: str) -> str:
    """What to call somebody who is not a full member, in a typed command."""
    return messages.outsider(name=name[:80] or "Somebody")
