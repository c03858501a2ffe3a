"""n8n's own names: which have a meaning here, and the reasons why the others have none."""

from collections.abc import Mapping

FROM_AI = frozenset({"$fromAI", "$fromAi", "$fromai"})
"""The names of the function for what a model gives its tool."""

WITHOUT_MEANING: Mapping[str, str] = {
    "$env": "expression-environment",
    "$vars": "expression-variables",
    "$secrets": "expression-secrets",
    "$credentials": "expression-credentials",
    "$binary": "expression-binary",
    "$getWorkflowStaticData": "expression-static-data",
    "$response": "expression-pagination",
    "$request": "expression-pagination",
    "$pageCount": "expression-pagination",
    "$parameter": "expression-parameters",
    "$rawParameter": "expression-parameters",
    "$self": "expression-parameters",
    "$prevNode": "expression-previous-node",
    "$runIndex": "expression-run-index",
    "$evaluateExpression": "expression-evaluation",
    "$mode": "expression-execution",
    "$resumeWebhookUrl": "expression-execution",
    "$executionId": "expression-execution",
    "$nodeVersion": "expression-parameters",
    "$nodeId": "expression-parameters",
    "$webhookId": "expression-parameters",
    "$data": "expression-parameters",
    "$position": "expression-position",
    "$getPairedItem": "expression-item-matching",
    "$agentInfo": "expression-agent",
    "$tool": "expression-agent",
    **dict.fromkeys(FROM_AI, "expression-from-ai"),
}

OF_EARLIER_NODE: Mapping[str, str] = {
    "params": "expression-node-parameters",
    "parameter": "expression-node-parameters",
    "context": "expression-node-context",
    "binary": "expression-binary",
    "runIndex": "expression-run-index",
    "itemMatching": "expression-item-matching",
    "pairedItem": "expression-item-matching",
}
"""What n8n gives of another node and has no meaning here."""

OF_ITEM: Mapping[str, str] = {
    "pairedItem": "expression-item-matching",
    "index": "expression-item-matching",
}
