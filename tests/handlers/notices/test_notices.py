"""A notice says what the record tells, leaves blanks for the rest, and reads easily in both languages."""

import re
from dataclasses import replace
from datetime import date

import pytest

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File
from handlers.dispatch import respond
from handlers.documents.document import Language, as_text
from handlers.notices.kept import kept_notices
from handlers.notices.notice import KINDS, NoticeKind, notice_of
from storage.kinds import FamilyRequest
from tests.handlers.notices.reading_ease import (
    english_syllables,
    huerta_ease,
    school_grade,
    spanish_syllables,
)
from tests.handlers.notices.samples import BARE, BREACH, FULL, fill_district, record_for

EVERY = [(kind, language) for kind in KINDS for language in ("en", "es")]
FILLED: dict[str, str] = {
    "phone and e-mail": "860-555-0100",
    "teléfono y correo electrónico": "860-555-0100",
    "what the company and the district do now": "The company shut the account. It has asked experts to help.",
    "qué hacen ahora la empresa y el distrito": "La empresa cerró la cuenta. Pidió ayuda a expertos.",
    "what families can do, if anything": "You do not have to do anything now. You may want to change the password.",
    "qué pueden hacer las familias, si hay algo": "No tiene que hacer nada ahora. Puede cambiar la contraseña.",
    "what is new since then": "No passwords were seen. The hole is closed.",
    "qué hay de nuevo desde entonces": "Nadie vio contraseñas. El hueco está cerrado.",
    "what else is not known yet": "We do not know who did it.",
    "qué más no se sabe todavía": "No sabemos quién lo hizo.",
    "the day of the first notice": "November 23, 2026",
    "la fecha del primer aviso": "23 de noviembre de 2026",
    "a day (the law sets no number of days)": "January 15, 2027",
    "una fecha (la ley no fija un número de días)": "15 de enero de 2027",
    "all of it, or which part (no student names in an e-mail)": "all classes",
    "todo, o qué parte (sin nombres de estudiantes en un correo)": "todas las clases",
}
"""What a person would write into the blanks that are left."""


def sample(kind: NoticeKind, language: Language, desk: Desk) -> str:
    """The whole notice as it would go out, without the cite at its foot and the sentences of a contract."""
    provisions = {"property": True, "deletion": True}
    record = record_for(kind)
    if record == FULL:
        record = replace(FULL, provisions=provisions)
    document = replace(notice_of(kind, record, language, fill_district(desk)), footer="")
    text = re.sub(r"\[____ ([^\]]*)\]", lambda found: FILLED[found[1]], as_text(document))
    return "\n".join(line for line in text.splitlines() if not line.startswith("- "))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_filled_notice_reads_easily(kind: NoticeKind, language: Language, desk: Desk) -> None:
    text = sample(kind, language, desk)
    if language == "en":
        print(f"{kind}: grade {school_grade(text):.1f}")
        assert school_grade(text) <= 8
    else:
        print(f"{kind}: ease {huerta_ease(text):.0f}")
        assert huerta_ease(text) >= 65


def test_syllables_are_counted_as_they_are_said() -> None:
    english = {"student": 2, "company": 3, "notice": 2, "data": 2, "involved": 2, "people": 2, "guardians": 3}
    english |= {"sites": 1, "asked": 1, "needed": 2, "contract": 2, "because": 2, "information": 4, "write": 1}
    spanish = {"escuela": 3, "aviso": 3, "empresa": 3, "quién": 1, "días": 2, "estudiantes": 4, "según": 2}
    spanish |= {"guía": 2, "información": 4, "aplicaciones": 5, "ley": 1, "usted": 2, "correo": 3, "leer": 2}
    assert {word: english_syllables(word) for word in english} == english
    assert {word: spanish_syllables(word) for word in spanish} == spanish


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_nothing_stays_in_braces(kind: NoticeKind, language: Language, desk: Desk) -> None:
    for full in (True, False):
        text = as_text(notice_of(kind, record_for(kind, full=full), language, fill_district(desk)))
        assert "{" not in text
        assert "None" not in text
        assert "10-234" in text


def test_what_the_record_does_not_tell_is_blank(desk: Desk) -> None:
    fill_district(desk)
    assert notice_of("contract", FULL, "en", desk).blanks() == ()
    assert notice_of("contract", BARE, "en", desk).blanks() == ("a short description", "the purpose", "which data")
    assert "qué datos" in notice_of("contract", BARE, "es", desk).blanks()


def test_dates_and_data_are_in_the_language_of_the_notice(desk: Desk) -> None:
    text = as_text(notice_of("breach", BREACH, "es", fill_district(desk)))
    assert "20 de noviembre de 2026" in text
    assert "información de los estudiantes" in text


def test_the_letter_to_the_vendor_names_only_what_is_missing(desk: Desk) -> None:
    there = dict.fromkeys(("property", "deletion", "purpose", "review", "security", "breach", "end", "ferpa"), True)
    text = as_text(notice_of("missing-terms", replace(FULL, provisions=there), "en", fill_district(desk)))
    assert "Connecticut law governs (C.G.S. 10-234bb(a)(9))" in text
    assert "Severability" in text
    assert "FERPA" not in text


def test_what_was_sent_goes_with_the_record_that_is_erased(desk: Desk) -> None:
    fill_district(desk)
    sent = Message("notice-sent contract C-1 https://maple.example/kahoot", who="Dana")
    assert respond(sent, desk).tone == "done"
    (kept,) = kept_notices("C-1", desk)
    assert desk.store.file_content(kept.sha256)
    assert respond(Message("erase C-1", who="Dana", fields={"confirm": "C-1"}), desk).tone == "done"
    assert desk.store.file(kept.sha256) is None
    assert desk.store.file_content(kept.sha256) is None


def test_the_file_that_was_sent_is_what_is_kept(desk: Desk) -> None:
    fill_district(desk)
    paper = File("final.pdf", "application/pdf", b"%PDF-1.7 as families read it")
    sent = Message("notice-sent breach B-1", who="Dana", files=(paper,), fields={"proof": "e-mailed Nov 23, 2026"})
    assert respond(sent, desk).tone == "done"
    (kept,) = kept_notices("B-1", desk)
    assert desk.store.file_content(kept.sha256) == paper.content
    shown = respond(Message("sent-notices B-1", who="Dana"), desk)
    assert [file.content for file in shown.files] == [paper.content]


def test_a_notice_is_not_noted_as_sent_on_a_day_to_come(desk: Desk) -> None:
    fill_district(desk)
    fields = {"day": "2026-12-24", "proof": "https://maple.example/kahoot"}
    reply = respond(Message("notice-sent contract C-1", who="Dana", fields=fields), desk)
    assert reply.form and kept_notices("C-1", desk) == []


def test_a_second_letter_leaves_the_day_on_which_the_vendor_was_first_asked(desk: Desk) -> None:
    fill_district(desk)
    paper = File("letter.pdf", "application/pdf", b"%PDF-1.7 as the vendor reads it")
    for day in ("2026-11-21", "2026-11-23"):
        fields = {"day": day, "proof": "e-mailed Nov 21, 2026"}
        reply = respond(Message("notice-sent family-request R-1", who="Dana", files=(paper,), fields=fields), desk)
        assert reply.tone == "done", reply
        request = desk.store.record(FamilyRequest, "R-1")
        assert request and request.sent == date(2026, 11, 21), day
    assert len(kept_notices("R-1", desk)) == 2
