"""Is a form that is only looked at shown again, and never saved?"""

from dataclasses import replace
from hashlib import sha256

import pytest

from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dispatch import respond
from handlers.forms.filling import unchanged
from storage.port import ReadableStore, Store
from storage.records import Role
from storage.stores import READS

PDF = File("contract.pdf", "application/pdf", b"%PDF-1.7")


@pytest.fixture
def kept(desk: Desk) -> Desk:
    say(desk, "log-contract vendor: Acme; executed: 2026-11-20", look=False)
    say(desk, "log-breach vendor: Acme", look=False)
    return desk


def say(desk: Desk, text: str, *, look: bool = True, **fields: str) -> Reply:
    files = (PDF,) if fields else ()
    return respond(Message(text, fields=fields, files=files, who="slack:U1", place="D1", look=look), desk)


def test_the_form_comes_with_what_was_typed_and_is_not_judged(kept: Desk) -> None:
    form = say(kept, "log-contract", executed="someday", vendor="").form
    assert form and form.say == "log-contract"
    found = {field.id: field for field in form.fields}
    assert found["executed"].value == "someday" and found["owner"].value == "slack:U1"
    assert not any(field.error for field in form.fields)
    form = say(kept, "correct C-1", product="Maps").form
    assert form and {field.id: field.value for field in form.fields if field.id in {"vendor", "product"}} == {
        "vendor": "Acme",
        "product": "Maps",
    }


WHOLE = {
    "log-contract": {"vendor": "Other", "executed": "2026-11-20"},
    "log-breach": {"vendor": "Other", "discovered": "2026-11-20"},
    "received B-1": {"when": "2026-11-23"},
    "correct C-1": {"vendor": "Other"},
    "withdraw C-1": {"reason": "a double entry"},
    "erase C-1": {"confirm": "C-1"},
    "done D-1": {"proof": "https://hartford.example"},
    "assign D-1": {"owner": "Lee"},
    "setup": {"district": "Hartford"},
    "grant": {"person": "slack:U2", "role": "privacy"},
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_form_that_could_be_saved_is_only_looked_at(kept: Desk, text: str) -> None:
    head = kept.store.head()
    assert say(kept, text, **WHOLE[text]).form
    assert kept.store.head() == head and kept.store.file_content(sha256(PDF.content).hexdigest()) is None
    assert say(kept, text, look=False, **WHOLE[text]).form is None
    assert kept.store.head() != head


@pytest.mark.parametrize(
    "text",
    [
        "log-contract vendor: Other; executed: 2026-11-20",
        "log-breach vendor: Other",
        "correct C-1 vendor: Other",
        "withdraw C-1 a double entry",
        "received B-1 2026-11-23",
        "done D-1 posted on 11/20",
        "undo D-1",
        "setup district: Hartford",
        "grant slack:U2 privacy",
        "may a vendor sell student data?",
        "board",
    ],
)
def test_whatever_is_typed_is_only_looked_at(kept: Desk, text: str) -> None:
    head, talk = kept.store.head(), kept.store.conversation("D1", "slack:U1", kept.now)
    reply = say(kept, text)
    assert reply.form is None and reply.tone == "sorry"
    assert kept.store.head() == head
    assert kept.store.conversation("D1", "slack:U1", kept.now) == talk


def test_every_verb_that_changes_the_records_is_refused(kept: Desk) -> None:
    verbs = {name for name in vars(Store) if name[0] != "_"} - set(vars(ReadableStore))
    looked_at = unchanged(kept.store)
    assert verbs - READS
    for verb in verbs - READS:
        with pytest.raises(Sorry, match="nothing was saved"):
            getattr(looked_at, verb)
    assert looked_at.contract("C-1")


def test_whoever_may_not_have_the_form_does_not_see_it(kept: Desk) -> None:
    message = Message("log-contract", who="slack:U9", surface="slack", look=True)
    assert respond(message, kept).form
    assert respond(message, replace(kept, role=Role.EVERYONE)).form is None
