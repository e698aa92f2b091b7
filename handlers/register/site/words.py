"""The sentences of the public register, in English and in Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.contracts.form.form import CATEGORIES as CONTRACT_CATEGORIES
from handlers.documents.document import Language
from handlers.law.words import CHECKED
from handlers.notices.words import DATA, said
from handlers.register.breaches import LANGUAGES
from knowledge.citation import Tag

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
    """How many contracts."""
    words = WORDS[language]
    return words.number_one if number == 1 else words.number_many.format(number)


def checked(tag: Tag, language: Language) -> str:
    """How far a statement about the law was checked."""
    return f"{(_CHECKED_ES if language == 'es' else CHECKED)[tag]}."


def size(number: int) -> str:
    """Of a file."""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(1, round(number / 1000))} kB"
