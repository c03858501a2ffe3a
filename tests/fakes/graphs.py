"""Small graphs for tests that are not about graphs."""

from exeoflow.model.json import Json, JsonObject
from exeoflow.model.workflows.stored_workflow import Graph

TRIGGER: JsonObject = {"id": "start", "type": "trigger", "config": {}}
EVENT: JsonObject = {
    "id": "listen",
    "type": "trigger",
    "config": {"mode": "event", "pattern": {"source": ["shop"]}},
}
WEBHOOK: JsonObject = {"id": "hook", "type": "trigger", "config": {"mode": "webhook"}}


def greeting(text: str = "Hallo") -> JsonObject:
    """Return a node that yields `text`."""
    return {"id": "greet", "type": "set", "name": "Begrüßen", "config": {"values": {"text": text}}}


def greeting_graph(text: str = "Hallo", *triggers: JsonObject) -> Graph:
    """Return a graph that greets, however it is started."""
    started_by = triggers or (TRIGGER,)
    connections: list[JsonObject] = [{"source": trigger["id"], "target": "greet"} for trigger in started_by]
    return Graph((*started_by, greeting(text)), tuple(connections))


def event_graph() -> Graph:
    """Return a graph that an event of the node `listen` starts."""
    return greeting_graph("Hallo", EVENT)


BROKEN_GRAPH = Graph(nodes=({"id": "lost", "type": "no_such_type", "config": {}},))


def placeholder_graph(**properties: Json) -> Graph:
    """Return a graph with a node that cannot run, unless its `properties` say otherwise."""
    ssh: JsonObject = {
        "id": "ssh",
        "type": "placeholder",
        "name": "Load",
        "config": {"origin": "n8n-nodes-base.ssh"},
        **properties,
    }
    return Graph((TRIGGER, ssh), ({"source": "start", "target": "ssh"},))


def asking_graph() -> Graph:
    """Return a graph that asks somebody."""
    ask: JsonObject = {"id": "ask", "type": "approval", "config": {}}
    return Graph((TRIGGER, ask), ({"source": "start", "target": "ask"},))
