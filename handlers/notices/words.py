"""The sentences about notices, and the words of the notices themselves in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.documents.document import Language

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
        "all of it, or which part; no student names in an e-mail",
        "todo, o qué parte; sin nombres de estudiantes en un correo",
    ),
    "answer-by": ("a day; the law sets no number", "una fecha; la ley no fija un número de días"),
    "discovered": ("the day the company found out", "el día en que la empresa lo descubrió"),
    "received": ("the day its notice arrived", "el día en que llegó su aviso"),
    "students": ("how many students", "cuántos estudiantes"),
    "happened": ("what happened, as far as is known", "qué pasó, hasta donde se sabe"),
    "unknown": ("what else is not known yet", "qué más no se sabe todavía"),
    "measures": ("what the company and the district do now", "qué hacen ahora la empresa y el distrito"),
    "steps": ("what families can do, if anything", "qué pueden hacer las familias, si hay algo"),
    "first-sent": ("the day of the first notice", "la fecha del primer aviso"),
    "news": ("what is new since then", "qué hay de nuevo desde entonces"),
}
"""What belongs in a blank, in English and in Spanish."""
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
"""The data as the law names it, and in Spanish."""
NOT_KNOWN: Mapping[str, tuple[str, str]] = {
    "discovered": ("when the company found out", "cuándo lo descubrió la empresa"),
    "categories": ("which data", "qué datos"),
    "students": ("how many students", "a cuántos estudiantes afecta"),
}
"""What a record of a breach may not tell yet."""
_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


def said(pair: tuple[str, str], language: Language) -> str:
    """In one of the two languages."""
    return pair[language == "es"]


def long_day(value: date, language: Language) -> str:
    """A date as it stands in a letter."""
    if language == "es":
        return f"{value.day} de {_MONTHS[value.month - 1]} de {value.year}"
    return f"{value:%B} {value.day}, {value.year}"


def joined(items: Sequence[str], language: Language) -> str:
    """A list within a sentence."""
    last = said((" and ", " y "), language)
    return last.join(part for part in (", ".join(items[:-1]), items[-1]) if part) if items else ""


def law_line(pin: str, language: Language) -> str:
    """Where the law asks for the notice, at its foot."""
    return f"{said(('Connecticut law', 'Ley de Connecticut'), language)}: {pin}"
