"""The texts about notices, and the wording in the notices themselves, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, short_day
from handlers.documents.document import Language
from handlers.notices.kept import KeptNotice

BLANKS: Mapping[str, tuple[str, str]] = {
    "district": ("name of the district", "nombre del distrito"),
    "site": ("address of the district's page of contracts", "dirección de la página de contratos del distrito"),
    "contact": ("name, phone and e-mail of who answers", "nombre, teléfono y correo electrónico de quien responde"),
    "vendor": ("name of the company", "nombre de la empresa"),
    "vendor-contact": ("the company's contact", "contacto de la empresa"),
    "product": ("name of the product", "nombre del producto"),
    "executed": ("date of the contract", "fecha del contrato"),
    "expiry": ("end of the contract", "fin del contrato"),
    "description": ("a short description", "una descripción breve"),
    "purpose": ("the purpose", "la finalidad"),
    "data": ("which data", "qué datos"),
    "kinds": ("which kinds of data", "qué tipos de datos"),
    "link": ("address of the contract", "dirección del contrato"),
    "scope": (
        "all of it, or which part (no student names in an e-mail)",
        "todo, o qué parte (sin nombres de estudiantes en un correo)",
    ),
    "answer-by": ("a day (the law sets no number of days)", "una fecha (la ley no fija un número de días)"),
    "discovered": ("the day the company found out", "el día en que la empresa lo descubrió"),
    "received": ("the day its notice arrived", "el día en que llegó su aviso"),
    "students": ("how many students", "cuántos estudiantes"),
    "happened": ("what happened, as far as is known", "qué pasó, hasta donde se sabe"),
    "unknown": ("what else is not known yet", "qué más no se sabe todavía"),
    "measures": ("what the company and the district do now", "qué hacen ahora la empresa y el distrito"),
    "steps": ("what families can do, if anything", "qué pueden hacer las familias, si hay algo"),
    "reference": ("a reference, no name", "una clave, sin nombre"),
    "asks": ("what is asked for", "qué se pide"),
    "first-sent": ("the day of the first notice", "la fecha del primer aviso"),
    "news": ("what is new since then", "qué hay de nuevo desde entonces"),
}
"""What to write into each blank, in English and Spanish."""
REACH = ("phone and e-mail", "teléfono y correo electrónico")
DATA: Mapping[str, tuple[str, str]] = {
    "student_information": ("student information", "información de los estudiantes"),
    "student_records": ("student records", "expedientes estudiantiles"),
    "student_generated_content": (
        "student-generated content (work that students make)",
        "contenido creado por los estudiantes (sus trabajos)",
    ),
    "directory_information": ("directory information", "información de directorio"),
}
"""The categories of data, in English as in the law, and in Spanish."""
NOT_KNOWN: Mapping[str, tuple[str, str]] = {
    "discovered": ("when the company found out", "cuándo lo descubrió la empresa"),
    "categories": ("which data", "qué datos"),
    "students": ("how many students", "a cuántos estudiantes afecta"),
}
"""Facts that the record of a breach may not have yet."""


def said(pair: tuple[str, str], language: Language) -> str:
    """The one of the two texts in that language."""
    return pair[language == "es"]


def joined(items: Sequence[str], language: Language) -> str:
    """The items as a list within a sentence."""
    last = said((" and ", " y "), language)
    return last.join(part for part in (", ".join(items[:-1]), items[-1]) if part) if items else ""


def law_line(pin: str, language: Language) -> str:
    """The cite that asks for the notice, for its foot."""
    return f"{said(('Connecticut law', 'Ley de Connecticut'), language)}: {pin}"


TO_COPY = "Ready to copy:"
FORMATS: Mapping[str, str] = {"docx": "Word", "pdf": "PDF", "html": "Web page"}
IN_LANGUAGE: Mapping[Language, str] = {"en": "In English", "es": "In Spanish"}
WHAT_WAS_SENT, FOLLOW_UP, CORRECT = "What was sent", "Follow-up notice", "Correct"
NOT_MARKED = "Nobody has marked yet which provisions the contract has, so the letter lists all. Mark them first."
AS_TYPED = "What somebody typed into the record stands here as it was typed. Translate it before you send this."
DAY: tuple[str, FieldKind] = ("Day", "date")
FILE: tuple[str, FieldKind] = ("What was sent", "file")
FILE_HINT = "PDF or Word. Without a file, the notice as I wrote it is kept."
PROOF_HINT = "The web address of the page, or how and to whom it was sent, with the date."
AHEAD = "That day is in the future. Note it once the notice went out."
POSTED = frozenset({"contract"})
"""The kinds of notice that are posted on a page; the others are sent to people."""
TITLES: Mapping[str, str] = {
    "contract": "Contract notice",
    "yearly": "Yearly notice to families",
    "breach": "Breach notice to families",
    "follow-up": "Follow-up notice to families",
    "missing-terms": "Letter on missing terms",
    "deletion": "Request to delete data",
    "family-request": "Letter on a family's request",
}


ASKS: Mapping[str, tuple[str, str]] = {
    "delete": ("Please delete this data: ", "Por favor, borre estos datos: "),
    "see": (
        "Please show us this data, so that the family can see it: ",
        "Por favor, muéstrenos estos datos, para que la familia los pueda ver: ",
    ),
    "correct": ("Please correct this data: ", "Por favor, corrija estos datos: "),
}
"""What a family asks for, as the words before the data."""


def which_kind(kinds: Sequence[str]) -> str:
    """There is no such kind of notice."""
    return f"Write which notice: {', '.join(kinds)}. For example: notice contract C-1 Spanish"


def needs_id(kind: str, about: str) -> str:
    """The record's id is missing."""
    example = {"breach": "B-1", "request": "R-1"}.get(about, "C-1")
    return f"Write the number of the {about} too, for example: notice {kind} {example}"


def sent_label(kind: str) -> str:
    """The button that notes it as sent."""
    return "It was posted" if kind in POSTED else "It was sent"


def proof_field(kind: str) -> tuple[str, FieldKind]:
    """The label and kind of the field for its proof."""
    return ("Address of the page" if kind in POSTED else "How it was sent", "text")


def sent_title(kind: str, id: str) -> str:
    """The form that notes it as sent."""
    return short(f"{_of(kind, id)}: {'posted' if kind in POSTED else 'sent'}")


def noted(kind: str, id: str) -> str:
    """It is noted as sent."""
    return short(f"{_of(kind, id)} is noted as {'posted' if kind in POSTED else 'sent'}")


def kept(name: str) -> str:
    """The file that was stored."""
    return f"What was sent is kept as {name}."


def kept_on(one: KeptNotice, today: date) -> str:
    """It was sent before."""
    return f"This was {'posted' if one.kind in POSTED else 'sent'} on {short_day(one.on, today)}."


def sent_line(one: KeptNotice, who: str, today: date) -> str:
    """One notice that was sent."""
    did = "posted" if one.kind in POSTED else "sent"
    return f"{TITLES.get(one.kind, one.kind)}: {did} {short_day(one.on, today)}, noted by {who}, kept as {one.name}."


def sent_of(id: str) -> str:
    """The title of the list of sent notices."""
    return f"{WHAT_WAS_SENT}: {id}" if id else WHAT_WAS_SENT


def none_sent(id: str) -> str:
    """No notice was sent."""
    return f"No notice{f' of {id}' if id else ''} is noted as sent."


def show(id: str) -> str:
    """The button to its record."""
    return f"Show {id}"


def as_file(name: str) -> str:
    """The notice is attached."""
    return f"{name} is ready. Look it over before you send it."


def blanks(missing: Sequence[str]) -> str:
    """The blanks to fill in."""
    number = f"{len(missing)} blank{'' if len(missing) == 1 else 's'}"
    return f"{number} to fill in: {'; '.join(missing)}."


def keep_with_blanks(missing: Sequence[str]) -> str:
    """The stored copy would have blanks."""
    return f"Keep my text with its blanks ({'; '.join(missing)})? To keep what families read, add the file you sent."


def older(since: date) -> str:
    """The contract is older than the rule."""
    return f"The contract is older than this rule, which holds since {day(since)}. Ask counsel before you send it."


def _of(kind: str, id: str) -> str:
    return f"{TITLES[kind]}{f' of {id}' if id else ''}"
