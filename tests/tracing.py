"""Where coverage looks: at the core, while the core's tests run, and not at what the core calls beside it.

A tracer is told of every call and every line, whosever they are: moto, a simulator or n8n's expressions take
twice as long under it. What only untraced code reaches is missing in the report of `make test`, which fails.
"""

import importlib
import pkgutil
import sys
import threading
from collections.abc import Callable
from functools import cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar, cast

import pytest
from coverage import Coverage

# These tell of other things than the core, or run it in another process. A folder that is not named is
# traced, so a new one counts.
_UNTRACED: Final = (
    *("e2e", "n8n"),
    *(f"integration/{each}" for each in ("code", "command", "http_request", "local", "nodes")),
    *(f"unit/{each}" for each in ("code", "images", "importers", "local", "template")),
)
_TESTS: Final = Path(__file__).parent

# Where a test of the core leaves it, and where what it left it for comes back: module, class and method.
_WAYS_OUT: Final = (
    ("botocore.client", "BaseClient", "_make_api_call"),
    ("moto.stepfunctions.parser.asl.component.eval_component", "EvalComponent", "eval"),
    ("tests.oracle.virtual_time", "Clock", "run"),
)
_WAYS_IN: Final = (("local.functions", "LocalFunction", "invoke"),)

P = ParamSpec("P")
T = TypeVar("T")


class CoreTracing:
    """A plugin of pytest: lets `coverage`, which has been started, look at the core alone."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._is_on = True

    def pytest_collection(self) -> None:
        """Look how the core is imported, but not at a thousand test modules and all that they import."""
        for package in cast("list[str]", self._coverage.get_option("run:source_pkgs")):
            _import_all(package)
        self._switch(on=False)

    def pytest_collection_finish(self) -> None:
        """Stand at the ways out and in, as far as a test has imported where they lead."""
        for way in _WAYS_OUT:
            _replace(way, _untraced)
        for way in _WAYS_IN:
            _replace(way, _traced)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Look at a test of the core, and at what is made for it."""
        self._switch(on=_is_traced(item.path))

    def _switch(self, *, on: bool) -> None:
        if on != self._is_on:
            self._is_on = on
            (self._coverage.start if on else self._coverage.stop)()


def _import_all(package: str) -> None:
    folder = importlib.import_module(package).__path__
    for found in pkgutil.walk_packages(folder, f"{package}."):
        importlib.import_module(found.name)


@cache
def _is_traced(module: Path) -> bool:
    return not any(module.is_relative_to(_TESTS / folder) for folder in _UNTRACED)


def _replace(way: tuple[str, str, str], through: Callable[[Callable[P, T]], Callable[P, T]]) -> None:
    module, owner, method = way
    if module in sys.modules:
        found = getattr(sys.modules[module], owner)
        setattr(found, method, through(getattr(found, method)))
    elif find_spec(module) is None:
        # It has moved: all that it leads to would be traced, and `make test` would take twice as long.
        raise LookupError(f"There is no module {module}, by which tests leave the core.")


class _Outside(threading.local):
    """The tracer of a thread that has left the core."""

    tracer: Any = None


_outside: Final = _Outside()


def _untraced(call: Callable[P, T]) -> Callable[P, T]:
    @wraps(call)
    def called(*arguments: P.args, **options: P.kwargs) -> T:
        tracer = sys.gettrace()
        if tracer is None:
            return call(*arguments, **options)
        _outside.tracer = tracer
        sys.settrace(None)
        try:
            return call(*arguments, **options)
        finally:
            _outside.tracer = None
            sys.settrace(tracer)

    return called


def _traced(call: Callable[P, T]) -> Callable[P, T]:
    @wraps(call)
    def called(*arguments: P.args, **options: P.kwargs) -> T:
        tracer = _outside.tracer
        if tracer is None:
            return call(*arguments, **options)
        _outside.tracer = None
        sys.settrace(tracer)
        try:
            return call(*arguments, **options)
        finally:
            sys.settrace(None)
            _outside.tracer = tracer

    return called
