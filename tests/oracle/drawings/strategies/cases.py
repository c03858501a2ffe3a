"""A whole case: a workflow, the trigger that starts it, its input, and the world around it."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.oracle.drawings.strategies.configs import filled
from tests.oracle.drawings.strategies.skeletons import skeletons
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json


@dataclass(frozen=True)
class Case:
    """Everything that decides what an execution does."""

    workflow: dict[str, Json]
    trigger: str
    data: Json
    environment: SeededEnvironment


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a valid workflow and one execution of it."""
    draft = draw(skeletons())
    workflow = draw(filled(draft))
    ids = triggers(workflow)
    trigger = ids[draw(st.integers(0, len(ids) - 1))]
    failing = draw(st.sampled_from([0.0, 0.0, 0.3]))
    environment = SeededEnvironment(draw(st.integers(0, 999)), failing)
    return Case(workflow, trigger, draw(_data(workflow)), environment)


@st.composite
def _data(draw: st.DrawFn, workflow: dict[str, Json]) -> Json:
    """Draw a `$trigger` that steers choices and items of this workflow."""
    choosing = [node["id"] for node in workflow["nodes"] if node["type"] in {"condition", "switch"}]
    repeating = [node["id"] for node in workflow["nodes"] if node["type"] in {"for_each", "partition"}]
    items = st.lists(st.integers(0, 2), max_size=3) | st.sampled_from([[None], [[1]], 7])
    return {
        "n": draw(st.integers(0, 2)),
        "choices": {node: draw(st.booleans()) for node in choosing},
        "items": {node: draw(items) for node in repeating},
    }
