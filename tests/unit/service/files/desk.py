"""A desk at which files are worked on, and what lies on it."""

from typing import Any

from exeoflow.model.file_reference import reference_of
from exeoflow.service.files.operations import run_file_operation
from exeoflow.service.ports.code_runs import CodeRuns
from tests.fakes.files import FakeCodeRuns, FakeFiles, FakeObjects
from tests.fakes.mails import FakeMails
from tests.fakes.time_and_chance import CountingIds


class Desk:
    """Does operations for one execution after the other."""

    def __init__(self, code_runs: CodeRuns | None = None) -> None:
        self.files = FakeFiles()
        self.ids = CountingIds()
        self.objects = FakeObjects()
        self.code_runs = code_runs or FakeCodeRuns()
        self.mails = FakeMails()

    def run(self, operation: str, *, workspace: object = "acme", **given: Any) -> Any:
        payload = {"operation": operation, "workspace": workspace, "execution_id": "exec_1", **given}
        return run_file_operation(payload, self)

    def content(self, reference: object) -> bytes | None:
        found = reference_of(reference)
        assert found is not None
        return self.files.get("acme", found.id)
