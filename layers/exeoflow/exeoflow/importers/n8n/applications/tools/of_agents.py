"""An agent as a tool of another: a talk of its own, with its own model, tools and memory."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.asking import asked_of, said_to_agent
from exeoflow.importers.n8n.applications.memory.kept import memory_of
from exeoflow.importers.n8n.applications.tools.asked_for import asked_for
from exeoflow.importers.n8n.applications.tools.loop import inner_talk, row_of
from exeoflow.importers.n8n.applications.tools.tool import HEAD, Tool, description_of, name_of, schema_of
from exeoflow.importers.n8n.left_out import note_left_out
from exeoflow.importers.n8n.pieces import OWN, Branch, Step, with_texts
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode
from exeoflow.importers.n8n.writing.ids import LONGEST_SUFFIX

AGENT_TOOL: Final = "@n8n/n8n-nodes-langchain.agentTool"
_DESCRIBED: Final = "AI Agent that can call other tools"

Choice = Callable[[Place, SourceNode, int], Tool]
"""Makes the tool that a node is, by its number among those of its agent."""


def agent_tool(place: Place, number: int, tool_of: Choice) -> Tool:
    """The whole talk of an agent, whose steps have their own names beside those of the agent that asks it."""
    asked = asked_of(place, said_to_agent(place), "output")
    memory = memory_of(place, "first")
    tools = [tool_of(place, node, each) for each, node in enumerate(asked.tools)]
    question = asked.question(place, tools)
    prefix = f"in{number}"
    talk = _within(prefix, inner_talk(place, question, tools, memory))
    # Each agent within another makes the suffixes of its steps longer.
    if any(len(each.suffix) > LONGEST_SUFFIX for each in talk.steps):
        raise Refused("node-part-unsupported", type=place.node.type)
    # Of these steps this one alone reads what the asking agent gives.
    row = place.whole(f"{HEAD}[{row_of(question, memory)}]")
    note_left_out(place, within=f"{place.node.kind}.")
    return Tool(
        name_of(place),
        description_of(place, _DESCRIBED),
        schema_of(asked_for(place.node.parameters)),
        (Step("transform", {"expression": row}, f"{prefix}requests"), *talk.steps),
        talk.links,
        result="[$input]",
    )


def _within(prefix: str, branch: Branch) -> Branch:
    """The branch with the prefix before the names of its steps, also where they name each other."""

    def renamed(text: str) -> str:
        return text.replace(OWN, OWN + prefix)

    return Branch(
        tuple(
            replace(step, suffix=prefix + step.suffix, config=with_texts(step.config, renamed))
            for step in branch.steps
        ),
        tuple(
            replace(link, source=prefix + link.source, target=prefix + link.target) for link in branch.links
        ),
    )
