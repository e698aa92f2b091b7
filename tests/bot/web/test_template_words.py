"""Does every sentence that a template names exist? Jinja shows an unknown one as nothing."""

import re
from pathlib import Path

import pytest

from bot.teams import tab_words
from bot.web import pages, public_pages, words
from handlers.law import words as said_of_law

TEMPLATES = sorted((Path(pages.__file__).parent / "templates").glob("*.html"))
CODE = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
NAMED = re.compile(r"\b(page|words|law)\.([A-Za-z_]+)")
MODULES = {"page": words, "words": tab_words, "law": public_pages.messages}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_sentence_that_a_template_names_exists(template: Path) -> None:
    named = NAMED.findall(" ".join(CODE.findall(template.read_text(encoding="utf-8"))))
    modules = MODULES | {"words": said_of_law} if template.name == "law.html" else MODULES
    assert named or template.name not in {"page.html", "law.html"}
    assert not [f"{module}.{name}" for module, name in named if not hasattr(modules[module], name)]
