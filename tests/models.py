"""The models as the bot loads them, once for a whole run of the tests."""

from datetime import date
from functools import cache

from bot.models import AskedModels, load_models
from knowledge.load import load
from knowledge.reading.material import elements_of


@cache
def models() -> AskedModels:
    """They rank the topics, and read what a text says."""
    return AskedModels(cache(load_models(elements_of(load().on(date(2026, 11, 24))))))
