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
from exeoflow.importers.n8n.families.calls import retrying
from exeoflow.importers.n8n.pieces import OWN, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_TEXT: Final = "$item.document.text"
_METADATA: Final = "$item.document.metadata"


@dataclass(frozen=True, slots=True)
class Preparation:
    """A request before documents are stored, which may fail; a `setting` asks for it."""

    setting: str
    operation: Operation
    needs: tuple[str, ...] = ()
    """Of these settings one at least has to be set, if there are any."""

    def is_asked_for(self, place: Place) -> bool:
        """Whether a node sends it."""
        if not place.parameter(self.setting):
            return False
        return not self.needs or any(place.parameter(each) for each in self.needs)


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
    preparations: tuple[Preparation, ...] = ()
    clearing: Operation | None = None
    """What stores a document over the one that was at its place before."""


_FILTER: Final = "{rows:options.metadata.metadataValues}"

_EMPTY_NAMESPACE: Final = post(
    "/vectors/delete", {"namespace": "{options.pineconeNamespace, pineconeNamespace}", "deleteAll": True}
)

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
    preparations=(
        Preparation("options.clearNamespace", _EMPTY_NAMESPACE, ("options.pineconeNamespace",)),
        Preparation("clearNamespace", _EMPTY_NAMESPACE, ("pineconeNamespace",)),
    ),
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
    ("options.contentPayloadKey", "options.metadataPayloadKey"),
    (
        Preparation(
            "options.collectionConfig",
            put(
                "/collections/{qdrantCollection}",
                {"config": "{json:options.collectionConfig}", "$": "$request.config"},
            ),
        ),
    ),
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
    ("options.metadata",),
    (
        Preparation(
            "options.clearCollection",
            post(
                "/entities/delete",
                {"collectionName": "{milvusCollection}", "filter": "langchain_primaryid >= 0"},
            ),
        ),
    ),
)

_IN_BUCKET: Final = {"vectorBucketName": "<vector bucket>", "indexName": "<vector index>"}
_KEY: Final = "{memoryKey|vector_store_key}"


def _put_vector(key: str) -> Operation:
    """Stores a document beside the name by which n8n's memory kept it.

    What n8n knows of a document may be nested, which the metadata of S3 may not be: it is one text of JSON.
    """
    metadata = f'$merge([$request.kept, {{"text": {_TEXT}, "metadata": $string({_METADATA})}}])'
    vector = f'{{"key": {key}, "data": {{"float32": {VECTOR}}}, "metadata": {metadata}}}'
    sent = f'$merge([$sift($request, function($v, $k) {{ $k != "kept" }}), {{"vectors": [{vector}]}}])'
    return post("/PutVectors", {**_IN_BUCKET, "kept": {"memory_key": _KEY}, "$": sent})


_S3_VECTORS: Final = Store(
    Application("S3 Vectors", "https://s3vectors.<region>.api.aws", {}, note="vectors-by-s3"),
    _put_vector("$uuid()"),
    post(
        "/QueryVectors",
        {
            **_IN_BUCKET,
            "topK": "{number:topK|4}",
            "filter": {"memory_key": _KEY},
            "returnMetadata": True,
            "returnDistance": True,
            "$": f'$merge([$request, {{"queryVector": {{"float32": {VECTOR}}}}}])',
        },
    ),
    '$answer.vectors.{"text": metadata.text, "score": 1 - distance, "metadata": $parse(metadata.metadata)}',
    clearing=_put_vector('$request.kept.memory_key & "/" & $string($index)'),
)
"""n8n keeps documents in its memory; here nothing outlasts an execution but what is stored."""

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
        "vectorStoreInMemory": _S3_VECTORS,
        "vectorStoreInMemoryInsert": _S3_VECTORS,
        "vectorStoreInMemoryLoad": _S3_VECTORS,
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


def inserting(place: Place, store: Store) -> Operation:
    """What stores a document, where the store is to be cleared before over what is there."""
    if store.clearing is None or not place.flag("clearStore"):
        return store.insert
    place.note("setting-approximated", setting="clearStore")
    return store.clearing


def prepared(place: Place, store: Store) -> tuple[Step, ...]:
    """Steps between the documents and the requests that store them: what is asked for before, once."""
    asked = [each for each in store.preparations if each.is_asked_for(place)]
    if not asked:
        return ()
    place.note("setting-approximated", setting=asked[0].setting)
    requests = Requests(place, store.application, place.node.credential, "$input")
    request = requests.request(asked[0].operation)
    told = place.whole(f'$in := $nodes.`{OWN}arrived`; $j := $in[0]; $i := 0; {{"prepare": {request}}}')
    # What n8n does where there is nothing to empty, or the collection is there already, is no failure.
    properties = {**retrying(place), "on_error": "continue"}
    return (
        Step("transform", {"expression": told}, "preparing"),
        Step(
            "http_request", requests.config(asked[0].operation, "prepare"), "prepare", properties=properties
        ),
        Step("transform", {"expression": f"$nodes.`{OWN}documents`"}, "kept"),
    )


def storing(place: Place, store: Store, operation: Operation, stage: Stage) -> Stage:
    """The stage that stores or finds documents."""
    requests = Requests(place, store.application, place.node.credential, stage.sent, stage.before)
    return stage.sending(requests, operation)
