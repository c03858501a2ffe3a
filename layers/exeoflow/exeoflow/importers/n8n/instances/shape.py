"""What the shape of an export says of an instance: what leads to it, how often it ran, what is not kept."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.instances.instance import Arrival, Instance, Unfolded, drawn_at
from exeoflow.importers.n8n.instances.lineage import Lineage
from exeoflow.importers.n8n.kinds import (
    is_loop,
    is_merge,
    is_trigger,
    loop_output,
    may_leave_fields_without_value,
    needs_both,
    sees_fields_without_value,
)
from exeoflow.importers.n8n.pieces import INPUTS, OWN, RUNS, Piece, step_id
from exeoflow.importers.n8n.reasons import Reason
from exeoflow.importers.n8n.source import Arrow, Export, SourceNode

ADDED_TRIGGER: Final = "start (added)"


def with_start(export: Export, start: str | None) -> Export:
    """The export with a trigger: where none is, one by hand is put before the first node."""
    if start is None and any(is_trigger(each) and not each.is_disabled for each in export.nodes.values()):
        return export
    if start is not None and (start not in export.nodes or is_trigger(export.nodes[start])):
        return export
    targets = {each.target for each in export.arrows}
    firsts = [name for name in export.nodes if name not in targets] or list(export.nodes)
    hung_on = {each.source for each in export.attachments}
    firsts = [name for name in firsts if name not in hung_on] or firsts
    first = start or (firsts[0] if firsts else None)
    trigger = SourceNode(ADDED_TRIGGER, "n8n-nodes-base.manualTrigger", 1.0, {}, ADDED_TRIGGER)
    arrows = (Arrow(ADDED_TRIGGER, 0, first, 0),) if first else ()
    return replace(export, nodes={ADDED_TRIGGER: trigger, **export.nodes}, arrows=(*arrows, *export.arrows))


def previous(unfolded: Unfolded, instance: Instance) -> tuple[str, int] | None:
    """The node and its output that the items come from, None where it may be several."""
    arrivals = instance.at(0)
    if len(arrivals) != 1 or instance.returns:
        return None
    name = unfolded.instances[arrivals[0].source].node.name
    return None if name == ADDED_TRIGGER else (name, arrivals[0].output)


def run_index(unfolded: Unfolded, instance: Instance) -> str | None:
    """JSONata for how often an instance ran before: what counts its passes, or its number, if known."""
    runs_again = unfolded.is_in_loop(instance)
    copies = unfolded.copies(instance.node.name)
    if runs_again and len(copies) == 1 and not (instance.returns and is_loop(instance.node)):
        # Not the passes of the loop: a node that hangs on a branch does not run in each.
        return f"$nodes.`{OWN}{RUNS}`"
    if runs_again or not _all_run(unfolded, copies):
        return None
    ranks = unfolded.run_order
    return str(sorted(copies, key=lambda copy: ranks[copy.id]).index(instance))


def _all_run(unfolded: Unfolded, copies: tuple[Instance, ...]) -> bool:
    """Whether no copy is left out in a run: none hangs on a branch or on what may be empty."""
    if len(copies) == 1:
        return True
    kinds = {"manualTrigger", "webhook", "set", "noOp"}
    before = {each for copy in copies for each in unfolded.before[copy.id]}
    return all(unfolded.instances[each].node.kind in kinds for each in before)


def held_up(lineage: Lineage, instance: Instance) -> str | None:
    """JSONata for whether a node before one of several inputs waits in vain for one of its own.

    n8n does not run the later one with less than all its inputs as long as one before it waits.
    """
    inputs = {each.input for each in instance.arrivals if not each.is_back}
    if not is_merge(instance.node) or len(inputs) == 1:
        return None
    ids = sorted(
        lineage.ids[each.id] for each in _before(lineage, instance) if _may_wait_in_vain(lineage, each)
    )
    return " or ".join(map(_waits_in_vain, ids)) or None


def _before(lineage: Lineage, instance: Instance) -> Iterator[Instance]:
    """Those from which a path leads to an instance, but for paths by outputs that nothing leaves here."""
    pending, seen = [instance.id], {instance.id}
    while pending:
        for each in lineage.unfolded.instances[pending.pop()].arrivals:
            if (
                not each.is_back
                and each.source not in seen
                and each.output in lineage.pieces[each.source].exits
            ):
                seen.add(each.source)
                pending.append(each.source)
                yield lineage.unfolded.instances[each.source]


def _may_wait_in_vain(lineage: Lineage, instance: Instance) -> bool:
    return (
        waits(lineage.pieces[instance.id])
        and needs_both(instance.node)
        and any(each.input for each in instance.arrivals)
    )


def waits(piece: Piece) -> bool:
    """Whether a node's translation has the step that waits for its inputs; a test's pinned one has none."""
    return any(step.suffix == INPUTS for step in piece.steps)


def _waits_in_vain(id_: str) -> str:
    """JSONata for whether one of the first two inputs of a Merge has something, and the other nothing."""
    both = " and ".join(f"$exists($w.`{step_id(id_, each)}`)" for each in ("input0", "input1"))
    return f'($w := $nodes.`{step_id(id_, INPUTS)}`; $type($w) = "object" ? $not({both}) : false)'


def reasons_of(unfolded: Unfolded, instance: Instance, spoiled: AbstractSet[str]) -> list[Reason]:
    """What the shape of the graph does to an instance."""
    found: list[Reason] = []
    if any(_is_added(unfolded, each.source) for each in instance.arrivals):
        found.append(Reason("trigger-added"))
    found.extend(_reasons_of_file(instance.node))
    if instance.appends:
        found.append(Reason("runs-appended"))
    if instance.returns:
        found.extend(_loop_reasons(unfolded, instance))
    elif is_loop(instance.node) and unfolded.is_in_cycle(instance):
        found.append(Reason("loop-in-cycle"))
    if is_loop(instance.node) and _begins_again(unfolded, instance):
        found.append(Reason("loop-in-loop"))
    if not unfolded.before[instance.id].isdisjoint(spoiled):
        found.append(Reason("after-approximated"))
    found.extend(_reasons_of_inputs(unfolded, instance))
    if any(is_put_off(unfolded, instance, each) for each in unfolded.headers):
        found.append(Reason("loop-branch-late"))
    if any(unfolded.enters(instance, each) for each in unfolded.headers):
        found.append(Reason("loop-entered-within"))
    if instance.node.on_error == "error" and _gets_errors(unfolded, instance):
        found.append(Reason("setting-approximated", (("setting", "onError"),)))
    return found


def _reasons_of_file(node: SourceNode) -> Iterator[Reason]:
    """What the file says of a node otherwise than n8n writes it."""
    if node.written != node.name:
        yield Reason("name-twice")
    if not node.has_version and not is_trigger(node):
        yield Reason("version-missing")


def _gets_errors(unfolded: Unfolded, instance: Instance) -> bool:
    """Whether an item may be the error of a node before: n8n lets it leave by the output for errors again."""
    before = (unfolded.instances[each].node for each in unfolded.before[instance.id])
    return any(each.on_error == "regular" for each in before)


def _loop_reasons(unfolded: Unfolded, instance: Instance) -> list[Reason]:
    found = []
    if not is_loop(instance.node):
        if instance.node.name in unfolded.many_loops or not instance.takes_one:
            found.append(Reason("loop-of-many"))
        return found
    if instance.id in unfolded.crowded:
        found.append(Reason("loop-comes-back-twice"))
    return found


def _reasons_of_inputs(unfolded: Unfolded, instance: Instance) -> Iterator[Reason]:
    if not is_merge(instance.node) and any(each.input for each in instance.arrivals):
        yield Reason("input-unused")
    if is_merge(instance.node) and _may_be_left_waiting(unfolded, instance):
        yield Reason("setting-approximated", (("setting", "numberInputs"),))
    if sees_fields_without_value(instance.node):
        before = (unfolded.instances[each].node for each in unfolded.before[instance.id])
        if any(map(may_leave_fields_without_value, before)):
            yield Reason("fields-without-value")


def _may_be_left_waiting(unfolded: Unfolded, merge: Instance) -> bool:
    """Whether a run may end before a node is run with less than all its inputs.

    n8n does not look for what waits behind the last pass of the first Loop Over Items, which has no end.
    """
    if len({each.input for each in merge.arrivals}) < 2:
        return False
    return any(
        is_loop(each.node)
        and each.node.version < 2
        and merge.id not in unfolded.before[each.id]
        and not unfolded.leads_back(merge, each)
        for each in unfolded.instances.values()
    )


def is_put_off(unfolded: Unfolded, instance: Instance, header: Instance) -> bool:
    """Whether it begins a branch lower than the way back into a loop, which n8n runs behind all passes."""
    if header.id not in unfolded.before[instance.id] or unfolded.leads_back(instance, header):
        return False
    return any(
        drawn_at(way.node) < drawn_at(instance.node)
        for each in instance.arrivals
        for way in _ways_back(unfolded, header, each)
    )


def _ways_back(unfolded: Unfolded, header: Instance, beside: Arrival) -> Iterator[Instance]:
    """What of a loop an arrow's source leads to as well, with the same items or others of a run."""
    source = unfolded.instances[beside.source]
    may_both_run = not source.takes_one and not is_loop(source.node)
    for each in unfolded.instances.values():
        if unfolded.leads_back(each, header) and any(
            arrival.source == source.id and (arrival.output == beside.output or may_both_run)
            for arrival in each.arrivals
        ):
            yield each


def _begins_again(unfolded: Unfolded, loop: Instance) -> bool:
    """Whether a loop may begin several times: it has several arrows, or is in the passes of another one."""
    others = (each for each in unfolded.headers if each.id in unfolded.before[loop.id])
    in_passes = any(unfolded.leads_back(loop, each) or _hangs_on(unfolded, loop, each) for each in others)
    return in_passes or len(unfolded.copies(loop.node.name)) > 1


def _hangs_on(unfolded: Unfolded, instance: Instance, loop: Instance) -> bool:
    """Whether an instance hangs on what a loop runs for each batch, whether it comes back or not."""
    if not is_loop(loop.node):
        return False
    pending, seen = [instance.id], {instance.id, loop.id}
    while pending:
        for each in unfolded.instances[pending.pop()].arrivals:
            if each.source == loop.id and each.output == loop_output(loop.node) and not each.is_back:
                return True
            if each.source not in seen:
                seen.add(each.source)
                pending.append(each.source)
    return False


def _is_added(unfolded: Unfolded, id_: str) -> bool:
    return unfolded.instances[id_].node.name == ADDED_TRIGGER
