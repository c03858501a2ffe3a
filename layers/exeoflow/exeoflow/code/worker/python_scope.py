"""What Python code finds and what it is refused: its names, its modules, and a hook behind both."""

import ast
import builtins
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

FILE_NAME: Final = "<code>"
NAMES: Final = ("input", "trigger", "nodes", "vars")
"""The values that a source is a function of."""

MODULES: Final = (
    "abc",
    "base64",
    "binascii",
    "bisect",
    "calendar",
    "cmath",
    "collections",
    "collections.abc",
    "colorsys",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "html.parser",
    "io",
    "itertools",
    "json",
    "math",
    "numbers",
    "operator",
    "random",
    "re",
    "secrets",
    "statistics",
    "string",
    "struct",
    "textwrap",
    "time",
    "types",
    "typing",
    "unicodedata",
    "urllib.parse",
    "uuid",
    "zlib",
    "zoneinfo",
)
"""What a source may import."""

_CODECS: Final = (
    "encodings.idna",
    "encodings.latin_1",
    "encodings.utf_16",
    "encodings.cp1252",
    "encodings.ascii",
)
# What is loaded only when it is needed, where no file can be opened any more.
_LATE: Final = {"datetime": ("_strptime",), "time": ("_strptime",), "encode": _CODECS, "decode": _CODECS}

# Modules of C import by the builtins of whoever calls them.
_IMPORTABLE: Final = frozenset(MODULES).union(*_LATE.values())

# What has `return`s of its own.
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)

_MISSING: Final = frozenset(
    {"open", "input", "breakpoint", "exit", "quit", "help", "copyright", "credits", "license"}
)
# Beginnings of the names of events: https://docs.python.org/3/library/audit_events.html
_REFUSED: Final = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "ctypes.",
    "shutil.",
    "pty.",
    "fcntl.",
    "mmap.",
    "resource.",
    "signal.",
    "syslog.",
    "tempfile.",
    "glob.",
    "pathlib.",
    "sqlite3.",
    "urllib.",
    "webbrowser.",
    "sys._current_frames",
    "sys.addaudithook",
    "code.__new__",
)


def load_modules(source: str) -> None:
    """Load the modules whose names stand in the source: it can mean no other, and each takes milliseconds."""
    for name in _named(source):
        importlib.import_module(name)


def _named(source: str) -> Iterator[str]:
    words = frozenset(re.findall(r"\w+", source))
    for name in MODULES:
        if name.partition(".")[0] in words:
            yield name
    for word, names in _LATE.items():
        if word in words:
            yield from names
    if not source.isascii():
        # The interpreter looks names with umlauts up in it.
        yield "unicodedata"


def function_of(source: str) -> Callable[..., Any]:
    """Return the source as the body of a function whose lines are the author's; raises SyntaxError."""
    body = ast.parse(source, FILE_NAME).body
    module = ast.parse(f"def run({', '.join(NAMES)}): pass", FILE_NAME)
    definition = module.body[0]
    if isinstance(definition, ast.FunctionDef) and body:
        definition.body = body
    scope: dict[str, Any] = {"__builtins__": _builtins(), "__name__": "__main__"}
    exec(compile(module, FILE_NAME, "exec"), scope)  # noqa: S102 - what all this is for
    run: Callable[..., Any] = scope["run"]
    return run


def returns(source: str) -> bool:
    """Whether there is a `return` in the source, of its own and not of a function that it defines."""
    waiting: list[ast.AST] = list(ast.parse(source).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return):
            return True
        if not isinstance(node, _SCOPES):
            waiting.extend(ast.iter_child_nodes(node))
    return False


def _builtins() -> dict[str, Any]:
    given = {name: value for name, value in vars(builtins).items() if name not in _MISSING}
    return given | {"__import__": _import}


def _import(
    name: str, _globals: object = None, _locals: object = None, fromlist: Sequence[str] = (), level: int = 0
) -> Any:
    if level or name not in _IMPORTABLE:
        raise ImportError(
            f"there is no module {name} here, only such as compute: json, re, math, datetime ..."
        )
    return importlib.__import__(name, None, None, fromlist or (), 0)


def guard() -> None:
    """Refuse, from now on, what reaches beyond the process: the hook can never be taken away."""

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event.startswith(_REFUSED):
            raise PermissionError(f"code reaches no files, processes or connections ({event})")

    os.environ.clear()
    sys.addaudithook(refuse)
