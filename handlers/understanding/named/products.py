"""Finds the product or vendor of which somebody asks whether there is a contract, or whether they may use it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from handlers.dialogue import bounded_re as re
from handlers.understanding.named.likeness import LEGAL_FORM, key_of
from knowledge.finding.lexicon import FILE, parse
from knowledge.finding.words import stem
from knowledge.products.common import common_products

_PARTS = {
    "JOINS": r"(?:(?:so|and|but|or|also|then|ok|okay|please|just|quick|hey),? )*",
    "NAME": r"(?P<name>[^\W_][\w.&'’+!-]*(?: [\w.&'’+!-]+){0,3}?)",
    "WE": r"(?:we|i|you|there|(?:the|our|this|my) (?:district|school|board|town|superintendent)|the boe)",
    "US": r"(?:us|you|our district|the district|our school|the school|the board|our board)",
    "OFTEN": r"(?:(?:already|still|currently|ever|even|now|just) )*",
    "DEAL": (
        r"(?:(?:a|an|any|the|our|current|valid|signed|written|active|data|student|privacy|data[- ]privacy|existing"
        r"|approved|in) )*(?:contracts?|agreements?|n?dpas?|deals?|paperwork)"
    ),
    "SINCE": (
        r"(?:,? (?:yet|now|already|currently|on file|on record|in place|signed|this year|or not|anymore|at all"
        r"|right now))*"
    ),
    "PLACE": (
        r"(?: (?:with|in|for|by|at|on) (?:(?:my|our|the|a|any|this) )?(?:\w+ )?(?:class(?:es|room|rooms)?|students?"
        r"|kids|grade(?:rs)?|schools?|district|lessons?|homeroom|chromebooks?|use|us|me|board|team)"
        r"| (?:here|today|tomorrow|app|tool|site|to use))*"
    ),
    "FINE": (
        r"(?:approved|allowed|ok|okay|permitted|vetted|cleared|authorized|whitelisted|safe|compliant|legal|good to go"
        r"|fine|alright|on (?:the|our)(?: \w+)? list)"
    ),
    "HOLD": r"(?:have|had|got|get|hold|sign|signed|made|entered into|under)",
    "FILED": r"(?:signed|in place|on file|on record|set up) (?:with|for|from|covering)|with|for|from|covering",
    "TEACHERS": r"(?:i|we|teachers?|(?:my|our) (?:class|students?|kids|teachers|school)|students|kids)",
}
_ON_FILE = r"""
    (?:do|does|did|have|has|had|is|are) <WE> <OFTEN>(?:<HOLD> )?<DEAL> (?:<FILED>) <NAME><SINCE>
    (?:do|does|did|have|has) <WE> <OFTEN>sign(?:ed)? (?:(?:anything|up|something|<DEAL>) )?with <NAME><SINCE>
    (?:do|does|did|have|has) <WE> <OFTEN>(?:<HOLD> )?(?:anything|something)<SINCE> (?:with|from|for) <NAME><SINCE>
    (?:does|did|has) <NAME> <OFTEN>(?:have|had|got|get|sign|signed) <DEAL>(?: (?:with|for) <US>)?<SINCE>
    (?:has|did) <NAME> <OFTEN>sign(?:ed)?(?: (?:with <US>|anything|ours|it|<DEAL>(?: with <US>)?))?<SINCE>
    (?:(?:can|could) (?:you|u|i|we) )?(?:find|look up|search for|look for|check for) (?:me )?<NAME><SINCE>
    is <NAME> <OFTEN>under <DEAL>(?: with <US>)?<SINCE>
    (?:are )?<WE> <OFTEN>(?:all )?(?:good|set|covered|squared away|clear) (?:on|with|for) <NAME><SINCE>
    (?:is|was) <DEAL> with <NAME> <OFTEN>(?:valid|signed|active|current|in place|on file|on record|expired)<SINCE>
"""
_TO_USE = r"""
    is <NAME> <OFTEN>(?:an? )?<FINE><PLACE><SINCE>
    is <NAME> <OFTEN>(?:<FINE>|good|reviewed) (?:to|for) use<PLACE><SINCE>
    (?:has|have) <NAME> <OFTEN>been (?:approved|vetted|cleared|allowed|reviewed|checked)<PLACE><SINCE>
    (?:can|may|could) <NAME> be used<PLACE><SINCE>
    (?:do|does) <WE> <OFTEN>(?:allow|permit|use|approve) <NAME><PLACE><SINCE>
    (?:is it|would it be|am i) <OFTEN><FINE> (?:if (?:i|we) use|to try|using) <NAME><PLACE><SINCE>
    (?:i|we)(?:'d| would)? (?:want|like|need|wanna|plan|hope) to (?:use|try|start using) <NAME><PLACE>
    what about (?:using|trying) <NAME><PLACE>
    (?:can|may|could|should) <TEACHERS> <OFTEN>(?:use|install|download|try|start using|get) <NAME><PLACE><SINCE>
    (?:am i|are we|are teachers|are students) <OFTEN>allowed to use <NAME><PLACE><SINCE>
    (?:is it )?<FINE> (?:for (?:me|us|teachers) )?to use <NAME><PLACE><SINCE>
"""


def _compiled(lines: str) -> Iterator[re.Pattern[str]]:
    for line in filter(None, map(str.strip, lines.splitlines())):
        words = re.sub(r"<([A-Z]+)>", lambda part: _PARTS[part[1]], f"<JOINS>{line}")
        yield re.compile(rf"{words}\s*[?.!]*", re.IGNORECASE)


_ASKS = (*((one, False) for one in _compiled(_ON_FILE)), *((one, True) for one in _compiled(_TO_USE)))
_NO_NAME = frozenset(
    "a an the this that these those my our your their his her its any some every each all no not without with "
    "for to of in on by if when where because and or but as from about under over student students pupil "
    "pupils kid kids child children data information info record records contract contracts agreement "
    "agreements clause clauses term terms vendor vendors app apps application applications website websites "
    "site sites software tool tools product products program programs platform platforms service services "
    "system systems company companies contractor contractors operator operators consultant consultants "
    "provider providers parent parents family families teacher teachers staff district districts board boards "
    "school schools law laws act state them it they us me him everyone everybody anyone someone photos "
    "pictures video email names one two sale exception addendum waiver template consent notice policy".split()
)
_FIRMS = frozenset({"lifetouch", "nwea", "powerschool"})
"""Firms that the lexicon names among everyday words."""
_AI = frozenset({"chatgpt", "gpt", "gemini", "copilot", "claude", "magicschool", "openai"})
_OF_NAMES = frozenset({"thing.edtech", "thing.sis", "thing.big-tech"})
_NAME_WORD = re.compile(r"[^\W_]+(?:[&+.'’-][^\W_]+)*!?")
MOST_WORDS = 5
"""Of a common product."""
_SHORTEST = 4
_LONGEST = 160


def product_in(question: str) -> str:
    """The name of the product or vendor, as typed; empty where the question is about none, or about the law."""
    return _named(question)[0]


def to_be_used(question: str) -> str:
    """The name of the product of which somebody asks whether it may be used; empty where that is not asked."""
    name, use = _named(question)
    return name if use else ""


def _whole(found: re.Match[str]) -> str:
    """The name at its place: all of a common product's, though it ends like the rest of a question."""
    return known_at(found.string[found.start("name") :]) or found["name"].strip(" .,!'’")


def _named(question: str) -> tuple[str, bool]:
    """The name, and whether it is asked whether that may be used."""
    if len(question) > _LONGEST:
        return "", False
    text = LEGAL_FORM.sub("", " ".join(question.split()))
    first, mark, _ = text.partition("?")
    for pattern, use in _ASKS:
        if (found := pattern.fullmatch(text if use else first + mark)) and _may_be_name(name := _whole(found)):
            written_as_one = all(not word[0].islower() for word in name.split()) and not text.isupper()
            return (name, use) if not use or written_as_one or is_name(name) else ("", False)
    return "", False


def is_name(text: str) -> bool:
    """Whether it is the name of a product: one that is known, or a word that everyday language and the law lack."""
    known, _ = _vocabulary()
    words = text.lower().split()
    strange = len(words) == 1 and text.isalpha() and len(text) >= _SHORTEST and text[-1] != "s"
    return _may_be_name(text) and (
        text.lower() in known
        or not known.isdisjoint(words)
        or (strange and not is_ordinary(text))
        or key_of(text) in _common()
    )


def known_at(text: str, least: int = 2) -> str:
    """The longest common product with which the text begins, of so many words at least; empty where there is none."""
    ends = [word.end() for word in _NAME_WORD.finditer(text, 0, _LONGEST)][:MOST_WORDS]
    return next((text[:end] for end in reversed(ends[least - 1 :]) if key_of(text[:end]) in _common()), "")


def is_ordinary(text: str) -> bool:
    """Whether all its words are everyday ones, or the law's."""
    _, ordinary = _vocabulary()
    return all(word in _NO_NAME or stem(word) in ordinary for word in text.lower().split())


def _may_be_name(text: str) -> bool:
    return bool(text) and (known_at(text) == text or not _NO_NAME & set(text.lower().split()))


@cache
def _common() -> frozenset[str]:
    """The names of common school products, as one word each."""
    return frozenset(key_of(name) for one in common_products() for name in one.names)


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """The names of products in the lexicon, and the stems of all its other words that name no common product."""
    concepts = parse(FILE.read_text(encoding="utf-8")).concepts
    names = {" ".join(phrase) for phrase, kinds in concepts.items() if _OF_NAMES & set(kinds)} | _AI
    others = {word for phrase, kinds in concepts.items() if not _OF_NAMES & set(kinds) for word in phrase}
    return frozenset(names), frozenset(others - _AI - _FIRMS - {stem(name) for name in _common()})
