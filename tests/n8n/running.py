"""Runs an imported export in virtual time, and tells what each of n8n's nodes gave, run by run."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.diagnostics import render
from exeoflow.importers.n8n.importing import Import, import_export
from exeoflow.importers.n8n.instances.shape import ADDED_TRIGGER
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from exeoflow.importers.n8n.writing.workflow import Trail
from tests.n8n.worlds import World, stand_in
from tests.oracle.json_value import Json
from tests.oracle.judges.compiling import machine_of
from tests.oracle.judges.failing import failed_node
from tests.oracle.judges.scopes import all_states
from tests.oracle.simulator.machine import Machine, MachineTrace, StateRun
from tests.oracle.simulator.simulate import simulate

Items = list[Any]
Run = list[Items]


@dataclass(frozen=True, slots=True)
class Ran:
    """What each node gave, by n8n's name; a failed run has no outputs."""

    nodes: Mapping[str, list[Run]]
    done: Import


@dataclass(frozen=True, slots=True)
class NotRun:
    """Why there was nothing to run."""

    diagnostics: list[Any] = field(default_factory=list)
    done: Import | None = None


def run_case(workflow: Json, start: str, pinned: Mapping[str, Items]) -> Ran | NotRun:
    """Import an export, let the pinned nodes give their items, and run it from `start`."""
    export = export_of(workflow)
    if not isinstance(export, Export):
        return NotRun([render(each, "en") for each in export])
    pinned = _given(export, pinned)
    done = import_export(export, {name: len(items) for name, items in pinned.items()}, start)
    ids = {each.node.name: each.ids[0] for each in done.nodes if each.ids}
    runnable = _observed(_without_placeholders(done.workflow), done.trails)
    compiled = compile_workflow(runnable)
    if not isinstance(compiled, CompiledWorkflow):
        return NotRun([render(each, "en") for each in compiled.diagnostics], done)
    data = _data(done, start, pinned, ids, compiled)
    world = World()
    machine = machine_of(compiled)
    trace = simulate(machine, data, world)
    if world.unanswered:
        return NotRun([{"rule": "placeholder", "node_id": each} for each in world.unanswered], done)
    stopped_at = _placeholder_at(done.workflow, trace, machine.node_of_state)
    if stopped_at is not None:
        return NotRun([{"rule": "placeholder", "node_id": stopped_at}], done)
    return Ran(_outputs(done, trace, machine), done)


def _given(export: Export, pinned: Mapping[str, Items]) -> Mapping[str, Items]:
    """What pinned nodes give: one that always has output gives an empty item for none."""
    always = {node.name for node in export.nodes.values() if node.always_outputs}
    return {name: items if items or name not in always else [{}] for name, items in pinned.items()}


def _data(
    done: Import,
    start: str,
    pinned: Mapping[str, Items],
    ids: Mapping[str, str],
    compiled: CompiledWorkflow,
) -> Json:
    values = {trail.own: pinned[trail.name] for trail in done.trails if trail.name in pinned}
    data: Json = {"pinned": values}
    added = next((trail.own for trail in done.trails if trail.name == ADDED_TRIGGER), "")
    for own in (ids.get(start, ""), added):
        trigger = f"{own}_trigger"
        if trigger in compiled.wrapped_triggers:
            return {"exeoflow:trigger": trigger, "data": data}
    return data


def _without_placeholders(workflow: Mapping[str, Any]) -> dict[str, Any]:
    """The workflow with nodes that fail where placeholders stand: they must not be reached."""
    nodes = [stand_in(node) if node["type"] == "placeholder" else node for node in workflow["nodes"]]
    return {**workflow, "nodes": nodes}


def _observed(workflow: dict[str, Any], trails: Sequence[Trail]) -> dict[str, Any]:
    """The workflow with a node behind each last one: an end's output is the execution's, put together."""
    sources = {each["source"] for each in workflow["connections"]}
    last = {step for trail in trails for step in trail.outputs.values()} - sources
    seen = [
        {"id": f"{step}__seen", "type": "transform", "config": {"expression": "$input"}}
        for step in sorted(last)
    ]
    leads = [{"source": step, "target": f"{step}__seen"} for step in sorted(last)]
    kinds = {node["id"]: node for node in workflow["nodes"]}
    leads = [
        each
        for each in leads
        if each["source"] in kinds and kinds[each["source"]]["type"] not in {"stop", "respond"}
    ]
    targets = {each["target"] for each in leads}
    seen = [each for each in seen if each["id"] in targets]
    return {
        **workflow,
        "nodes": [*workflow["nodes"], *seen],
        "connections": [*workflow["connections"], *leads],
    }


def _placeholder_at(
    workflow: Mapping[str, Any], trace: MachineTrace, node_of_state: Mapping[str, str]
) -> str | None:
    entered = {node_of_state.get(run.state, run.state) for run in trace.runs}
    for node in workflow["nodes"]:
        if node["type"] == "placeholder" and node["id"] in entered:
            return str(node["id"])
    return None


def _outputs(done: Import, trace: MachineTrace, machine: Machine) -> dict[str, list[Run]]:
    by_node: dict[str, list[tuple[int, StateRun]]] = defaultdict(list)
    for position, run in enumerate(trace.runs):
        by_node[machine.node_of_state.get(run.state, run.state)].append((position, run))
    ways = _ways(machine.definition, set(machine.node_of_state.values()))
    failed = failed_node(machine, trace.outcome.node_id or "") if trace.outcome.status == "failed" else None
    found: dict[str, list[Run]] = {}
    for trail in done.trails:
        runs = list(_runs(trail, by_node, failed, ways))
        if runs and trail.name != ADDED_TRIGGER:
            found.setdefault(trail.name, []).extend(runs)
    return found


def _runs(
    trail: Trail,
    by_node: Mapping[str, Sequence[tuple[int, StateRun]]],
    failed: str | None,
    ways: frozenset[str],
) -> Iterator[Run]:
    """The runs of an instance: each begins at its entry and has what its steps gave before the next one."""
    begins = [position for step in trail.begins for position, _ in by_node.get(step, ())]
    begins.sort()
    ends = [*begins[1:], None] if begins else []
    for begin, end in zip(begins, ends, strict=True):
        if end is None and failed is not None and failed in trail.steps:
            yield []
            continue
        outputs = [
            _items(step, by_node.get(step, ()), begin, end, ways) if step else []
            for step in (trail.outputs.get(output) for output in range(trail.width))
        ]
        if any(outputs) or not trail.hides_empty_runs:
            yield outputs


def _items(
    step: str,
    runs: Sequence[tuple[int, StateRun]],
    begin: int,
    end: int | None,
    ways: frozenset[str],
) -> Items:
    for position, run in runs:
        if position >= begin and (end is None or position < end) and run.end is not None:
            return _plain(step, run.output, is_way=run.state in ways)
    return []


def _ways(definition: Mapping[str, Any], steps: set[str]) -> frozenset[str]:
    """The states that say for each step behind a fork what enters it."""
    outputs = {name: state.get("Output") for name, state in all_states(definition)}
    return frozenset(
        name
        for name, output in outputs.items()
        if isinstance(output, Mapping) and len(output) > 1 and output.keys() <= steps
    )


def _plain(step: str, output: Json, *, is_way: bool) -> Items:
    """What a step gave; before branches meet or begin, its state also says whether, or by which way."""
    if isinstance(output, dict) and f"{step}:fired" in output:
        output = output.get(step) or []
    elif isinstance(output, dict) and is_way:
        output = next((each for each in output.values() if each is not None), [])
    return output if isinstance(output, list) else [output]
