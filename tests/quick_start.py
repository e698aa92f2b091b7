"""Starts the bot, its commands and its models as processes of their own that need not import everything themselves.

Importing the bot takes a processor longer than most of what a test asks of it, so a server imports it once and forks.
What it starts has its own files, environment, signals and end, and is a child of the process that asked, as any other.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import inspect
import io
import json
import os
import runpy
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).parents[1]
IMPORTS = {
    "bot": ("bot.compose", "bot.mcp.http", "bot.web.app", "bot.teams.app", "bot.slack.app"),
    "bot.cli": ("bot.cli.commands", "bot.compose"),
    "bot.models": ("bot.models", "knowledge.finding.ranker", "knowledge.reading.reader", "threadpoolctl"),
}
"""What each module that is started quickly needs, which the server imports first."""
_READ_AT_START = ("PYTHON", "LANG", "LC_", "TZ", "COVERAGE", "OPENBLAS", "OMP")
"""Variables that count when Python starts; where another is wanted than the server's, it starts as usual."""
_MAY_DIFFER = {"PYTHONUNBUFFERED", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"}
_PARAMETERS = (
    "self args executable preexec_fn close_fds pass_fds cwd env startupinfo creationflags shell p2cread p2cwrite "
    "c2pread c2pwrite errread errwrite restore_signals gid gids uid umask start_new_session process_group"
).split()
_SET_CHILD_SUBREAPER = 36
_as_usual = subprocess.Popen._execute_child  # type: ignore[attr-defined]
_lock = threading.Lock()
_server: list[socket.socket] = []


def install() -> None:
    """From now on `subprocess` and `asyncio` start these modules quickly, where the system and this Python can."""
    known = list(inspect.signature(_as_usual).parameters) == _PARAMETERS
    # What the server forks is orphaned by it at once, and becomes the child of the nearest that takes orphans.
    if known and sys.platform == "linux" and not ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        subprocess.Popen._execute_child = _execute_child  # type: ignore[attr-defined]


def _execute_child(self: Any, *given: Any) -> None:
    said = dict(zip(_PARAMETERS[1:], given, strict=True))
    words = [os.fsdecode(word) for word in said["args"]] if isinstance(said["args"], list | tuple) else []
    env = dict(os.environ if said["env"] is None else said["env"])
    unusual = ("preexec_fn", "pass_fds", "shell", "gid", "gids", "uid", "start_new_session")
    if any(said[name] for name in unusual) or not _is_quick(words, said["cwd"], env):
        _as_usual(self, *given)
        return
    pipes = [said[name] for name in ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")]
    files = [number if number >= 0 else usual for usual, number in enumerate(pipes[i] for i in (0, 3, 5))]
    with _lock:
        if not _server:
            _server.append(_begin())
        self.pid = _ask(_server[0], {"words": words, "env": env}, files)
    self._child_created = True
    self._close_pipe_fds(*pipes)


def _is_quick(words: Sequence[str], cwd: Any, env: Mapping[str, str]) -> bool:
    what, _ = _started(words)
    known = what in IMPORTS or (what.endswith(".py") and (ROOT / "tests") in Path(what).parents)
    at_home = Path(cwd or ".").resolve() == ROOT
    return known and words[0] == sys.executable and at_home and _read_at_start(env) == _read_at_start(os.environ)


def _started(words: Sequence[str]) -> tuple[str, list[str]]:
    """The module or script that a command line of Python starts, and what is said to it; empty for any other."""
    plain = [*words[1:3]] == ["-W", "error"]
    match words[3 if plain else 1 :]:
        case ["-m", module, *said]:
            return module, said
        case [script, *said] if not script.startswith("-"):
            return script, said
    return "", []


def _read_at_start(env: Mapping[str, str]) -> dict[str, str]:
    kept = {name: env[name] for name in env if name.startswith(_READ_AT_START) and name not in _MAY_DIFFER}
    if kept.get("PYTHONPATH", "").split(os.pathsep)[0] == str(ROOT):
        del kept["PYTHONPATH"]  # the server has it too
    return kept


def _begin() -> socket.socket:
    """Start the server; the line to it."""
    ours, its = socket.socketpair()
    command = (sys.executable, "-m", "tests.quick_start", str(its.fileno()))
    with its:
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def _ask(server: socket.socket, request: dict[str, Any], files: Sequence[int]) -> int:
    """The id of the process that is started with these files as its input, output and error output."""
    said = json.dumps(request).encode("utf-8", "surrogateescape")
    socket.send_fds(server, [len(said).to_bytes(4, "big")], list(files))
    server.sendall(said)
    return int.from_bytes(_receive(server, 4), "big")


def _receive(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        more = line.recv(size - len(got))
        if not more:
            raise EOFError
        got += more
    return got


def _serve(line: socket.socket) -> None:
    """Fork what is asked for until nobody can ask any more; in what was forked it returns nothing but runs the module."""
    gc.collect()
    gc.freeze()
    while True:
        head, files, _, _ = socket.recv_fds(line, 4, 3)
        if not head:
            return
        request = json.loads(_receive(line, int.from_bytes(head, "big")).decode("utf-8", "surrogateescape"))
        done, tell = os.pipe()
        between = os.fork()
        if not between:
            if child := os.fork():
                os.write(tell, child.to_bytes(4, "big"))
                os._exit(0)
            line.detach()
            for usual, number in enumerate(files):
                os.dup2(number, usual)
            os.closerange(3, 4096)
            _run(request["words"], request["env"])
        os.waitpid(between, 0)
        line.sendall(os.read(done, 4))
        for number in (*files, done, tell):
            os.close(number)


def _run(words: list[str], env: dict[str, str]) -> NoReturn:
    """Run the module as Python would, in this process."""
    for one in _server:
        one.detach()
    _server.clear()
    os.environ.clear()
    os.environ.update(env)
    what, said = _started(words)
    if what == "bot":
        _keep_server()  # for its models
    if words[1] == "-W":
        warnings.simplefilter("error")
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout, sys.stderr = _written(1, bool(env.get("PYTHONUNBUFFERED"))), _written(2, at_once=True)
    sys.argv[:] = [what, *said]
    if what not in IMPORTS:
        sys.path.insert(0, str(Path(what).parent))
        runpy.run_path(what, run_name="__main__")
        sys.exit()
    if not hasattr(sys.modules[what], "__path__"):
        del sys.modules[what]  # it is run as a module of its own
    runpy.run_module(what, run_name="__main__", alter_sys=True)
    sys.exit()


def _keep_server() -> None:
    """Have a server of one's own, forked while there is but one thread."""
    ours, its = socket.socketpair()
    if not os.fork():
        ours.close()
        _serve(its)
        os._exit(0)
    its.close()
    _server.append(ours)
    atexit.register(ours.close)
    install()


def _written(number: int, at_once: bool) -> io.TextIOWrapper:
    to = io.FileIO(number, "wb", closefd=False)
    errors = "backslashreplace" if number == 2 else "strict"
    at_end = io.BufferedWriter(to)
    return io.TextIOWrapper(at_end, "utf-8", errors, line_buffering=at_once or os.isatty(number), write_through=at_once)


if __name__ == "__main__":
    for name in {name for names in IMPORTS.values() for name in names}:
        __import__(name)
    sys.path[0] = str(ROOT)
    _serve(socket.socket(fileno=int(sys.argv[1])))
