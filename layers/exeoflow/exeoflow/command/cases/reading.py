"""Files of cases, read and checked."""

from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exeoflow.command.checking.faults import FileFault
from exeoflow.command.documents.reading import Document, UnreadableFile, read_document
from exeoflow.command.documents.workflow_files import CASES_SUFFIX, SUFFIXES
from exeoflow.diagnostics.path import join_path

MALFORMED: Final = "case-malformed"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MockedError(_Part):
    """How a call fails."""

    code: str
    message: str = ""


class Mock(_Part):
    """What a call of a node answers, `after` so many seconds."""

    output: Any = None
    error: MockedError | None = None
    after: Annotated[float, Field(ge=0, le=31_536_000)] = 0


class ExpectedError(_Part):
    """What must be said of a failure; what is left out may be anything."""

    code: str | None = None
    node: str | None = None


class Expectation(_Part):
    """What must come of a case; what is left out may be anything."""

    status: Literal["success", "failed"] = "success"
    output: Any = None
    error: ExpectedError | None = None
    steps: list[str] | None = None
    """The nodes that ran, in the order in which they began."""
    calls: dict[str, list[Any]] | None = None
    """What nodes called; of an object only the fields that are named."""


class Case(_Part):
    """One run and what must come of it."""

    name: Annotated[str, Field(min_length=1)]
    input: dict[str, Any] = Field(default_factory=dict)
    trigger: str | None = None
    mocks: dict[str, Mock | list[Mock]] = Field(default_factory=dict)
    expect: Expectation = Expectation()

    @property
    def looks_at_output(self) -> bool:
        """Whether an output is expected: null is one, too."""
        return "output" in self.expect.model_fields_set


class CaseFile(_Part):
    """The cases of one workflow."""

    workflow: str | None = None
    cases: Annotated[list[Case], Field(min_length=1)]


def is_case_file(path: Path) -> bool:
    """Tell a file of cases by its name."""
    return path.suffix in SUFFIXES and path.stem.endswith(CASES_SUFFIX)


def read_cases(path: Path) -> tuple[Document, CaseFile] | list[FileFault]:
    """Read a file of cases, or say what is wrong with it."""
    try:
        document = read_document(path)
        return document, CaseFile.model_validate(document.value)
    except UnreadableFile as error:
        line = error.place.line if error.place else 1
        return [FileFault(str(path), line, 1, "error", "file-unreadable", "", str(error))]
    except ValidationError as error:
        return [_fault(document, dict(each)) for each in error.errors(include_url=False)]


def workflow_of(path: Path, cases: CaseFile) -> Path:
    """Return the file of the workflow that the cases are of."""
    if cases.workflow is not None:
        return path.parent / cases.workflow
    stem = path.stem.removesuffix(CASES_SUFFIX)
    beside = (path.with_name(stem + suffix) for suffix in SUFFIXES)
    return next((each for each in beside if each.exists()), path.with_name(stem + ".yaml"))


def _fault(document: Document, error: dict[str, Any]) -> FileFault:
    parts = tuple(error["loc"])
    place = document.place_of(parts)
    path = join_path(*parts)
    return FileFault(str(document.path), place.line, place.column, "error", MALFORMED, path, error["msg"])
