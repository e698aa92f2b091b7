"""Recognizes a question in Spanish, and translates its key words for the finder."""

from handlers.dialogue import bounded_re as re

_SPANISH = frozenset(
    "el la los las un una unos unas de del al que qué cual cuál cuales cuáles quien quién cuando cuándo como cómo"
    " donde dónde por para con sin sobre es son está están hay se su sus mi mis tu tus nuestro nuestra puede"
    " pueden puedo podemos debe deben tiene tienen tengo necesita necesitan necesito si sí no y o pero este esta"
    " estos estas eso hijo hija hijos padres madre padre escuela escuelas distrito estudiante estudiantes alumno"
    " alumnos datos ley contrato empresa empresas proveedor compañía maestro maestros maestra hola gracias buenos"
    " buenas días hacer quiero significa dice avisar borrar información privacidad violación".split()
)
_SURE = frozenset(
    "qué cuál cuándo cómo quién dónde puede pueden podemos debe deben los las estudiantes estudiante alumnos"
    " datos escuela padres empresa proveedor hola gracias significa contrato ley hijo hija maestro maestros"
    " distrito cuando quien".split()
)
_ENGLISH = {
    "puede": "may", "pueden": "may", "puedo": "may", "podemos": "may", "debe": "must", "deben": "must",
    "tiene": "must", "tenemos": "must", "hay": "must", "necesita": "must", "necesitan": "must",
    "necesitamos": "must", "que": "what", "qué": "what", "cuál": "which", "cuándo": "when", "cuando": "when",
    "quién": "who", "quien": "who", "cómo": "how", "dónde": "where", "por qué": "why", "cuánto": "how long",
    "cuántos": "how many", "días": "days", "tiempo": "time", "plazo": "deadline", "empresa": "vendor",
    "empresas": "vendors", "compañía": "vendor", "proveedor": "vendor", "proveedores": "vendors",
    "contratista": "contractor", "operador": "operator", "vender": "sell", "vende": "sell", "venden": "sell",
    "compartir": "share", "comparte": "share", "usar": "use", "usa": "use", "borrar": "delete",
    "eliminar": "delete", "borren": "delete", "datos": "data", "información": "information", "registros": "records",
    "expediente": "record", "estudiante": "student", "estudiantes": "students", "estudiantil": "student",
    "alumno": "student", "alumnos": "students", "hijo": "child", "hija": "child", "hijos": "children",
    "niños": "children", "padres": "parents", "padre": "parent", "madre": "parent", "familias": "families",
    "familia": "family", "escuela": "school", "escuelas": "schools", "distrito": "district", "junta": "board",
    "maestro": "teacher", "maestros": "teachers", "maestra": "teacher", "contrato": "contract",
    "contratos": "contracts", "acuerdo": "agreement", "firmar": "sign", "firma": "sign", "publicar": "post",
    "página": "website", "sitio": "website", "avisar": "tell", "notificar": "tell", "informar": "tell",
    "aviso": "notice", "violación": "breach", "brecha": "breach", "filtración": "breach", "hackeo": "breach",
    "publicidad": "targeted advertising", "anuncios": "targeted advertising", "ley": "law", "multa": "fine",
    "sanción": "penalty", "gratis": "free", "gratuita": "free", "gratuito": "free", "aplicación": "app",
    "aplicaciones": "apps", "app": "app", "sin": "without", "con": "with", "consentimiento": "consent",
    "permiso": "consent", "significa": "mean", "ver": "see", "revisar": "review", "corregir": "correct",
    "copia": "copy", "dueño": "owns", "pertenecen": "own", "trabajos": "work", "seguridad": "security",
    "proteger": "protect", "privacidad": "privacy", "correo": "e-mail", "después": "after", "antes": "before",
    "nuestro": "our", "nuestra": "our", "no": "not", "es": "is", "son": "are", "un": "a", "una": "a", "de": "of",
    "y": "and", "o": "or", "si": "if",
}  # fmt: skip
_ENOUGH = 2
_SHARE, _MOST = 0.5, 0.75
"""The share of Spanish words that is enough: with a word that is only Spanish, and without one."""
_WORD = re.compile(r"[^\W\d_]+|\d[\w/.-]*|[?!.,]")


def is_spanish(text: str) -> bool:
    """Whether it is Spanish, by the share of its words that are common in Spanish."""
    words = [word for word in _WORD.findall(text.lower()) if word[0].isalpha()]
    spanish = [word for word in words if word in _SPANISH]
    sure = {word for word in words if word in _SURE} or ({"¿"} if "¿" in text else set())
    if len(words) <= 1:
        return bool(words) and words[0] in {"hola", "gracias"}
    share = _SHARE if sure else _MOST
    return len(spanish) >= _ENOUGH and len(spanish) >= share * len(words)


def in_english(text: str) -> str:
    """Its key words in English, in order; words in no table stay, as they may be names."""
    english_words = []
    for word in _WORD.findall(text):
        if english := _ENGLISH.get(word.lower()):
            english_words.append(english)
        elif word.lower() not in _SPANISH:
            english_words.append(word)
    return re.sub(r"\s+([?!.,])", r"\1", " ".join(english_words)).lstrip("?!., ")
