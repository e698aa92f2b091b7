"""Corrects the proof of a deadline that is done."""

from __future__ import annotations

from dataclasses import replace

from handlers.deadlines import words as deadline_words
from handlers.deadlines.display.card import deadline_reply, find_deadline, title_of
from handlers.deadlines.family_answer import with_request
from handlers.deadlines.proof import check_proof
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.errors import Sorry
from handlers.dialogue.reply import Field, Reply
from handlers.forms.filled import Filled, blank_form
from handlers.forms.saving import change
from handlers.forms.values.typed import typed_field_names, typed_values
from storage.records import Status


def correct_proof(rest: str, message: Message, desk: Desk) -> Reply:
    """``correct D-1 proof: ADDRESS``: the deadline stays done, and its history keeps the proof before. Raises Sorry."""
    id, _, more = rest.partition(" ")
    deadline = find_deadline(id, desk)
    if deadline.status is not Status.DONE:
        raise Sorry(deadline_words.no_proof_yet(deadline))
    fields = (Field("proof", *deadline_words.PROOF, required=True, hint=deadline_words.PROOF_HINT),)
    say, title = f"correct {deadline.id} proof", deadline_words.proof_title(deadline.id, title_of(deadline, desk))
    values = dict(message.fields) or ({} if typed_field_names(more, fields) else typed_values(more, fields))
    if not values:
        return blank_form(say, title, deadline_words.SAVE_PROOF, fields, {"proof": deadline.proof})
    filled = Filled(fields, values)
    check_proof(filled, message, desk.today)
    if not filled.ready:
        return filled.again(say, title, deadline_words.SAVE_PROOF)
    said = filled.text("proof")
    if said == deadline.proof:
        raise Sorry(deadline_words.same_proof(deadline))
    corrected = replace(deadline, proof=said)
    change("correct", message, desk, lambda draft: with_request(corrected, draft), deadline)
    return deadline_reply(corrected, desk, deadline_words.PROOF_CORRECTED)
