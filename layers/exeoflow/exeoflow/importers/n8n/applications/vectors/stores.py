"""Vector stores that are asked over HTTP: how each takes a document with its vector, and finds some."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import post, put
from exeoflow.importers.n8n.applications.model import Application, Operation
from exeoflow.importers.n8n.applications.requests import Requests, note_limits
from exeoflow.importers.n8n.applications.vectors.embeddings import VECTOR
from exeoflow.importers.n8n.applications.vectors.stages import Stage
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_TEXT: Final = "$item.document.text"
_METADATA: Final = "$item.document.metadata"


@dataclass(frozen=True, slots=True)
class Store:
    """A service; `insert` stores the document of `$item`, and `found` is JSONata for what `search` answers.

    `unmeant` are the node's settings that have no counterpart.
    """

    application: Application
    insert: Operation
    search: Operation
    found: str
    unmeant: tuple[str, ...] = ()


_FILTER: Final = "{rows:options.metadata.metadataValues}"

_PINECONE: Final = Store(
    Application("Pinecone", "https://<host of the index>", {}, header="Api-Key", scheme=""),
    post(
        "/vectors/upsert",
        {
            "namespace": "{options.pineconeNamespace, pineconeNamespace}",
            "$": f'$merge([$request, {{"vectors": [{{"id": $uuid(), "values": {VECTOR}, '
            f'"metadata": $merge([{_METADATA}, {{"text": {_TEXT}}}])}}]}}])',
        },
    ),
    post(
        "/query",
        {
            "namespace": "{options.pineconeNamespace, pineconeNamespace}",
            "topK": "{number:topK|4}",
            "includeMetadata": True,
            "filter": _FILTER,
            "$": f'$merge([$request, {{"vector": {VECTOR}}}])',
        },
    ),
    '$answer.matches.{"text": metadata.text, "score": score, '
    '"metadata": $sift(metadata, function($v, $k) { $k != "text" })}',
    ("options.clearNamespace", "clearNamespace"),
)

_QDRANT: Final = Store(
    Application("Qdrant", "https://<host>", {}, header="api-key", scheme=""),
    put(
        "/collections/{qdrantCollection}/points?wait=true",
        {
            "$": f'{{"points": [{{"id": $uuid(), "vector": {VECTOR}, '
            f'"payload": {{"content": {_TEXT}, "metadata": {_METADATA}}}}}]}}'
        },
    ),
    post(
        "/collections/{qdrantCollection}/points/search",
        {
            "limit": "{number:topK|4}",
            "with_payload": True,
            "filter": "{json:options.searchFilterJson}",
            "$": f'$merge([$request, {{"vector": {VECTOR}}}])',
        },
    ),
    '$answer.result.{"text": payload.content, "score": score, "metadata": payload.metadata}',
    ("options.contentPayloadKey", "options.metadataPayloadKey", "options.collectionConfig"),
)

_SUPABASE: Final = Store(
    Application("Supabase", "https://<project>.supabase.co/rest/v1", {}, header="apikey", scheme=""),
    post(
        "/{tableName}",
        {"$": f'[{{"content": {_TEXT}, "metadata": {_METADATA}, "embedding": {VECTOR}}}]'},
    ),
    post(
        "/rpc/{options.queryName, queryName|match_documents}",
        {
            "filter": _FILTER,
            "match_count": "{number:topK|4}",
            "$": f'$merge([{{"filter": {{}}}}, $request, {{"query_embedding": {VECTOR}}}])',
        },
    ),
    '$answer.{"text": content, "score": similarity, "metadata": metadata}',
)

_MILVUS: Final = Store(
    Application("Milvus", "https://<host>/v2/vectordb", {}),
    post(
        "/entities/insert",
        {
            "collectionName": "{milvusCollection}",
            "$": f'$merge([$request, {{"data": [$merge([{_METADATA}, {{"langchain_text": {_TEXT}, '
            f'"langchain_vector": {VECTOR}}}])]}}])',
        },
    ),
    post(
        "/entities/search",
        {
            "collectionName": "{milvusCollection}",
            "annsField": "langchain_vector",
            "limit": "{number:topK|4}",
            "outputFields": ["*"],
            "$": f'$merge([$request, {{"data": [[{VECTOR}]]}}])',
        },
    ),
    '$answer.data.{"text": langchain_text, "score": distance, "metadata": $sift($, function($v, $k) '
    '{ $not($k in ["langchain_text", "langchain_vector", "langchain_primaryid", "distance"]) })}',
    ("options.clearCollection", "options.metadata"),
)

STORES: Final[Mapping[str, Store]] = MappingProxyType(
    {
        "vectorStorePinecone": _PINECONE,
        "vectorStorePineconeInsert": _PINECONE,
        "vectorStorePineconeLoad": _PINECONE,
        "vectorStoreQdrant": _QDRANT,
        "vectorStoreSupabase": _SUPABASE,
        "vectorStoreSupabaseInsert": _SUPABASE,
        "vectorStoreSupabaseLoad": _SUPABASE,
        "vectorStoreMilvus": _MILVUS,
    }
)

STORE_TYPES: Final = tuple(f"@n8n/n8n-nodes-langchain.{kind}" for kind in STORES if not kind.endswith("Load"))
"""The nodes that stand in a workflow's way, and not only on another one."""


def store_of(place: Place) -> Store:
    """The store that a node is; raises `Refused` where its documents cannot be asked for over HTTP."""
    store = STORES.get(place.node.kind)
    if store is None:
        raise Refused("node-part-unsupported", type=place.node.type)
    for setting in store.unmeant:
        if place.parameter(setting):
            raise Refused("setting-unsupported", setting=setting)
    if place.flag("useReranker"):
        raise Refused("setting-unsupported", setting="useReranker")
    note_limits(place, store.application)
    return store


def storing(place: Place, store: Store, operation: Operation, stage: Stage) -> Stage:
    """The stage that stores or finds documents."""
    requests = Requests(place, store.application, place.node.credential, stage.sent, stage.before)
    return stage.sending(requests, operation)
