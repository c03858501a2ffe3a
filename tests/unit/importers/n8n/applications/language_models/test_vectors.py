"""Documents go into vector stores and are found again."""

import base64
import json
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.oracle.interpreter.environment import Failure
from tests.unit.content.test_documents import pdf
from tests.unit.importers.n8n.applications.language_models.test_chat import MODEL, part
from tests.unit.importers.n8n.families.files.test_files import ran
from tests.unit.importers.n8n.machines import import_of

EMBEDDINGS = part("embeddings", "embeddingsOpenAi", options={"dimensions": 2})
VECTOR = {"data": [{"embedding": [0.5, -1]}]}
LOADER = part(
    "loader",
    "documentDefaultDataLoader",
    options={"metadata": {"metadataValues": [{"name": "id", "value": "={{ $json.id }}"}]}},
)
COLLECTION = {"qdrantCollection": {"__rl": True, "mode": "id", "value": "=c{{ $json.id }}"}}


def imported(*nodes: dict[str, Any], on: dict[str, str], trigger: str = "executeWorkflowTrigger") -> Import:
    """A trigger and a node, the first, with parts; `on` says which node each part hangs on."""
    start = {"name": "start", "type": f"n8n-nodes-base.{trigger}", "parameters": {}}
    connections: dict[str, Any] = {
        "start": {"main": [[{"node": nodes[0]["name"], "type": "main", "index": 0}]]},
        **{name: {"ai_x": [[{"node": target, "type": "ai_x", "index": 0}]]} for name, target in on.items()},
    }
    return import_of({"name": "x", "nodes": [start, *nodes], "connections": connections})


def store(kind: str, mode: str, **parameters: Any) -> dict[str, Any]:
    return part("store", kind, mode=mode, **parameters)


def inserted(loader: dict[str, Any], items: list[Any], *splitters: dict[str, Any], answers: int) -> Any:
    """The documents that are stored, and the items that go on."""
    done = imported(
        store("vectorStoreQdrant", "insert", **COLLECTION),
        EMBEDDINGS,
        loader,
        *splitters,
        on={"embeddings": "store", "loader": "store", **{each["name"]: "loader" for each in splitters}},
    )
    outcome, requests = ran(done, items, [VECTOR, {"result": {}}] * answers)
    return outcome.output, requests


def test_documents_are_embedded_and_stored_one_after_another() -> None:
    output, requests = inserted(LOADER, [{"id": 1, "t": ["a", ""], "n": 2}, {"id": 7, "t": "b"}], answers=2)

    metadata = {"source": "blob", "blobType": "application/json"}
    assert output == [
        {"pageContent": "a", "metadata": {**metadata, "id": 1}},
        {"pageContent": "b", "metadata": {**metadata, "id": 7}},
    ]
    assert requests[0]["url"] == "https://api.openai.com/v1/embeddings"
    assert requests[0]["body"] == {"model": "text-embedding-ada-002", "input": "a", "dimensions": 2}
    assert requests[3]["url"] == "https://<host>/collections/c7/points?wait=true"
    [point] = requests[3]["body"]["points"]
    assert point["vector"] == [0.5, -1]
    assert point["payload"] == {"content": "b", "metadata": {**metadata, "id": 7}}


def test_long_texts_are_split_as_their_splitter_says() -> None:
    loader = part("loader", "documentDefaultDataLoader", jsonMode="expressionData", jsonData="={{ $json.t }}")
    splitter = part("splitter", "textSplitterRecursiveCharacterTextSplitter", chunkSize=12, chunkOverlap=5)

    output, _ = inserted(loader, [{"t": "one two three\n\nfour five six seven"}], splitter, answers=5)

    texts = [each["pageContent"] for each in output]
    assert texts == ["one two", "two three", "four five", "five six", "six seven"]
    lines = [each["metadata"]["loc"]["lines"] for each in output]
    assert lines == [{"from": line, "to": line} for line in (1, 1, 3, 3, 3)]


def test_several_texts_of_an_item_are_told_by_their_number() -> None:
    output, _ = inserted(LOADER, [{"t": ["a", {"u": "b"}]}], answers=2)

    assert [each["metadata"]["line"] for each in output] == [1, 2]


def test_a_separator_alone_splits_too() -> None:
    loader = part("loader", "documentDefaultDataLoader", jsonMode="expressionData", jsonData="={{ $json.t }}")
    splitter = part("splitter", "textSplitterCharacterTextSplitter", chunkSize=5, separator="|")

    output, _ = inserted(loader, [{"t": "ab|cd|efghij|"}], splitter, answers=2)

    assert [each["pageContent"] for each in output] == ["ab|cd", "efghij"]


def stored_files(trigger: str) -> Import:
    """Files that a trigger may bring are stored."""
    return imported(
        store("vectorStoreSupabase", "insert", tableName={"__rl": True, "value": "documents"}),
        EMBEDDINGS,
        part("loader", "documentDefaultDataLoader", dataType="binary"),
        on={"embeddings": "store", "loader": "store"},
        trigger=trigger,
    )


def test_files_that_nothing_makes_are_told() -> None:
    done = stored_files("executeWorkflowTrigger")

    assert "file-unknown" in {reason.code for each in done.nodes for reason in each.reasons}


def test_files_are_documents_by_their_type() -> None:
    files = {
        name: {"content_type": kind, "data": base64.b64encode(content).decode(), "encoding": "base64"}
        for name, kind, content in (
            ("a", "application/pdf", pdf("one", "two")),
            ("my file", "text/plain", b"three"),
            ("c", "text/csv", b"x,y\n1,2\n"),
            ("d", "application/json", b'{"x": ["four"]}'),
        )
    }

    outcome, requests = ran(stored_files("formTrigger"), {"body": files}, [VECTOR, None] * 5)

    assert outcome.output is not None, outcome
    texts = [each["pageContent"] for each in outcome.output]
    assert texts == ["one", "two", "three", "x: 1\ny: 2", "four"]
    [row] = requests[1]["body"]
    assert (row["content"], row["embedding"]) == ("one", [0.5, -1])
    assert row["metadata"]["blobType"] == "application/pdf"


@pytest.mark.parametrize(
    ("kind", "answer", "sent"),
    [
        (
            "vectorStorePinecone",
            {"matches": [{"score": 0.9, "metadata": {"text": "a", "id": 1}}]},
            {"namespace": "n", "topK": 2, "includeMetadata": True, "vector": [0.5, -1]},
        ),
        (
            "vectorStoreQdrant",
            {"result": [{"score": 0.9, "payload": {"content": "a", "metadata": {"id": 1}}}]},
            {"limit": 2, "with_payload": True, "vector": [0.5, -1]},
        ),
        (
            "vectorStoreSupabase",
            [{"similarity": 0.9, "content": "a", "metadata": {"id": 1}}],
            {"filter": {}, "match_count": 2, "query_embedding": [0.5, -1]},
        ),
        (
            "vectorStoreMilvus",
            {"data": [{"distance": 0.9, "langchain_text": "a", "id": 1}]},
            {
                "collectionName": "m",
                "annsField": "langchain_vector",
                "limit": 2,
                "outputFields": ["*"],
                "data": [[0.5, -1]],
            },
        ),
        (
            "vectorStoreInMemory",
            {"vectors": [{"distance": 0.5, "metadata": {"text": "a", "metadata": '{"id": 1}'}}]},
            {
                "vectorBucketName": "<vector bucket>",
                "indexName": "<vector index>",
                "topK": 2,
                "filter": {"memory_key": "k"},
                "returnMetadata": True,
                "returnDistance": True,
                "queryVector": {"float32": [0.5, -1]},
            },
        ),
    ],
)
def test_what_fits_a_question_is_found(kind: str, answer: Any, sent: dict[str, Any]) -> None:
    parameters = {
        "prompt": "={{ $json.q }}",
        "topK": 2,
        "qdrantCollection": "c",
        "milvusCollection": "m",
        "memoryKey": {"__rl": True, "mode": "list", "value": "k"},
        "options": {"pineconeNamespace": "n"},
    }
    done = imported(store(kind, "load", **parameters), EMBEDDINGS, on={"embeddings": "store"})

    outcome, requests = ran(done, [{"q": "why"}, {"q": "how"}], [VECTOR, answer, VECTOR, []])

    document = {"pageContent": "a", "metadata": {"id": 1}}
    assert outcome.output == [{"document": document, "score": 0.5 if kind == "vectorStoreInMemory" else 0.9}]
    assert requests[1]["body"] == sent
    assert requests[2]["body"]["input"] == "how"


def test_a_question_is_answered_by_what_is_found() -> None:
    retriever = part("retriever", "retrieverVectorStore", topK=3)
    known = store("vectorStoreQdrant", "retrieve", qdrantCollection="c")
    chain = part("chain", "chainRetrievalQa", promptType="define", text="={{ $json.q }}") | {
        "typeVersion": 1.5
    }
    on = {"retriever": "chain", "model": "chain", "store": "retriever", "embeddings": "store"}
    done = imported(chain, MODEL, retriever, known, EMBEDDINGS, on=on)

    found = {"result": [{"payload": {"content": "a"}}, {"payload": {"content": "b"}}]}
    said = {"choices": [{"message": {"content": "Because."}}]}
    outcome, requests = ran(done, [{"q": "why"}], [VECTOR, found, said])

    assert outcome.output == [{"response": "Because."}]
    assert requests[1]["body"]["limit"] == 3
    system, user = requests[2]["body"]["messages"]
    assert system["content"].endswith("Context: a\n\nb")
    assert user["content"] == "why"
    assert requests[2]["body"]["model"] == "gpt-4o"


@pytest.mark.parametrize("is_store", [True, False])
def test_an_agent_looks_documents_up(is_store: bool) -> None:  # noqa: FBT001 - which tool it is
    known = store("vectorStorePinecone", "retrieve-as-tool", toolName="look", toolDescription="d")
    tools: list[dict[str, Any]] = [known]
    on = {"model": "agent", "embeddings": "store", "store": "agent"}
    if not is_store:
        tool = {**part("tool", "toolVectorStore"), "parameters": {"name": "look", "description": "d"}}
        tools = [tool, {**known, "parameters": {}}]
        on |= {"tool": "agent", "store": "tool"}
    agent = part("agent", "agent", promptType="define", text="Hi")
    done = imported(agent, MODEL, EMBEDDINGS, *tools, on=on)

    call = {"id": "1", "type": "function", "function": {"name": "look", "arguments": '{"input": "why"}'}}
    asks = {"choices": [{"message": {"role": "assistant", "content": None, "tool_calls": [call]}}]}
    found = {"matches": [{"score": 1, "metadata": {"text": "a", "id": 1}}]}
    says = {"choices": [{"message": {"role": "assistant", "content": "Done"}}]}
    outcome, requests = ran(done, [{}], [asks, VECTOR, found, says])

    assert outcome.output == [{"output": "Done"}]
    assert requests[1]["body"]["input"] == "why"
    told = json.loads(requests[3]["body"]["messages"][-1]["content"])
    assert told == [{"pageContent": "a", "metadata": {"id": 1}}]


@pytest.mark.parametrize(
    ("nodes", "on"),
    [
        ([store("vectorStoreInMemory", "insert")], {}),
        ([store("vectorStoreQdrant", "update", qdrantCollection="c"), EMBEDDINGS], {"embeddings": "store"}),
        (
            [store("vectorStoreQdrant", "load", qdrantCollection="c", useReranker=True), EMBEDDINGS],
            {"embeddings": "store"},
        ),
        ([store("vectorStoreQdrant", "load", qdrantCollection="c")], {}),
        ([store("vectorStoreQdrant", "insert", qdrantCollection="c"), EMBEDDINGS], {"embeddings": "store"}),
        ([part("store", "chainRetrievalQa"), MODEL], {"model": "store"}),
    ],
)
def test_what_has_no_counterpart_is_told(nodes: list[dict[str, Any]], on: dict[str, str]) -> None:
    done = imported(*nodes, on=on)

    assert "unsupported" in {str(each.status) for each in done.nodes if each.node.name == "store"}


@pytest.mark.parametrize("clears", [True, False])
def test_documents_in_memory_are_stored_in_a_bucket(clears: bool) -> None:  # noqa: FBT001
    known = store("vectorStoreInMemory", "insert", clearStore=clears)
    done = imported(known, EMBEDDINGS, LOADER, on={"embeddings": "store", "loader": "store"})

    outcome, requests = ran(done, [{"id": 1, "t": ["a"]}, {"id": 7, "t": "b"}], [VECTOR, {}] * 4)

    sent = [each["body"] for each in requests[1::2]]
    [vector] = sent[0]["vectors"]
    assert len(outcome.output) == len(sent)
    assert (sent[0]["vectorBucketName"], "kept" in sent[0]) == ("<vector bucket>", False)
    assert vector["data"] == {"float32": [0.5, -1]}
    assert (vector["metadata"]["text"], vector["metadata"]["memory_key"]) == ("a", "vector_store_key")
    assert json.loads(vector["metadata"]["metadata"])["id"] == 1
    keys = [each["vectors"][0]["key"] for each in sent[:2]]
    assert (keys == ["vector_store_key/0", "vector_store_key/1"]) is clears


def test_an_overlap_that_is_no_number_is_as_large_as_it_may_be() -> None:
    splitter = part(
        "splitter", "textSplitterCharacterTextSplitter", chunkSize=3, chunkOverlap={}, separator=" "
    )

    output, _ = inserted(LOADER, [{"t": "a b c d"}], splitter, answers=9)

    assert [each["pageContent"] for each in output] == ["a b", "b c", "c d"]


EMPTY = {"namespace": "n1", "deleteAll": True}


@pytest.mark.parametrize(
    ("kind", "parameters", "address", "sent"),
    [
        (
            "vectorStoreMilvus",
            {"milvusCollection": "c", "options": {"clearCollection": True}},
            "/v2/vectordb/entities/delete",
            {"collectionName": "c", "filter": "langchain_primaryid >= 0"},
        ),
        (
            "vectorStorePinecone",
            {"options": {"clearNamespace": True, "pineconeNamespace": "=n{{ $json.id }}"}},
            "/vectors/delete",
            EMPTY,
        ),
        (
            "vectorStorePineconeInsert",
            {"clearNamespace": True, "pineconeNamespace": "n1"},
            "/vectors/delete",
            EMPTY,
        ),
        (
            "vectorStoreQdrant",
            COLLECTION | {"options": {"collectionConfig": '{"vectors": {"size": 2}}'}},
            "/collections/c1",
            {"vectors": {"size": 2}},
        ),
    ],
)
def test_a_store_is_prepared_once_before_documents_go_into_it(
    kind: str, parameters: dict[str, Any], address: str, sent: dict[str, Any]
) -> None:
    node = store(kind, "insert", **parameters)
    done = imported(node, EMBEDDINGS, LOADER, on={"embeddings": "store", "loader": "store"})

    answers = [Failure(0.0, "Http.Status404", "gone"), *[VECTOR, {}] * 2]
    outcome, requests = ran(done, [{"id": 1, "t": "a"}, {"id": 2, "t": "b"}], answers)

    assert outcome.status == "success", outcome
    assert len(outcome.output) == 2
    assert requests[0]["url"].endswith(address)
    assert requests[0]["body"] == sent
    assert [each["url"].endswith(address) for each in requests[1:]] == [False] * 4
    codes = {each.code for imported in done.nodes for each in imported.reasons}
    assert "setting-approximated" in codes


def test_no_namespace_is_emptied_where_none_is_named() -> None:
    node = store("vectorStorePinecone", "insert", options={"clearNamespace": True})
    done = imported(node, EMBEDDINGS, LOADER, on={"embeddings": "store", "loader": "store"})

    _, requests = ran(done, [{"id": 1, "t": "a"}], [VECTOR, {}])

    assert requests[1]["url"].endswith("/vectors/upsert")


def test_a_store_that_only_gives_documents_to_others_fails_as_a_step_as_in_n8n() -> None:
    done = imported(store("vectorStoreQdrant", "retrieve"), EMBEDDINGS, on={"embeddings": "store"})

    assert ran(done, [{}], [])[0].status == "failed"
    assert "part-as-step" in {reason.code for each in done.nodes for reason in each.reasons}
