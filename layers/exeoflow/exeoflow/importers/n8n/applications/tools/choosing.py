"""Which tool a part of an agent is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.parts import part_of
from exeoflow.importers.n8n.applications.tools.by_mcp import mcp_tools
from exeoflow.importers.n8n.applications.tools.by_request import application_tool, http_tool, old_http_tool
from exeoflow.importers.n8n.applications.tools.by_vectors import vector_store_tool, vector_tool
from exeoflow.importers.n8n.applications.tools.of_agents import AGENT_TOOL, agent_tool
from exeoflow.importers.n8n.applications.tools.of_dates import date_tool
from exeoflow.importers.n8n.applications.tools.of_n8n import (
    calculator,
    code_tool,
    searxng,
    serp_api,
    think,
    wikipedia,
    wolfram_alpha,
    workflow_tool,
)
from exeoflow.importers.n8n.applications.tools.tool import HEAD, NO_NAME, Tool, schema_of
from exeoflow.importers.n8n.applications.vectors.stores import STORES
from exeoflow.importers.n8n.families.code import values_step
from exeoflow.importers.n8n.kinds import CORE
from exeoflow.importers.n8n.pieces import OWN, Link, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode


def tool_of(place: Place, node: SourceNode, number: int) -> Tool:
    """The tool that a part of an agent is; one without a counterpart is a placeholder."""
    try:
        return _found(place, node, number)
    except Refused as refused:
        place.lacking[node.name] = refused.reason
        config = {"origin": node.type[:500], "config": dict(node.parameters)}
        step = Step("placeholder", config, f"call{number}")
        return Tool(NO_NAME.sub("_", node.written)[:64] or "tool", node.kind, schema_of({}), (step,))


def _found(place: Place, node: SourceNode, number: int) -> Tool:
    values = f"values{number}"
    inner = replace(part_of(place, node), arguments="$use", head=HEAD, values=values, codes=[], given={})
    tool = _of_kind(inner, number)
    if not inner.codes:
        return tool
    if tool.listing is not None:
        raise Refused("expression-unsupported", expression=inner.codes[0], what="code")
    before = values_step(inner, f"[$nodes.`{OWN}begin`.item]")
    links = (Link(values, tool.steps[0].suffix), *tool.links)
    return replace(tool, steps=(before, *tool.steps), links=links)


def _of_kind(inner: Place, number: int) -> Tool:
    node, kind = inner.node, inner.node.kind
    if kind in _OWN_TOOLS and node.type.rpartition(".")[0] in CORE:
        return _OWN_TOOLS[kind](inner, number)
    if node.type == AGENT_TOOL:
        return agent_tool(inner, number, tool_of)
    application = APPLICATIONS.get(node.type.removesuffix("Tool")) if kind.endswith("Tool") else None
    if application is None:
        raise Refused("node-part-unsupported", type=node.type)
    return application_tool(inner, application, number)


_OWN_TOOLS: Final[Mapping[str, Callable[[Place, int], Tool]]] = MappingProxyType(
    {
        "httpRequestTool": http_tool,
        "toolHttpRequest": old_http_tool,
        "toolWikipedia": wikipedia,
        "toolSerpApi": serp_api,
        "toolSearXng": searxng,
        "toolWolframAlpha": wolfram_alpha,
        "toolThink": think,
        "toolCalculator": calculator,
        "toolCode": code_tool,
        "dateTimeTool": date_tool,
        "toolWorkflow": workflow_tool,
        "toolVectorStore": vector_store_tool,
        "mcpClientTool": mcp_tools,
        **dict.fromkeys(STORES, vector_tool),
    }
)
