"""The texts about notices, and the wording in the notices themselves, in English and Spanish."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from handlers.dialogue.catalog import MessageCatalog, Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import short_day
from handlers.documents.document import Language
from handlers.notices.kept import KeptNotice

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__
SPOKEN: Mapping[Language, MessageCatalog] = {"en": messages, "es": catalog(__file__, "es")}
LAW_LINE: Mapping[Language, Sentence] = {language: messages.connecticut_law for language, messages in SPOKEN.items()}
_AND = {language: messages.and_ for language, messages in SPOKEN.items()}

BLANKS: Mapping[Language, Mapping[str, str]] = {
    language: {
        "district": messages.blank_district,
        "site": messages.blank_site,
        "contact": messages.blank_contact,
        "vendor": messages.blank_vendor,
        "vendor-contact": messages.blank_vendor_contact,
        "product": messages.blank_product,
        "executed": messages.blank_executed,
        "expiry": messages.blank_expiry,
        "description": messages.blank_description,
        "purpose": messages.blank_purpose,
        "data": messages.blank_data,
        "kinds": messages.blank_kinds,
        "link": messages.blank_link,
        "scope": messages.blank_scope,
        "answer-by": messages.blank_answer_by,
        "discovered": messages.blank_discovered,
        "received": messages.blank_received,
        "students": messages.blank_students,
        "happened": messages.blank_happened,
        "unknown": messages.blank_unknown,
        "measures": messages.blank_measures,
        "steps": messages.blank_steps,
        "reference": messages.blank_reference,
        "asks": messages.blank_asks,
        "first-sent": messages.blank_first_sent,
        "news": messages.blank_news,
    }
    for language, messages in SPOKEN.items()
}
"""What to write into each blank."""
REACH: Mapping[Language, str] = {language: messages.reach for language, messages in SPOKEN.items()}
DATA: Mapping[Language, Mapping[str, str]] = {
    language: {
        "student_information": messages.data_student_information,
        "student_records": messages.data_student_records,
        "student_generated_content": messages.data_student_generated_content,
        "directory_information": messages.data_directory_information,
    }
    for language, messages in SPOKEN.items()
}
"""The categories of data."""
NOT_KNOWN: Mapping[Language, Mapping[str, str]] = {
    language: {
        "discovered": messages.not_known_discovered,
        "categories": messages.not_known_categories,
        "students": messages.not_known_students,
    }
    for language, messages in SPOKEN.items()
}
"""Facts that the record of a breach may not have yet."""


def joined(items: Sequence[str], language: Language) -> str:
    """The items as a list within a sentence."""
    last = _AND[language]
    return last.join(part for part in (", ".join(items[:-1]), items[-1]) if part) if items else ""


FORMATS: Mapping[str, str] = {"docx": messages.word, "pdf": "PDF", "html": messages.web_page}
IN_LANGUAGE: Mapping[Language, str] = {"en": messages.in_english, "es": messages.in_spanish}
DAY: tuple[str, FieldKind] = (messages.day_, "date")
FILE: tuple[str, FieldKind] = (messages.what_was_sent, "file")
POSTED = frozenset({"contract"})
"""The kinds of notice that are posted on a page; the others are sent to people."""
TITLES: Mapping[str, str] = {
    "contract": messages.contract_notice,
    "yearly": messages.yearly_notice_to_families,
    "breach": messages.breach_notice_to_families,
    "follow-up": messages.follow_up_notice_to_families,
    "missing-terms": messages.letter_on_missing_terms,
    "deletion": messages.request_to_delete_data,
    "family-request": messages.letter_on_a_familys_request,
}


ASKS: Mapping[Language, Mapping[str, str]] = {
    language: {
        "delete": messages.asks_delete,
        "see": messages.asks_see,
        "correct": messages.asks_correct,
    }
    for language, messages in SPOKEN.items()
}
"""What a family asks for, as the words before the data."""


def needs_id(kind: str, about: str) -> str:
    """The record's id is missing."""
    example = {"breach": "B-1", "request": "R-1"}.get(about, "C-1")
    return messages.write_the_number_of_the_too(about=about, kind=kind, example=example)


def sent_label(kind: str) -> str:
    """The button that notes it as sent."""
    return messages.it_was_posted if kind in POSTED else messages.it_was_sent


def proof_field(kind: str) -> tuple[str, FieldKind]:
    """The label and kind of the field for its proof."""
    return (messages.address_of_the_page if kind in POSTED else messages.how_it_was_sent, "text")


def sent_title(kind: str, id: str) -> str:
    """The form that notes it as sent."""
    return short(f"{_of(kind, id)}: {'posted' if kind in POSTED else 'sent'}")


def noted(kind: str, id: str) -> str:
    """It is noted as sent."""
    return short(messages.noted(kind=_of(kind, id), how="posted" if kind in POSTED else "sent"))


def kept_on(one: KeptNotice, today: date) -> str:
    """It was sent before."""
    return messages.kept_on(posted="posted" if one.kind in POSTED else "sent", on=short_day(one.on, today))


def sent_line(one: KeptNotice, who: str, today: date) -> str:
    """One notice that was sent."""
    did = "posted" if one.kind in POSTED else "sent"
    return messages.noted_by_kept_as(
        kind=TITLES.get(one.kind, one.kind), did=did, on=short_day(one.on, today), who=who, name=one.name
    )


def sent_of(id: str) -> str:
    """The title of the list of sent notices."""
    return f"{messages.WHAT_WAS_SENT}: {id}" if id else messages.WHAT_WAS_SENT


def none_sent(id: str) -> str:
    """No notice was sent."""
    return messages.none_sent(id=f" of {id}" if id else "")


def blanks(missing: Sequence[str]) -> str:
    """The blanks to fill in."""
    number = f"{len(missing)} blank{'' if len(missing) == 1 else 's'}"
    return messages.to_fill_in(number=number, missing="; ".join(missing))


def keep_with_blanks(missing: Sequence[str]) -> str:
    """The stored copy would have blanks."""
    return messages.keep_with_blanks(missing="; ".join(missing))


def _of(kind: str, id: str) -> str:
    return f"{TITLES[kind]}{f' of {id}' if id else ''}"
