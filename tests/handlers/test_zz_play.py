import sys

sys.path.insert(0, "/work/main")
import importlib.util
import os
from pathlib import Path

spec = importlib.util.spec_from_file_location("talk", "/work/main/tests/handlers/talk.py")
talk = importlib.util.module_from_spec(spec)
sys.modules["talk"] = talk
spec.loader.exec_module(talk)


def test_it(desk):
    class T(talk.Talk):
        def say(self, text, fields=None, proposal=""):
            super().say(text, fields, proposal)
            print(f"\n>>> {self.speaker} {text} {fields or ''} {proposal}")
            print(self.text(""))
            print("   TONE", self.reply.tone)

    T(desk).play(Path(os.environ["TALK"]))
