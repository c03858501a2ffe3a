"""Workflows of n8n: an export becomes a workflow that means the same, and a report of what does not."""

from exeoflow.importers.n8n.importing import Import, Imported, import_export
from exeoflow.importers.n8n.report import Report, report_of
from exeoflow.importers.n8n.source import Export, read_export

__all__ = ["Export", "Import", "Imported", "Report", "import_export", "read_export", "report_of"]
