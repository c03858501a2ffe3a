"""Show what was imported."""

from datetime import datetime

from exeoflow.api.workflows.importing import WorkflowImported
from exeoflow.api.workflows.outlook_answers import workflow_shown_now
from exeoflow.service.workflows.imports.import_workflow import ImportedWorkflow
from exeoflow.texts import Language


def imported_shown(imported: ImportedWorkflow, now: datetime, language: Language) -> WorkflowImported:
    """Show what was imported."""
    report = imported.made.report(language)
    if imported.stored is not None:
        return {"workflow": workflow_shown_now(imported.stored, now, language), "report": report}
    graph = imported.made.workflow
    return {
        "workflow": {
            "name": graph["name"],
            "nodes": graph["nodes"],
            "connections": graph["connections"],
            "settings": graph["settings"],
        },
        "report": report,
    }
