"""What changes in bulk answer: the same for workflows and executions."""

from typing import Annotated, Final, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.problems import failure_message
from exeoflow.api.schema import Schema
from exeoflow.service.bulk import MOST_AT_ONCE, BulkReport, BulkResult
from exeoflow.texts import Language


class BulkError(TypedDict):
    """Why one was left as it was."""

    code: str
    message: str


class BulkResultShown(TypedDict):
    """What became of one."""

    id: str
    success: bool
    error: NotRequired[BulkError]


class BulkReportShown(TypedDict):
    """What became of all that were meant; `remaining` are left for the same call again."""

    matched: int
    done: int
    failed: int
    remaining: int
    dry_run: bool
    results: Annotated[list[BulkResultShown], Schema({"maxItems": MOST_AT_ONCE})]


EXAMPLE: Final[BulkReportShown] = {
    "matched": 2,
    "done": 1,
    "failed": 1,
    "remaining": 0,
    "dry_run": False,
    "results": [
        {"id": "wf_01hm4n8x5t6v7w8y9z0a1b2c3d", "success": True},
        {
            "id": "wf_01hm4n8x5t6v7w8y9z0a1b2c3e",
            "success": False,
            "error": {"code": "WORKFLOW_NOT_FOUND", "message": "Workflow nicht gefunden."},
        },
    ],
}


def bulk_report(report: BulkReport, language: Language, *, is_dry_run: bool) -> BulkReportShown:
    """Show what became of each."""
    failed = sum(1 for result in report.results if result.error is not None)
    return {
        "matched": report.matched,
        "done": 0 if is_dry_run else len(report.results) - failed,
        "failed": failed,
        "remaining": report.remaining,
        "dry_run": is_dry_run,
        "results": [_result(each, language) for each in report.results],
    }


def _result(result: BulkResult, language: Language) -> BulkResultShown:
    if result.error is None:
        return {"id": result.id, "success": True}
    error: BulkError = {"code": result.error.code, "message": failure_message(result.error, language)}
    return {"id": result.id, "success": False, "error": error}
