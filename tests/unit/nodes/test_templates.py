"""Shapes with holes, and how they are filled."""

from collections.abc import Callable

import pytest

from exeoflow.expressions import Names, Reference
from exeoflow.nodes.lowering import (
    Branch,
    Case,
    Each,
    End,
    Pause,
    Retrier,
    Shape,
    Task,
    Value,
    shape_template,
)

INPUT = Reference("input", "", 0, 0)
TRIGGER = Reference("trigger", "", 0, 0)


SHAPES: dict[str, Callable[[str, str], Shape]] = {
    "task": lambda a, b: Task(
        "arn", {"a": [a, 1]}, b, (Retrier(("e",)),), error_outputs={"no": a}, timeout=3
    ),
    "value": lambda a, b: Value({"x": a, "y": {"z": [b, None, True]}}, cannot_fail=True),
    "branch": lambda a, b: Branch((Case("x", a), Case("y", b, cannot_fail=True)), "default", every=True),
    "each": lambda a, b: Each(f"[{a}, {b}]", concurrency=4),
    "seconds": lambda a, b: Pause(seconds=a + b),
    "until": lambda a, b: Pause(until=a + b),
    "end": lambda a, b: End("failed", a, [b]),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_filled_template_is_what_the_lowering_yields_when_it_is_given_the_texts(
    shape: Callable[[str, str], Shape],
) -> None:
    template = shape_template(lambda names: shape(names(INPUT), names(TRIGGER)))

    assert template.references == (INPUT, TRIGGER)
    assert template.shape != shape("$a", "$b")
    assert template.filled(["$a", "$b"]) == shape("$a", "$b")


def test_a_pause_of_a_fixed_time_has_nothing_to_fill() -> None:
    assert shape_template(lambda _: Pause(seconds=5)).filled([]) == Pause(seconds=5)


def test_a_number_stays_one_beside_a_hole() -> None:
    template = shape_template(lambda names: Pause(seconds=5, until=names(INPUT)))

    assert template.filled(["$a"]) == Pause(seconds=5, until="$a")


def test_what_only_passes_its_input_on_stays_nothing() -> None:
    def asks_in_vain(names: Names) -> None:
        names(INPUT)

    assert shape_template(asks_in_vain).filled(["$a"]) is None


def test_a_reference_asked_for_twice_has_two_holes() -> None:
    template = shape_template(lambda names: Value(names(INPUT) + names(INPUT)))

    assert template.references == (INPUT, INPUT)
    assert template.filled(["a", "b"]) == Value("ab")


def test_an_authors_text_is_taken_for_no_hole() -> None:
    text = "0 {0} \\ud800 $0 \x00"

    assert shape_template(lambda names: Value([text, names(INPUT)])).filled(["$a"]) == Value([text, "$a"])
