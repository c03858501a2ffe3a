"""Whether a source can be run at all: asked when a workflow is saved. No line of the source runs for it."""

import re
import threading
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import _quickjs

_SECONDS: Final = 2
_MEMORY: Final = 64 * 1024 * 1024
_PLACE: Final = re.compile(r"<input>:(\d+):(\d+)")
# The body of a function, once in a block of its own: what closes the one does not fit the other.
_WRAPPINGS: Final = (("(async function () {", "})"), ("(async function () {{", "}})"))
# It ends with a fault of ours, so that nothing of it ever runs: whoever reads that far has found no other.
_END: Final = "\n)"
_OUR_FAULT: Final = "SyntaxError: unexpected token in expression: ')'"
_OF_THREAD: Final = threading.local()


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

    for opening, closing in _WRAPPINGS:
        engine = _engine()
        try:
            engine.eval(f"{opening}\n{source}\n{closing}{_END}")
        except (_quickjs.JSException, _quickjs.StackOverflow) as error:
            if (fault := _told(str(error), source.count("\n") + 1)) is not None:
                _OF_THREAD.engine = None
                return fault
    return None


def _engine() -> "_quickjs.Context":
    """The engine of this thread: making one takes longer than reading a source.

    The sources before it have left it as it was, for nothing of them ran; none follows one with a fault.
    """
    import _quickjs  # noqa: PLC0415 - as above

    engine: _quickjs.Context | None = getattr(_OF_THREAD, "engine", None)
    if engine is None:
        engine = _OF_THREAD.engine = _quickjs.Context()
        engine.set_memory_limit(_MEMORY)
        engine.set_time_limit(_SECONDS)
    return engine


def _told(said: str, lines: int) -> SyntaxFault | None:
    """What the engine says of the source, None if it only says what we have put behind it."""
    message, found = said.partition("\n")[0], _PLACE.search(said)
    if found is None:
        return SyntaxFault(message)
    line, column = int(found[1]), int(found[2])
    if message == _OUR_FAULT and column == 1 and line >= lines + 3:
        return None
    return SyntaxFault(message.removeprefix("SyntaxError: "), min(max(1, line - 1), lines))


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
