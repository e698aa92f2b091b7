"""The texts about notices, and the wording in the notices themselves, in English and Spanish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from handlers.dialogue.catalog import Message, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, short_day
from handlers.documents.document import Language
from handlers.notices.kept import KeptNotice

messages = catalog(__file__)
__getattr__: Callable[[str], Message] = messages.__getattr__

BLANKS: Mapping[str, tuple[str, str]] = {
    "district": (messages.name_of_the_district, messages.nombre_del_distrito),
    "site": (messages.address_of_the_districts_page_of, messages.direcci_n_de_la_p_gina),
    "contact": (messages.name_phone_and_e_mail_of, messages.nombre_tel_fono_y_correo_electr),
    "vendor": (messages.name_of_the_company, messages.nombre_de_la_empresa),
    "vendor-contact": (messages.the_companys_contact, messages.contacto_de_la_empresa),
    "product": (messages.name_of_the_product, messages.nombre_del_producto),
    "executed": (messages.date_of_the_contract, messages.fecha_del_contrato),
    "expiry": (messages.end_of_the_contract, messages.fin_del_contrato),
    "description": (messages.a_short_description, messages.una_descripci_n_breve),
    "purpose": (messages.the_purpose, messages.la_finalidad),
    "data": (messages.which_data, messages.qu_datos),
    "kinds": (messages.which_kinds_of_data, messages.qu_tipos_de_datos),
    "link": (messages.address_of_the_contract, messages.direcci_n_del_contrato),
    "scope": (
        messages.all_of_it_or_which_part,
        messages.todo_o_qu_parte_sin_nombres,
    ),
    "answer-by": (messages.a_day_the_law_sets_no, messages.una_fecha_la_ley_no_fija),
    "discovered": (messages.the_day_the_company_found_out, messages.el_d_a_en_que_la),
    "received": (messages.the_day_its_notice_arrived, messages.el_d_a_en_que_lleg),
    "students": (messages.how_many_students, messages.cu_ntos_estudiantes),
    "happened": (messages.what_happened_as_far_as_is, messages.qu_pas_hasta_donde_se_sabe),
    "unknown": (messages.what_else_is_not_known_yet, messages.qu_m_s_no_se_sabe),
    "measures": (messages.what_the_company_and_the_district, messages.qu_hacen_ahora_la_empresa_y),
    "steps": (messages.what_families_can_do_if_anything, messages.qu_pueden_hacer_las_familias_si),
    "reference": (messages.a_reference_no_name, messages.una_clave_sin_nombre),
    "asks": (messages.what_is_asked_for, messages.qu_se_pide),
    "first-sent": (messages.the_day_of_the_first_notice, messages.la_fecha_del_primer_aviso),
    "news": (messages.what_is_new_since_then, messages.qu_hay_de_nuevo_desde_entonces),
}
"""What to write into each blank, in English and Spanish."""
REACH = (messages.phone_and_e_mail, messages.tel_fono_y_correo_electr_nico)
DATA: Mapping[str, tuple[str, str]] = {
    "student_information": (messages.student_information, messages.informaci_n_de_los_estudiantes),
    "student_records": (messages.student_records, messages.expedientes_estudiantiles),
    "student_generated_content": (
        messages.student_generated_content_work_that,
        messages.contenido_creado_por_los_estudiantes,
    ),
    "directory_information": (messages.directory_information, messages.informaci_n_de_directorio),
}
"""The categories of data, in English as in the law, and in Spanish."""
NOT_KNOWN: Mapping[str, tuple[str, str]] = {
    "discovered": (messages.when_the_company_found_out, messages.cu_ndo_lo_descubri_la_empresa),
    "categories": (messages.which_data, messages.qu_datos),
    "students": (messages.how_many_students, messages.a_cu_ntos_estudiantes_afecta),
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
    return messages.which_kind(kinds=", ".join(kinds))


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
    return short(messages.noted(kind=_of(kind, id), kind_2="posted" if kind in POSTED else "sent"))


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


def older(since: date) -> str:
    """The contract is older than the rule."""
    return messages.older(since=day(since))


def _of(kind: str, id: str) -> str:
    return f"{TITLES[kind]}{f' of {id}' if id else ''}"
