"""Build and try the container where no container engine is at hand: run the Dockerfile's own steps in a chroot.

``sudo python3 deploy/chroot.py [FOLDER]`` needs debootstrap, git and the network; FOLDER (kept, some 1.5 GB) is where
the trees are. It reads the Dockerfile, makes the base from Debian's packages, runs each step, and then tries what
comes of it as an engine would run it: another user, a read-only tree, one writable volume, process number 1, the
health check, answers over HTTP, SIGTERM. It prints sizes and times, and exits with 1 where something is not as it
should be. What it cannot try: the base image of the registry, layers, and the network of an engine.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PORT = 3979
LARGEST = 350
"""Megabytes that the image may have."""
WAITS = 120
"""Seconds in which the bot has to be ready, and then to stop."""
DOCS = ("share/doc", "share/info", "share/locale", "share/man")
"""What Debian's slim images leave out, except copyright files."""


class Stage:
    """One stage of the Dockerfile: its tree, and what its instructions have set so far."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.env = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.shell = ["/bin/sh", "-c"]
        self.folder, self.user, self.command, self.check = "/", "0:0", [""], [""]

    def prefix(self, user: str = "0:0") -> list[str]:
        """What runs a program in the tree."""
        return ["chroot", f"--userspec={user}", str(self.tree), "/usr/bin/env", "-i", f"--chdir={self.folder}"] + [
            f"{name}={value}" for name, value in self.env.items()
        ]

    def note(self, word: str, rest: str) -> None:
        """What an instruction sets for those that follow, and for the image."""
        match word:
            case "SHELL":
                self.shell = json.loads(rest)
            case "WORKDIR":
                self.folder = rest
                (self.tree / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "ENV":
                for name, _, value in (one.partition("=") for one in shlex.split(rest)):
                    self.env[name] = value.replace("$PATH", self.env["PATH"])
            case "USER":
                self.user = rest
            case "CMD":
                self.command = json.loads(rest)
            case "HEALTHCHECK":
                self.check = json.loads(rest.partition("CMD ")[2])
            case _ if word not in {"ARG", "VOLUME", "EXPOSE", "STOPSIGNAL"}:  # these are said to an engine
                sys.exit(f"deploy/chroot.py does not know {word}.")

    def run(self, text: str) -> None:
        """RUN, with the machine's own settings of pip, as where a proxy opens TLS."""
        pip = {name: value for name, value in os.environ.items() if name in {"PIP_CERT", "PIP_INDEX_URL"}}
        if "PIP_CERT" in pip:
            copied = self.tree / "tmp/machine-ca.pem"
            shutil.copy(pip["PIP_CERT"], copied)
            pip["PIP_CERT"] = "/tmp/machine-ca.pem"
        given = ["DEBIAN_FRONTEND=noninteractive", *(f"{name}={value}" for name, value in pip.items())]
        subprocess.run([*self.prefix(), *given, *self.shell, text], check=True)

    def copy(self, words: list[str], stages: dict[str, "Stage"]) -> None:
        """COPY of tracked files, or of a folder of another stage."""
        *sources, target = [word for word in words if not word.startswith("--")]
        there = self.tree / str(Path(self.folder) / target).lstrip("/")
        if words[0].startswith("--from="):
            tree = stages[words[0].removeprefix("--from=")].tree
            shutil.copytree(tree / sources[0].lstrip("/"), there, symlinks=True)
            return
        for source in sources:
            listed = subprocess.check_output(["git", "ls-files", "-z", source], cwd=ROOT, text=True)
            for name in listed.split("\0")[:-1]:
                new = there / (name.removeprefix(source) if source.endswith("/") else Path(name).name)
                new.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, new)


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Each instruction of a Dockerfile with the rest of its lines."""
    plain = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    for line in re.sub(r"\\\n", " ", plain).splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word.upper(), rest.strip()


def build(work: Path, base: Path) -> Stage:
    """The last stage of the Dockerfile, built."""
    stages: dict[str, Stage] = {}
    stage = Stage(base)
    for word, rest in instructions((ROOT / "Dockerfile").read_text()):
        if word != "ARG":
            print(f"== {word} {rest[:100]}", flush=True)
        match word:
            case "FROM":
                stage = stages[rest.partition(" AS ")[2]] = Stage(work / f"stage-{len(stages)}")
                subprocess.run(["cp", "-a", str(base), str(stage.tree)], check=True)
            case "COPY":
                stage.copy(shlex.split(rest), stages)
            case "RUN":
                stage.run(rest)
            case _:
                stage.note(word, rest)
    return stage


def make_base(tree: Path) -> None:
    """What the registry's slim image has, from Debian's packages."""
    if not (tree / "usr/bin/dpkg").exists():
        subprocess.run(["debootstrap", "--variant=minbase", "trixie", str(tree)], check=True, stdout=subprocess.DEVNULL)
    rules = "".join(f"path-exclude=/usr/{each}/*\n" for each in DOCS) + "path-include=/usr/share/doc/*/copyright\n"
    (tree / "etc/dpkg/dpkg.cfg.d/slim").write_text(rules)
    for each in DOCS:
        for file in (tree / "usr" / each).rglob("*"):
            if (file.is_file() or file.is_symlink()) and file.name != "copyright":
                file.unlink()
    shutil.rmtree(tree / "var/cache/apt/archives", ignore_errors=True)
    shutil.rmtree(tree / "var/lib/apt/lists", ignore_errors=True)


def megabytes(tree: Path) -> int:
    """What a tree takes."""
    return int(subprocess.check_output(["du", "-sxb", str(tree)], text=True).split()[0]) // 1_000_000


class Container:
    """The bot as an engine would run it."""

    def __init__(self, image: Stage, volume: Path) -> None:
        self.image, user, tree = image, image.user, shlex.quote(str(image.tree))
        image.env |= {"DPA_PORT": str(PORT)}
        volume.mkdir(parents=True, exist_ok=True)
        os.chown(volume, *map(int, user.split(":")))
        steps = (
            f"mount --bind {tree} {tree} && mount --bind {shlex.quote(str(volume))} {tree}/data && "
            f"mount -t tmpfs tmpfs {tree}/tmp && mount -t proc proc {tree}/proc && mount --rbind /dev {tree}/dev && "
            f"mount -o remount,ro,bind {tree} && exec "
        )
        command = shlex.join([*image.prefix(user), *image.command])
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "/bin/sh", "-c", steps + command]
        )

    def inside(self) -> int:
        """The bot's process, number 1 inside."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text().split()[0])

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A program beside the bot, as the same user."""
        enter = ["nsenter", f"--target={self.inside()}", "--mount", "--pid"]
        return subprocess.run(
            [*enter, *self.image.prefix(self.image.user), *command], capture_output=True, text=True, check=False
        )

    def wait_healthy(self) -> float:
        """Seconds until the health check passes."""
        began = time.monotonic()
        while time.monotonic() - began < WAITS:
            time.sleep(0.5)
            if self.process.poll() is None and self.run(*self.image.check).returncode == 0:
                return time.monotonic() - began
        sys.exit("The health check did not pass.")

    def stop(self) -> tuple[int, float]:
        """The exit code on SIGTERM, and the seconds until then."""
        began = time.monotonic()
        os.kill(self.inside(), 15)
        return self.process.wait(WAITS), time.monotonic() - began


def ask(question: str) -> str:
    """An answer over HTTP."""
    body = json.dumps({"q": question}).encode()
    asked = urllib.request.Request(f"http://127.0.0.1:{PORT}/api/ask", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return str(json.load(answer)["text"])


def tried(image: Stage, volume: Path) -> Iterator[tuple[str, bool]]:
    """What was tried, and whether it is as it should be."""
    size = megabytes(image.tree)
    yield f"The image has {size} MB; {LARGEST} are allowed.", size <= LARGEST
    bot = Container(image, volume)
    try:
        yield f"The health check passed after {bot.wait_healthy():.1f} s.", True
        user = bot.run("/usr/bin/id", "-u").stdout.strip()
        yield f"It runs as user {user}.", user == image.user.partition(":")[0]
        for path in ("/opt/dpa/x", "/etc/x", "/usr/bin/x"):
            yield f"{path} cannot be written.", bot.run("/usr/bin/touch", path).returncode != 0
        yield "Its volume can be written.", bot.run("/usr/bin/touch", "/data/tried").returncode == 0
        compiler = bot.run("/bin/sh", "-c", "command -v cc gcc g++ make pip").stdout.strip()
        yield "There is no compiler and no pip.", not compiler
        began = time.monotonic()
        answer = ask("may the vendor sell student data?")
        yield f"HTTP, {(time.monotonic() - began) * 1000:.0f} ms: {answer[:80]}", answer.startswith("No")
        logged = bot.run("dpa", "log-contract", "vendor: Acme; executed: 2026-11-20")
        yield f"dpa log-contract beside it: {logged.stdout.strip()[:60]!r}", logged.returncode == 0
    finally:
        code, seconds = bot.stop()
    yield f"SIGTERM ended it after {seconds:.1f} s with exit code {code}.", code == 0 and seconds < 30
    kept = (volume / "district/district.json").stat()
    yield "The records are in the volume, readable to their owner only.", kept.st_mode & 0o077 == 0


def main(folder: str = "/var/tmp/dpa-chroot") -> int:
    """Build, try, and say how it went."""
    work, began = Path(folder), time.monotonic()
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in (*work.glob("stage-*"), work / "volume"):
        shutil.rmtree(old, ignore_errors=True)
    make_base(work / "base")
    based = time.monotonic()
    image = build(work, work / "base")
    built = time.monotonic()
    print(f"The base took {based - began:.0f} s, the steps of the Dockerfile {built - based:.0f} s.")
    wrong = 0
    for says, good in tried(image, work / "volume"):
        print(f"{'ok ' if good else 'BAD'} {says}", flush=True)
        wrong += not good
    return 1 if wrong else 0


if __name__ == "__main__":
    if os.geteuid() != 0:
        sys.exit("Run it as root: it makes a chroot.")
    sys.exit(main(*sys.argv[1:2]))
