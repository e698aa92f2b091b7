"""Is a question read by nobody but those who, as the asker was told, get it?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from handlers.dialogue.desk import Desk
from handlers.dialogue.text import plain
from storage.records import Role
from tests.handlers.questions.test_answer import ANA, SAM, TESS, district, say

__all__ = ["district"]
TEXT = "may we use zebrafinch"
LOOKS = ("gaps", "gap G-2", "answer G-2", "answer G-2 yes", "attach G-2 sell-data", "attach G-2", "history G-2")
ADMIN, TEAM = "slack:U7", SAM


@pytest.fixture
def sealed(district: Desk) -> Desk:
    """Ana leads; Sam is on the team; somebody else administers; Tess asks with her name."""
    say(district, "Dana", f"grant {ADMIN} admin")
    say(district, "Dana", f"grant {ANA} lead")
    reply = say(district, TESS, "send-gap", {"question": TEXT, "name": "with"}, request="press-2")
    assert "Ana Ruiz gets it" in plain(reply)
    return replace(district, role=Role.EVERYONE)


def seen(desk: Desk, who: str) -> Iterator[str]:
    for look in LOOKS:
        reply = say(desk, who, look)
        fields = reply.form.fields if reply.form else ()
        shown = [choice.label + choice.say for choice in reply.every_choice] + [field.value for field in fields]
        yield "\n".join([plain(reply), *shown])


@pytest.mark.parametrize("who", [TEAM, ADMIN])
def test_only_the_lead_reads_what_the_lead_gets(sealed: Desk, who: str) -> None:
    told = list(seen(sealed, who))
    assert not any(TEXT in text or "Tess" in text for text in told), told
    assert "A question for Ana Ruiz" in told[0] and "G-2" in told[0] and "waits for Ana Ruiz" in told[1]
    assert not sealed.questions.get("G-2").answer  # type: ignore[union-attr]
    assert TEXT in plain(say(sealed, ANA, "gaps")) and "Tess" in plain(say(sealed, ANA, "gap G-2"))
    assert "on its way" in plain(say(sealed, ANA, "answer G-2 yes")) or sealed.questions.get("G-2").answer == "yes"  # type: ignore[union-attr]


def test_where_nobody_leads_the_asker_is_told_that_the_team_gets_it(district: Desk) -> None:
    reply = say(district, TESS, "send-gap", {"question": TEXT, "name": "with"}, request="press-2")
    assert "The privacy team gets it" in plain(reply)
    for who in (ANA, SAM):
        assert TEXT in plain(say(district, who, "gaps"))
