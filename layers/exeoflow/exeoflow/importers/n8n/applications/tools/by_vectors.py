"""Tools that look documents up in a vector store."""

from exeoflow.importers.n8n.applications.tools.tool import (
    GOES_ON,
    HEAD,
    Tool,
    description_of,
    name_of,
    schema_of,
)
from exeoflow.importers.n8n.applications.vectors.embeddings import embedding
from exeoflow.importers.n8n.applications.vectors.stages import Stage, texts_of
from exeoflow.importers.n8n.applications.vectors.stores import store_of, storing
from exeoflow.importers.n8n.applications.vectors.translation import stored_behind
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import OWN, Link, Step
from exeoflow.importers.n8n.place import Place


def vector_tool(place: Place, number: int) -> Tool:
    """A vector store that is a tool itself, for that is all it can be where it hangs on an agent."""
    written = place.parameter("toolName")
    name = written if isinstance(written, str) and written else name_of(place)
    return _looking_up(place, name, description_of(place, "Looks documents up."), place, number)


def vector_store_tool(place: Place, number: int) -> Tool:
    """The tool with a store on it; its documents are given as they are, no second model answers by them."""
    place.note("setting-approximated", setting=place.node.kind)
    name = name_of(place)
    useful = (
        f"Useful for when you need to answer questions about {name}. Whenever you need information about "
        f"{description_of(place, name)}, you should ALWAYS use this. Input should be a fully formed question."
    )
    return _looking_up(place, name, useful, stored_behind(place), number)


def _looking_up(place: Place, name: str, description: str, at: Place, number: int) -> Tool:
    """The tool; `at` is the store's place."""
    store = store_of(at)
    ask, embed, call = f"ask{number}", f"embed{number}", f"call{number}"
    sent = f"$nodes.`{OWN}{ask}`"
    stages = (
        embedding(at, "$n8_field_text($use.input)", Stage("embed", sent)),
        storing(at, store, store.search, Stage("search", sent, embed)),
    )
    steps = (
        Step("transform", {"expression": place.whole(HEAD + object_of(texts_of(stages)))}, ask),
        stages[0].step(GOES_ON, embed),
        stages[1].step(GOES_ON, call),
    )
    asked = {"input": {"type": "string", "description": "Query to search for."}}
    found = f'[({store.found}).{{"pageContent": text, "metadata": metadata}}]'
    return Tool(
        name,
        description,
        schema_of(asked),
        steps,
        (Link(ask, embed), Link(embed, call)),
        f"($answer := $input.body; {found})",
    )
