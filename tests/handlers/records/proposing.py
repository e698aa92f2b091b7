"""What somebody says so that each act is proposed, one after the other on the same records."""

from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import Reply
from handlers.people.contacts import remember_person
from storage.records import Place

BEFORE = (
    "log-contract vendor: Lexia; product: Lexia Core5; executed: 2026-10-05",
    "log-contract vendor: Epic; product: Epic School; executed: 2026-10-02",
    "done D-2 https://example.org/epic",
    "log-breach vendor: Seesaw; discovered: 2026-10-05",
)
"""C-1 with D-1, C-2 with D-2 that is done, and B-1."""
SAYS = {
    "snooze": "put off D-1 until Oct 9, waiting for the vendor",
    "assign": "give D-1 to Sam Lee",
    "correct": "the expiry of C-1 should be June 30, 2027",
    "note": "add a note to C-1: the renewal is being negotiated",
    "received": "the notice from Seesaw arrived today",
    "log-contract": "we signed a contract with Nearpod on 2026-10-05 for Nearpod Gold",
    "log-breach": "Lexia told us yesterday that they were hacked, about 120 students",
    "done": "D-1 is done, posted at https://example.org/lexia",
    "undo": "reopen D-2",
    "withdraw": "withdraw C-2, it was logged twice",
    "setup": "set the district's website to https://www.example.org/privacy",
    "grant": "make Sam Lee part of the privacy team",
    "revoke": "take away the role of Sam Lee",
}
"""Complete, so that one press saves it."""
FORMS = {
    "erase": "erase C-2",
    "log-exception": "log an exception for Popplet",
    "log-family-request": "log a family request: a parent asks to delete data",
}
"""What asks for more in a form."""
LOOKS = frozenset({"remind", "no-contract"})
"""Acts that propose nothing: they show what can be done."""


def met(desk: Desk, id: str = "slack:U2") -> None:
    """Sam Lee is on file."""
    chat = Place(id=f"{id}-chat", surface=id.partition(":")[0], name="Sam Lee", private=True)
    remember_person(id, "Sam Lee", chat, desk)


def saving(reply: Reply) -> str:
    """The label of the button that saves."""
    [found] = [one.label for one in reply.choices if one.settles and one.primary]
    return found
