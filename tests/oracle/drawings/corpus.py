"""The visible graphs, 1,047 automations that people published, and inputs that steer them."""

import gzip
import json
import random
from functools import lru_cache
from pathlib import Path
from typing import Final

from tests.oracle.interpreter.graph import triggers
from tests.oracle.json_value import Json

VISIBLE: Final = Path(__file__).parents[2] / "data" / "graphs" / "visible.jsonl.gz"
MOST_ITEMS: Final = 3


@lru_cache(maxsize=1)
def visible_graphs() -> tuple[Json, ...]:
    """Return all visible graphs; nobody may change them."""
    with gzip.open(VISIBLE, "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines)


def with_iterations(workflow: Json, most: int) -> Json:
    """Return the workflow with another `max_iterations`, so that endless loops end soon."""
    return {**workflow, "settings": {"max_iterations": most}}


def steering(workflow: Json, seed: int) -> Json:
    """Return a `$trigger` with a random choice for each condition and switch, and items for each for_each."""
    chance = random.Random(f"{workflow['id']} {seed}")  # noqa: S311 - no secret
    choices: dict[str, Json] = {}
    items: dict[str, Json] = {}
    for node in workflow["nodes"]:
        match node["type"]:
            case "condition":
                choices[node["id"]] = chance.random() < 0.5
            case "switch":
                choices[node["id"]] = chance.choice(
                    [case["handle"] for case in node["config"]["cases"]] + [""]
                )
            case "for_each":
                items[node["id"]] = list(range(chance.randint(0, MOST_ITEMS)))
    return {"choices": choices, "items": items}


def some_trigger(workflow: Json, seed: int) -> str:
    """Return one of the workflow's triggers, the default one first."""
    usable = triggers(workflow)
    return usable[seed % len(usable)]
