"""The report of a machine's import as its reader gets it."""

from exeoflow.importers.answers import ImportedNode, ImportReport, counts_of
from exeoflow.importers.asl.importing import Import, Imported
from exeoflow.importers.wording import reason_shown
from exeoflow.texts import Language
from exeoflow.texts.words import asl_reason_text


def report_of(done: Import, language: Language) -> ImportReport:
    """The report in a language; every expression that stands in the workflow was translated."""
    return {
        "summary": counts_of(each.status for each in done.states),
        "expressions": {"total": done.expressions, "translated": done.expressions, "by_code": 0},
        "nodes": [_state(each, language) for each in done.states],
        "credentials": [],
    }


def _state(each: Imported, language: Language) -> ImportedNode:
    return {
        "name": each.name,
        "type": each.type,
        "version": 1,
        "node_ids": list(each.ids),
        "status": each.status,
        "reasons": [
            reason_shown(reason.code, asl_reason_text(reason.code, language), reason.values)
            for reason in each.reasons
        ],
    }
