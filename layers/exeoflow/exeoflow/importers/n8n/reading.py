"""From bytes to an export, or to the diagnostics that say why there is none."""

from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.importers.n8n.source import Export, read_export
from exeoflow.model import json
from exeoflow.model.json import Json

MAX_NODES: Final = 1_000
MAX_BYTES: Final = 10 * 1024 * 1024


def parse_export(data: bytes) -> Export | tuple[Diagnostic, ...]:
    """The export, or why the file is refused as a whole."""
    document = parse_document(data)
    return document if isinstance(document, tuple) else export_of(document)


def parse_document(data: bytes) -> Json | tuple[Diagnostic, ...]:
    """The JSON of a file, which may be one export or a list of them, or why it is refused."""
    if len(data) > MAX_BYTES:
        return (Diagnostic("export-too-large", "", values={"limit": "10 MiB"}),)
    try:
        return json.read(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return (Diagnostic("export-no-json", ""),)


def export_of(document: object) -> Export | tuple[Diagnostic, ...]:
    """The export in parsed JSON."""
    export = read_export(document)
    if export is None:
        return (Diagnostic("export-of-nothing", ""),)
    if len(export.nodes) > MAX_NODES:
        return (Diagnostic("export-too-large", "nodes", values={"limit": f"{MAX_NODES} nodes"}),)
    return export
