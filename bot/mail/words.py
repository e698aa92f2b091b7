"""Sentences about e-mail: what is wrong with the mail server, and the test message."""

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__
