"""Code is run in processes, as everywhere: a test asks for a run and gets its output or its error."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from exeoflow.code.errors import CodeError
from exeoflow.code.run import run_code
from exeoflow.code.workers import Workers

Run = Callable[..., Any]

# What a source of Python can reach whatever it is refused by name.
OS = "import re\nos = re.enum.sys.modules['os']\n"


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    workers = Workers()
    yield workers
    workers.close()


@pytest.fixture
def answer(workers: Workers) -> Run:
    def answer(source: str, language: str = "javascript", **payload: Any) -> dict[str, Any]:
        return run_code({"language": language, "source": source} | payload, workers)

    return answer


@pytest.fixture
def output(answer: Run) -> Run:
    return lambda source, **payload: answer(source, **payload)["output"]


@pytest.fixture
def failure(answer: Run) -> Run:
    def failure(source: str, **payload: Any) -> str:
        with pytest.raises(CodeError) as raised:
            answer(source, **payload)
        return f"{type(raised.value).__name__}: {raised.value}"

    return failure
