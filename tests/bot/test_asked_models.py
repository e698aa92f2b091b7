"""Is a text read once, however much is asked of it?"""

from bot.asked_models import AskedModels
from knowledge.finding import Guess
from knowledge.reading.reader import Signs


def test_topics_and_signs_come_from_one_pass_and_the_text_is_not_kept() -> None:
    read = list[str]()

    def models(text: str) -> tuple[tuple[tuple[str, float], ...], Signs]:
        read.append(text)
        return ((text[:4], 1.0),), Signs({"may": 0.9})

    asked = AskedModels(models)
    assert asked.rank("sell it?") == (Guess("sell", 1.0),) and asked.signs("sell it?") == Signs({"may": 0.9})
    assert read == ["sell it?"]
    assert asked.rank("keep it?") == (Guess("keep", 1.0),) and read == ["sell it?", "keep it?"]
    assert "it?" not in repr(vars(asked)["_last"].__dict__)
