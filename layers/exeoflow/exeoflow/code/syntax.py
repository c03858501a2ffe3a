"""Whether a source can be run at all: asked when a workflow is saved. No line of the source runs for it."""

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_SECONDS: Final = 2
_MEMORY: Final = 64 * 1024 * 1024
# The engine's function puts two lines before the body.
_LINES_BEFORE: Final = 2
_LINE: Final = re.compile(r"<input>:(\d+)")


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What is wrong with a source, in its language's words, and the line if it is known."""

    reason: str
    line: int | None = None


@lru_cache(maxsize=256)
def syntax_fault(language: str, source: str) -> SyntaxFault | None:
    """Return the first fault of a source in `javascript` or `python`, None if there is none."""
    return _fault_of_python(source) if language == "python" else _fault_of_javascript(source)


def _fault_of_javascript(source: str) -> SyntaxFault | None:
    import _quickjs  # noqa: PLC0415 - costs milliseconds, and most workflows have no code

    context = _quickjs.Context()
    context.set_memory_limit(_MEMORY)
    context.set_time_limit(_SECONDS)
    make = context.eval("Object.getPrototypeOf(async function () {}).constructor")
    try:
        make(source)
    except (_quickjs.JSException, _quickjs.StackOverflow) as error:
        said = str(error)
        found = _LINE.search(said)
        last = source.count("\n") + 1
        line = None if found is None else min(max(1, int(found[1]) - _LINES_BEFORE), last)
        return SyntaxFault(said.partition("\n")[0].removeprefix("SyntaxError: "), line)
    return None


def _fault_of_python(source: str) -> SyntaxFault | None:
    from exeoflow.code.worker.python_scope import function_of  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            function_of(source)
    except SyntaxError as error:
        return SyntaxFault(error.msg, error.lineno)
    except (ValueError, RecursionError, MemoryError) as error:
        return SyntaxFault(str(error) or "too deeply nested")
    return None
