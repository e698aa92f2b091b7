"""The sentences about publishing the register, and the words of its pages in English and Spanish."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from handlers.contracts.form import CATEGORIES as CONTRACT_CATEGORIES
from handlers.dialogue.catalog import Message, catalog
from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.documents.document import Language
from handlers.law.words import CHECKED
from handlers.notices.words import DATA, said
from handlers.register.checks import LANGUAGES, Lack, What
from knowledge.citation import Tag

messages = catalog(__file__)
__getattr__: Callable[[str], Message] = messages.__getattr__

LACKS: Mapping[What, str] = {
    "district": messages.the_districts_name_setup,
    "description": "description",
    "purpose": "purpose",
    "data": "data",
    "file": messages.the_contracts_file,
    "lost": messages.the_contracts_file_which_is_no,
    "notice": messages.part_of_its_notice,
}
MOST_NAMED = 10


def law(cite: object) -> str:
    """What has to stand on the site."""
    return messages.law(cite=cite)


def missing(lacks: Iterable[Lack]) -> list[str]:
    """A line for each record with what it lacks."""
    lacking = [one for one in lacks if one.what in LACKS]
    return [
        f"{f'{record} {name}: ' if record else ''}{', '.join(LACKS[one.what] for one in group)}"
        for (record, name), group in groupby(lacking, lambda one: (one.record, one.name))
    ]


def unread(lacks: Iterable[Lack]) -> list[str]:
    """A line for each file that cannot be searched."""
    return [f"{one.record} {one.name}: {one.file}" for one in lacks if one.what == "unread"]


def personal(lacks: Iterable[Lack]) -> list[str]:
    """A line for each text and file that may hold a student's data."""
    return [
        f"{one.record} {one.name}: {one.file or messages.PRIVATE}"
        for one in lacks
        if one.what in {"personal", "private"}
    ]


def imported(lacks: Iterable[Lack]) -> list[str]:
    """A line for each text that came from a spreadsheet, as it stands there."""
    return [f"{one.record} {one.name}: {short(one.file, 300)}" for one in lacks if one.what == "imported"]


def first_of(lines: Sequence[str], most: int | None = MOST_NAMED) -> Iterator[str]:
    """As many as people read, and how many more there are; all without ``most``."""
    yield from lines[:most]
    if most is not None and len(lines) > most:
        yield messages.and_more(lines=len(lines) - most)


def published(contracts: int, breaches: int, address: str) -> str:
    """How many contracts and breach notices are published, and where."""
    notices = f" and {messages.count_(number=breaches, noun='breach notice')}" if breaches else ""
    where = f": {address}" if address else "."
    return messages.the_register_shows_in_force(
        contracts=messages.count_(number=contracts, noun="contract"), notices=notices, where=where
    )


def closed(ids: Sequence[str]) -> str:
    """The deadlines that publishing closed."""
    named = ", ".join(first_of(ids))
    return messages.posting_done(len="deadline" if len(ids) == 1 else "deadlines", named=named)


def left(ids: Sequence[str], address: str) -> str:
    """Deadlines that stay open, because a folder on this machine is no website yet."""
    listed = ", ".join(first_of(ids))
    return messages.not_closed_nobody_has_said_that(listed=listed, address=address)


def at_address(label: str, address: str) -> str:
    """A button that says where the public will read it."""
    return f"{label} at {address.partition('://')[2]}" if address else label


def same(at: datetime | None) -> str:
    """Nothing has changed since the register was last published."""
    since = f" since {day(at)}" if at else ""
    return messages.nothing_has_changed_so_nothing_was(since=since)


def holds_more(folder: Path, strange: Sequence[str]) -> str:
    """A folder with other things in it."""
    listed = ", ".join(first_of(strange, 3))
    return messages.holds_files_that_are_not_part(folder=folder, listed=listed)


def not_published(folder: Path, error: OSError) -> str:
    """The site cannot be written."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        why = messages.it_is_a_mount_point_so
    else:
        why = messages.the_disk_is_full if full else (error.strerror or messages.unknown_error).lower()
    return messages.the_register_cannot_be_written_to(folder=folder, why=why)


CATEGORIES: Mapping[Language, Mapping[str, str]] = {
    language: {name: said(DATA[name], language) for name, _ in CONTRACT_CATEGORIES} for language in LANGUAGES
}
_CHECKED_ES: Mapping[Tag, str] = {
    Tag.V: messages.comprobado_texto_de_la_ley,
    Tag.FA: messages.comprobado_texto_de_una_enmienda,
    Tag.A: messages.comprobado_fuente_oficial_no_la_ley,
    Tag.S: messages.comprobado_fuente_secundaria_todav_a,
    Tag.MX: messages.todav_a_no_comprobado_con_el,
    Tag.M: messages.todav_a_no_comprobado_con_el_texto,
    Tag.I: messages.comprobado_nuestra_interpretaci_n,
}


@dataclass(frozen=True, slots=True)
class SiteWords:
    """What the pages say in one language."""

    other: str
    skip: str
    menu: str
    the_district: str
    contracts: str
    approved: str
    approved_intro: str
    no_approved: str
    approved_until: str
    approved_open: str
    bounds: Mapping[str, str]
    ended: str
    breaches: str
    yearly: str
    title: str
    intro: str
    search: str
    none_found: str
    found: str
    first_found: str
    by_letter: str
    may_collect: str
    kinds: str
    vendor: str
    signed: str
    period: str
    ended_on: str
    withdrawn: str
    what: str
    purpose: str
    data: str
    contract_file: str
    read_file: str
    read_notice: str
    online: str
    not_told: str
    no_file: str
    back: str
    ended_intro: str
    no_ended: str
    breaches_intro: str
    no_breaches: str
    families_told: str
    no_yearly: str
    no_contracts: str
    updated: str
    downloads: str
    law: str
    notice_and_contract: str
    to: str
    number_one: str
    number_many: str


WORDS: Mapping[Language, SiteWords] = {
    "en": SiteWords(
        other="Español",
        skip=messages.skip_to_the_content,
        menu=messages.pages,
        the_district=messages.school_district,
        contracts=messages.contracts,
        approved=messages.approved_products,
        approved_intro=(messages.teachers_may_use_these_products_with),
        no_approved=messages.no_product_is_approved_yet,
        approved_until=messages.approved_until,
        approved_open=messages.approved,
        bounds={"no-data": messages.without_student_data, "no-account": messages.without_accounts_or_student_data},
        ended=messages.ended_contracts,
        breaches=messages.breach_notices,
        yearly=messages.yearly_notice,
        title=messages.apps_and_services_with_student_data,
        intro=messages.find_an_app_to_see_which,
        search=messages.find_an_app_or_a_company,
        none_found=messages.nothing_found_try_part_of_the,
        found="{} found",
        first_found=messages.found_the_first_are_shown,
        by_letter=messages.by_first_letter,
        may_collect=messages.may_collect,
        kinds=messages.for_example,
        vendor=messages.company,
        signed=messages.date_signed,
        period=messages.in_force,
        ended_on=messages.ended_on,
        withdrawn=messages.withdrawn_from_this_list,
        what=messages.what_it_is,
        purpose=messages.what_it_is_for,
        data=messages.student_data_it_may_collect,
        contract_file=messages.the_contract,
        read_file=messages.read_the_contract,
        read_notice=messages.read_the_notice_of,
        online=messages.read_the_contract_on_our_website,
        not_told=messages.not_given_yet,
        no_file=messages.not_posted_yet,
        back=messages.back_to_all_contracts,
        ended_intro=messages.these_contracts_are_over,
        no_ended=messages.no_contract_has_ended,
        breaches_intro=messages.notices_about_student_data_that,
        no_breaches=messages.there_is_no_notice,
        families_told=messages.families_were_told_on,
        no_yearly=messages.there_is_no_yearly_notice_yet,
        no_contracts=messages.there_is_no_contract_yet,
        updated=messages.last_changed,
        downloads=messages.as_data,
        law=(messages.state_law_asks_school_boards_to),
        notice_and_contract=messages.contract_and_notice,
        to="to",
        number_one="1 contract",
        number_many="{:,} contracts",
    ),
    "es": SiteWords(
        other=messages.english,
        skip=messages.ir_al_contenido,
        menu="Páginas",
        the_district=messages.distrito_escolar,
        contracts=messages.contratos,
        approved=messages.productos_aprobados,
        approved_intro=(messages.los_maestros_pueden_usar_estos),
        no_approved=messages.todav_a_no_hay_ning_n,
        approved_until=messages.aprobado_hasta_el,
        approved_open=messages.aprobado,
        bounds={
            "no-data": messages.sin_datos_de_estudiantes,
            "no-account": messages.sin_cuentas_ni_datos_de_estudiantes,
        },
        ended=messages.contratos_terminados,
        breaches=messages.avisos_de_filtraci_n,
        yearly=messages.aviso_anual,
        title=messages.aplicaciones_y_servicios_con_datos,
        intro=(messages.busque_una_aplicaci_n_para_ver),
        search=messages.busque_una_aplicaci_n_o_empresa,
        none_found=messages.no_se_encontr_nada_pruebe_con,
        found="Resultados: {}",
        first_found=messages.resultados_se_muestran_los_primeros,
        by_letter=messages.por_letra_inicial,
        may_collect=messages.puede_recopilar,
        kinds=messages.por_ejemplo,
        vendor=messages.empresa,
        signed=messages.fecha_de_firma,
        period=messages.vigencia,
        ended_on=messages.termin_el,
        withdrawn=messages.retirado_de_esta_lista,
        what=messages.qu_es,
        purpose=messages.para_qu_sirve,
        data=messages.datos_de_estudiantes_que_puede,
        contract_file=messages.el_contrato,
        read_file=messages.lea_el_contrato,
        read_notice=messages.lea_el_aviso_del,
        online=messages.lea_el_contrato_en_nuestro_sitio,
        not_told=messages.todav_a_sin_indicar,
        no_file=messages.todav_a_sin_publicar,
        back=messages.volver_a_todos_los_contratos,
        ended_intro=messages.estos_contratos_ya_no_est_n,
        no_ended=messages.ning_n_contrato_ha_terminado,
        breaches_intro=(messages.avisos_sobre_datos_de_estudiantes),
        no_breaches=messages.no_hay_ning_n_aviso,
        families_told=messages.se_avis_a_las_familias_el,
        no_yearly=messages.todav_a_no_hay_aviso_anual,
        no_contracts=messages.todav_a_no_hay_ning_n_contrato,
        updated=messages.ltimo_cambio,
        downloads=messages.como_datos,
        law=(messages.la_ley_estatal_pide_a_las),
        notice_and_contract=messages.contrato_y_aviso,
        to="a",
        number_one="1 contrato",
        number_many="{:,} contratos",
    ),
}


def count(number: int, language: Language) -> str:
    """How many contracts there are, in the page's language."""
    words = WORDS[language]
    return words.number_one if number == 1 else words.number_many.format(number)


def checked(tag: Tag, language: Language) -> str:
    """How far a statement about the law was checked."""
    return f"{(_CHECKED_ES if language == 'es' else CHECKED)[tag]}."


def size(number: int) -> str:
    """The size of a file in words."""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(1, round(number / 1000))} kB"
