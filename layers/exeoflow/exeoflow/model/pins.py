"""Given outputs of nodes as JSON."""

from collections.abc import Mapping
from typing import Any

from exeoflow.model.execution import Pin


def pins_json(pins: Mapping[str, Pin]) -> dict[str, Any]:
    """Write pins as JSON has them."""
    return {
        node_id: {"output": pin.output, "handles": None if pin.handles is None else list(pin.handles)}
        for node_id, pin in pins.items()
    }


def pins_of(content: Mapping[str, Any]) -> dict[str, Pin]:
    """Read what `pins_json` wrote."""
    return {
        node_id: Pin(each["output"], None if each["handles"] is None else tuple(each["handles"]))
        for node_id, each in content.items()
    }
