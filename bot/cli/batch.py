"""Batches: reads JSON lines from standard input, and writes one JSON object a line to standard output."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from bot.cli import words
from handlers.dialogue.command_spec import Sorry
from storage.port import StoreError


def run_batch(work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line of standard input by ``work``, in order; a bad line never stops the rest."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - only needed here

    with threadpool_limits(1, user_api="blas"):  # a line is short, so more threads would mostly wait for each other
        for line in lines():
            emit(run_line(line, work))


def lines() -> Iterator[str]:
    """The lines of standard input that are not empty; bytes that are not UTF-8 are replaced."""
    for raw in sys.stdin.buffer:
        if line := raw.decode("utf-8", errors="replace").strip():
            yield line


def run_line(line: str, work: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """Run one line of a batch; a bad line gets an error, and the batch goes on."""
    ident: Any = None
    try:
        call = json.loads(line)
        if not isinstance(call, dict):
            raise Sorry(words.NOT_AN_OBJECT)
        ident = call.get("id")
        return {"id": ident, **work(call)}
    except json.JSONDecodeError as problem:
        return {"id": None, "error": words.not_json(problem=problem.msg, column=problem.colno)}
    except ValueError as problem:
        if ident is not None:
            raise
        return {"id": None, "error": words.not_json(problem=str(problem).partition(";")[0], column=1)}
    except (Sorry, StoreError, RecursionError) as sorry:
        return {"id": ident, "error": str(sorry)}


def emit(value: dict[str, Any]) -> None:
    """Print one JSON object on a line; a lone surrogate, which UTF-8 cannot encode, is printed as its escape."""
    click.echo(json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace").decode())
