"""Exports as tests write them, and the machines that their imports become."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import, import_export
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from tests.oracle.judges.compiling import machine_of
from tests.oracle.simulator.machine import Machine


def connections_of(leads: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, Any]:
    """n8n's connections: of each node by its outputs those to whose first input an arrow leads."""
    return {
        name: {"main": [[{"node": each, "type": "main", "index": 0} for each in out] for out in outs]}
        for name, outs in leads.items()
    }


def import_of(written: Mapping[str, Any]) -> Import:
    """What comes of an export."""
    export = export_of(written)
    assert isinstance(export, Export), export
    return import_export(export)


def imported_machine(done: Import, **more: Any) -> Machine:
    """The machine of an import, whose workflow goes over the wire as JSON; `more` are fields of it."""
    compiled = compile_workflow({**more, **json.loads(json.dumps(done.workflow))})
    assert isinstance(compiled, CompiledWorkflow), compiled
    return machine_of(compiled)
