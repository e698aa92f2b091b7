"""The sentences about publishing the register, and the words of its pages in English and Spanish."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from handlers.contracts.form import CATEGORIES as CONTRACT_CATEGORIES
from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.documents.document import Language
from handlers.law.words import CHECKED
from handlers.notices.words import DATA, said
from handlers.register.checks import LANGUAGES, Lack, What
from knowledge.citation import Tag

TITLE = "Public register"
PUBLISH, PUBLISH_GAPS, PUBLISH_ALL = "Publish", "Publish as it is", "I checked them: publish all"
DONE_TITLE, SAME_TITLE, STOPPED_TITLE, GAPS_TITLE = "Published", "Nothing new", "Not published yet", "Gaps"
IN_FORCE, ENDED, BREACHES = "Contracts in force", "Ended contracts", "Breach notices"
LAST, ADDRESS, NEVER = "Last published", "Address", "Never"
MISSING = "Missing. The site shows “Not given yet” there, and the posting deadline stays open:"
UNREAD = "I cannot search these files. Left out until you have checked that they hold no student's data:"
PERSONAL = "May hold a student's data. Left out until you have checked them:"
IMPORTED = "From a spreadsheet. Left out until you have read them and say that families may read them:"
NO_ADDRESS = (
    "No address is known for the register, so no deadline is closed and there is no yearly notice. Set it with setup "
    "site: https://…"
)
NO_FOLDER = "To publish from here, set DPA_REGISTER to a folder; dpa publish FOLDER works on the bot's machine."
CHANGED = "What is missing, or the address, has changed since. Look again, then publish."
LACKS: Mapping[What, str] = {
    "district": "the district's name (setup)",
    "description": "description",
    "purpose": "purpose",
    "data": "data",
    "file": "the contract's file",
    "lost": "the contract's file, which is no longer stored",
    "notice": "part of its notice",
}
PRIVATE = "its texts"
MOST_NAMED = 10


def law(cite: object) -> str:
    """What has to stand on the site."""
    return (
        f"For each contract: its date, a short description, its purpose, the data it may collect, and the contract "
        f"itself ({cite})."
    )


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
    return [f"{one.record} {one.name}: {one.file or PRIVATE}" for one in lacks if one.what in {"personal", "private"}]


def imported(lacks: Iterable[Lack]) -> list[str]:
    """A line for each text that came from a spreadsheet, as it stands there."""
    return [f"{one.record} {one.name}: {short(one.file, 300)}" for one in lacks if one.what == "imported"]


def first_of(lines: Sequence[str], most: int | None = MOST_NAMED) -> Iterator[str]:
    """As many as people read, and how many more there are; all without ``most``."""
    yield from lines[:most]
    if most is not None and len(lines) > most:
        yield f"… and {len(lines) - most:,} more"


def published(contracts: int, breaches: int, address: str) -> str:
    """How many contracts and breach notices are published, and where."""
    notices = f" and {_count(breaches, 'breach notice')}" if breaches else ""
    where = f": {address}" if address else "."
    return f"The register shows {_count(contracts, 'contract')} in force{notices}{where}"


def closed(ids: Sequence[str]) -> str:
    """The deadlines that publishing closed."""
    named = ", ".join(first_of(ids))
    return f"Posting {'deadline' if len(ids) == 1 else 'deadlines'} done: {named}."


def left(ids: Sequence[str], address: str) -> str:
    """Deadlines that stay open, because a folder on this machine is no website yet."""
    listed = ", ".join(first_of(ids))
    return (
        f"Not closed: {listed}. Nobody has said that the folder is served at {address}. If it is, press Publish in "
        "register, or run dpa publish --address URL."
    )


def at_address(label: str, address: str) -> str:
    """A button that says where the public will read it."""
    return f"{label} at {address.partition('://')[2]}" if address else label


def same(at: datetime | None) -> str:
    """Nothing has changed since the register was last published."""
    since = f" since {day(at)}" if at else ""
    return f"Nothing has changed{since}, so nothing was published."


def not_a_folder(path: Path) -> str:
    """The path is a file and not a folder."""
    return f"{path} is a file. Name a folder."


def holds_more(folder: Path, strange: Sequence[str]) -> str:
    """A folder with other things in it."""
    listed = ", ".join(first_of(strange, 3))
    return (
        f"{folder} holds files that are not part of the register ({listed}). Publishing replaces the whole folder, so "
        "choose an empty one, for example a folder inside it."
    )


def file_lost(path: str) -> str:
    """A contract's file is gone between two looks."""
    return f"The file for {path} can no longer be read. Nothing was published."


def not_published(folder: Path, error: OSError) -> str:
    """The site cannot be written."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        why = "it is a mount point, so name a folder inside it"
    else:
        why = "the disk is full" if full else (error.strerror or "unknown error").lower()
    return f"The register cannot be written to {folder}: {why}. What was published before is unchanged."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


CATEGORIES: Mapping[Language, Mapping[str, str]] = {
    language: {name: said(DATA[name], language) for name, _ in CONTRACT_CATEGORIES} for language in LANGUAGES
}
_CHECKED_ES: Mapping[Tag, str] = {
    Tag.V: "Comprobado: texto de la ley",
    Tag.FA: "Comprobado: texto de una enmienda oficial",
    Tag.A: "Comprobado: fuente oficial, no la ley misma",
    Tag.S: "Comprobado: fuente secundaria, todavía no la ley misma",
    Tag.MX: "Todavía no comprobado con el texto oficial; un proyecto parecido coincide",
    Tag.M: "Todavía no comprobado con el texto oficial",
    Tag.I: "Comprobado: nuestra interpretación; consulte a un abogado",
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
        skip="Skip to the content",
        menu="Pages",
        the_district="School district",
        contracts="Contracts",
        approved="Approved products",
        approved_intro=(
            "Teachers may use these products with students. Anything else has to be asked for first. With a link, its "
            "contract tells which student data it may collect."
        ),
        no_approved="No product is approved yet.",
        approved_until="Approved until {}",
        approved_open="Approved",
        bounds={"no-data": "without student data", "no-account": "without accounts or student data"},
        ended="Ended contracts",
        breaches="Breach notices",
        yearly="Yearly notice",
        title="Apps and services with student data",
        intro="Find an app to see which student data it may collect, what it is for, and the contract itself.",
        search="Find an app or a company",
        none_found="Nothing found. Try part of the name.",
        found="{} found",
        first_found="{} found. The first {} are shown.",
        by_letter="By first letter",
        may_collect="May collect",
        kinds="For example",
        vendor="Company",
        signed="Date signed",
        period="In force",
        ended_on="Ended on {}",
        withdrawn="Withdrawn from this list",
        what="What it is",
        purpose="What it is for",
        data="Student data it may collect",
        contract_file="The contract",
        read_file="Read the contract",
        read_notice="Read the notice of {}",
        online="Read the contract on our website",
        not_told="Not given yet",
        no_file="Not posted yet",
        back="Back to all contracts",
        ended_intro="These contracts are over.",
        no_ended="No contract has ended.",
        breaches_intro="Notices about student data that somebody saw or took without permission, newest first.",
        no_breaches="There is no notice.",
        families_told="Families were told on {}.",
        no_yearly="There is no yearly notice yet.",
        no_contracts="There is no contract yet.",
        updated="Last changed: {}",
        downloads="As data",
        law=(
            "State law asks school boards to list these contracts on a website and to keep it up to date (Connecticut "
            "General Statutes {}). {}"
        ),
        notice_and_contract="Contract and notice",
        to="to",
        number_one="1 contract",
        number_many="{:,} contracts",
    ),
    "es": SiteWords(
        other="English",
        skip="Ir al contenido",
        menu="Páginas",
        the_district="Distrito escolar",
        contracts="Contratos",
        approved="Productos aprobados",
        approved_intro=(
            "Los maestros pueden usar estos productos con sus estudiantes. Cualquier otro se debe solicitar antes. Si "
            "hay un enlace, el contrato indica qué datos de estudiantes puede recopilar."
        ),
        no_approved="Todavía no hay ningún producto aprobado.",
        approved_until="Aprobado hasta el {}",
        approved_open="Aprobado",
        bounds={"no-data": "sin datos de estudiantes", "no-account": "sin cuentas ni datos de estudiantes"},
        ended="Contratos terminados",
        breaches="Avisos de filtración",
        yearly="Aviso anual",
        title="Aplicaciones y servicios con datos de estudiantes",
        intro=(
            "Busque una aplicación para ver qué datos de estudiantes puede recopilar, para qué sirve y el contrato "
            "completo."
        ),
        search="Busque una aplicación o empresa",
        none_found="No se encontró nada. Pruebe con una parte del nombre.",
        found="Resultados: {}",
        first_found="Resultados: {}. Se muestran los primeros {}.",
        by_letter="Por letra inicial",
        may_collect="Puede recopilar",
        kinds="Por ejemplo",
        vendor="Empresa",
        signed="Fecha de firma",
        period="Vigencia",
        ended_on="Terminó el {}",
        withdrawn="Retirado de esta lista",
        what="Qué es",
        purpose="Para qué sirve",
        data="Datos de estudiantes que puede recopilar",
        contract_file="El contrato",
        read_file="Lea el contrato",
        read_notice="Lea el aviso del {}",
        online="Lea el contrato en nuestro sitio web",
        not_told="Todavía sin indicar",
        no_file="Todavía sin publicar",
        back="Volver a todos los contratos",
        ended_intro="Estos contratos ya no están vigentes.",
        no_ended="Ningún contrato ha terminado.",
        breaches_intro=(
            "Avisos sobre datos de estudiantes que alguien vio o tomó sin permiso; los más recientes primero."
        ),
        no_breaches="No hay ningún aviso.",
        families_told="Se avisó a las familias el {}.",
        no_yearly="Todavía no hay aviso anual.",
        no_contracts="Todavía no hay ningún contrato.",
        updated="Último cambio: {}",
        downloads="Como datos",
        law=(
            "La ley estatal pide a las juntas escolares incluir información sobre estos contratos en un sitio web y "
            "mantenerlo al día (Estatutos Generales de Connecticut, {}). {}"
        ),
        notice_and_contract="Contrato y aviso",
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
