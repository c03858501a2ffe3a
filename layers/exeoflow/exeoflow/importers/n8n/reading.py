"""From bytes to an export, or to the diagnostics that say why there is none."""

from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.importers.documents import parse_document
from exeoflow.importers.n8n.source import Export, read_export

MAX_NODES: Final = 1_000


def parse_export(data: bytes) -> Export | tuple[Diagnostic, ...]:
    """The export, or why the file is refused as a whole."""
    document = parse_document(data)
    return document if isinstance(document, tuple) else export_of(document)


def export_of(document: object) -> Export | tuple[Diagnostic, ...]:
    """The export in parsed JSON."""
    export = read_export(document)
    if export is None:
        return (Diagnostic("export-of-nothing", ""),)
    if len(export.nodes) > MAX_NODES:
        return (Diagnostic("export-too-large", "nodes", values={"limit": f"{MAX_NODES} nodes"}),)
    return export
