"""What is told of the steps of an execution whose data are only partly held is true as far as it goes."""

from collections.abc import Mapping, Sequence

import pytest

from exeoflow.model import history
from exeoflow.model.history import HistoryEvent, size_of, within_room
from exeoflow.service.executions.explain.memory import RecalledStep
from exeoflow.service.executions.explain.recalled_steps import recalled_steps, recorded_items
from tests.integration.embedded.test_recalled_items import WORKFLOW
from tests.integration.embedded.test_recalled_steps import Run, ran
from tests.oracle.drawings.corpus import some_trigger, steering, visible_graphs, with_iterations
from tests.oracle.drawings.parted_lists import PARTED
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json


def cut(events: Sequence[HistoryEvent], kept: int, monkeypatch: pytest.MonkeyPatch) -> list[HistoryEvent]:
    """Leave room for the data of so many events."""
    sizes = [size_of(event) for event in events if event.data is not None]
    monkeypatch.setattr(history, "MOST_DATA_BYTES", sum(sizes[:kept]))
    return [*within_room(events)]


def untrue(told: Sequence[RecalledStep], whole: Sequence[RecalledStep]) -> list[str]:
    """Name the steps of which something else is told than where all is held."""
    assert [each.step for each in told] == [each.step for each in whole]
    return [
        f"{some.step.node_id}: {some.input} > {some.output}, not {all_.input} > {all_.output}"
        for some, all_ in zip(told, whole, strict=True)
        if some.input not in ((), all_.input) or some.output not in ((), all_.output)
    ]


def untrue_at_any_cut(run: Run, monkeypatch: pytest.MonkeyPatch, every: int = 1) -> list[str]:
    events, record, workflow = run
    whole = recalled_steps(events, record, workflow)
    places = sum(event.data is not None for event in events)
    return [
        f"{kept} kept: {each}"
        for kept in range(0, places, every)
        for each in untrue(recalled_steps(cut(events, kept, monkeypatch), record, workflow), whole)
    ]


@pytest.mark.parametrize("name", sorted(PARTED))
def test_lists_that_part(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ran(PARTED[name], "t", {"items": [1, 2, 1]}, 1)

    assert run is not None
    assert untrue_at_any_cut(run, monkeypatch) == []


def graphs(every: int) -> list[tuple[int, Mapping[str, Json]]]:
    return [
        (number, with_iterations(graph, 3))
        for number, graph in enumerate(visible_graphs())
        if number % every == 0 and triggers(graph)
    ]


@pytest.mark.slow
def test_visible_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, graph in graphs(21):
        run = ran(graph, some_trigger(graph, number), steering(graph, number), number)
        if run is not None:
            assert untrue_at_any_cut(run, monkeypatch, every=3) == [], number


def test_what_still_runs_is_told_truly(monkeypatch: pytest.MonkeyPatch) -> None:
    run = ran(WORKFLOW, "t", {"items": [1, 2]}, 0)

    assert run is not None
    events, record, workflow = run
    for happened in range(2, len(events)):
        so_far = events[:happened]
        whole = recalled_steps(so_far, record, workflow)
        told = recalled_steps(cut(so_far, 1, monkeypatch), record, workflow)
        assert untrue(told, whole) == [], happened


def test_items_without_their_data_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    run = ran(WORKFLOW, "t", {"items": [1, 2, 3, 4]}, 0)

    assert run is not None
    events, record, workflow = run
    found = [recorded_items(cut(events, kept, monkeypatch), record, workflow, "f") for kept in (1, 1000)]
    assert found == [None, {0: 10, 1: 20}]
