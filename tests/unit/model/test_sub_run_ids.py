"""The ids of executions that nodes start."""

import itertools

from exeoflow.model.identifiers import SUB_RUN_PREFIX, is_identifier, key_of, origin_of, sub_run_id
from local.jsonata.evaluation import evaluate

PARENT = "exec_01hmk3wexvt5j7n1p3s6w8abcd"


def started_by(node_id: str, parent_id: str) -> str:
    return str(evaluate(sub_run_id(node_id, "$parent"), {"parent": parent_id}))


def test_an_id_says_which_node_of_which_execution_it_was() -> None:
    origin = origin_of(started_by("größe", PARENT))

    assert origin is not None
    assert origin.parent_key == PARENT
    assert origin.has_known_parent
    assert origin.node_among(["a", "größe", "b"]) == "größe"
    assert origin.node_among(["a", "b"]) is None


def test_at_any_depth_an_id_has_the_key_of_its_parent() -> None:
    ids = [PARENT]
    for _ in range(5):
        ids.append(started_by("n", ids[-1]))

    for parent, child in itertools.pairwise(ids):
        origin = origin_of(child)
        assert origin is not None
        assert origin.parent_key == key_of(parent)
        assert is_identifier(child)
        assert child.startswith(SUB_RUN_PREFIX)
    assert len(set(map(key_of, ids))) == len(ids)


def test_no_two_are_the_same() -> None:
    assert started_by("n", PARENT) != started_by("n", PARENT)


def test_other_ids_have_no_origin() -> None:
    assert origin_of(PARENT) is None
    assert origin_of("exec_sub") is None
    assert origin_of(f"{started_by('n', PARENT)}-") is None
    assert key_of(PARENT) == PARENT
