"""The request for the vector of a text."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.language_models.providers import (
    AZURE_OPENAI,
    COHERE,
    GEMINI,
    MISTRAL,
    OLLAMA,
    OPENAI,
    model_name,
)
from exeoflow.importers.n8n.applications.model import Application
from exeoflow.importers.n8n.applications.parts import needed_part
from exeoflow.importers.n8n.applications.requests import Requests, note_limits
from exeoflow.importers.n8n.applications.vectors.stages import Stage
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.place import Place

_SMALL_SINCE: Final = 1.1
"""The version of the node of OpenAI since which it leaves the model out for the small one."""
VECTOR: Final = "$before.data[0].embedding"
"""JSONata for the vector, where the answer of the embeddings is the one before."""

_EMBEDDINGS: Final[Mapping[str, tuple[Application, str]]] = MappingProxyType(
    {
        "embeddingsOpenAi": (OPENAI, "text-embedding-3-small"),
        "embeddingsMistralCloud": (MISTRAL, "mistral-embed"),
        "embeddingsGoogleGemini": (GEMINI, "gemini-embedding-001"),
        "embeddingsCohere": (COHERE, "embed-english-v2.0"),
        "embeddingsOllama": (OLLAMA, "llama3.2"),
        "embeddingsAzureOpenAi": (AZURE_OPENAI, "text-embedding-3-small"),
    }
)
"""By the node of n8n: the service, and the model where an export leaves it out."""


def embedding(place: Place, text: str, stage: Stage) -> Stage:
    """The request for the vector of a text, JSONata, by what hangs on the node, at a stage."""
    node = needed_part(place, _EMBEDDINGS, "embeddings")
    service, default = _EMBEDDINGS[node.kind]
    if node.kind == "embeddingsOpenAi" and node.version < _SMALL_SINCE:
        default = "text-embedding-ada-002"
    note_limits(place, service)
    body = {"model": model_name(place, node, default), "input": text}
    options = node.parameters.get("options")
    size = options.get("dimensions") if isinstance(options, Mapping) else None
    if isinstance(size, int):
        body["dimensions"] = literal(size)
    requests = Requests(place, service, node.credential, stage.sent, stage.before)
    return stage.sending(requests, post("/embeddings", {}), body)
