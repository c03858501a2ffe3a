"""Nodes about vector stores: documents are inserted, found for a question, or found to answer one."""

from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.language_models.chat_models import (
    asked_model,
    message,
    only_model,
)
from exeoflow.importers.n8n.applications.parts import needed_part, part_of
from exeoflow.importers.n8n.applications.vectors.documents import behind_documents, loaded
from exeoflow.importers.n8n.applications.vectors.embeddings import embedding
from exeoflow.importers.n8n.applications.vectors.stages import Stage, each_item, in_turn, texts_of
from exeoflow.importers.n8n.applications.vectors.stores import inserting, prepared, store_of, storing
from exeoflow.importers.n8n.families.passing import translate_part
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import OWN, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_FOUND: Final = '{"pageContent": $d.text, "metadata": $d.metadata}'
_ANSWER: Final = (
    "You are an assistant for question-answering tasks. Use the following pieces of retrieved context to "
    "answer the question.\nIf you don't know the answer, just say that you don't know, don't try to make up "
    "an answer.\n----------------\nContext: {context}"
)

_TEXT_SINCE: Final = 1.3
_PLAIN_SINCE: Final = 1.5
"""The version since which the answer is a text, not an object with one."""


def translate_vector_store(place: Place) -> Piece:
    """Documents of the items are inserted, or such as fit each item's question are found."""
    is_old = place.node.kind.endswith("Insert")
    match "insert" if is_old else place.chosen("mode", "retrieve"):
        case "insert":
            return _inserted(place)
        case "load":
            return _found(place)
        case "retrieve":
            return translate_part(place)
        case other:
            raise Refused("setting-unsupported", setting=f"mode: {other}")


def _inserted(place: Place) -> Piece:
    """Each chunk is embedded and stored by itself; an item for each goes on."""
    place.takes_parts = True
    store = store_of(place)
    steps, links = loaded(place)
    embed = embedding(place, "$document.text", Stage("embed"))
    keep = storing(place, store, inserting(place, store), Stage("store", before="embed"))
    request = object_of({"document": "$document", **texts_of((embed, keep))})
    each = f"function($document) {{ ($i := $document.k; $j := $in[$i]; {request}) }}"
    rows = place.whole(f"$in := $nodes.`{OWN}arrived`; [$map($input, {each})]")
    item = '{"pageContent": $row.document.text, "metadata": $row.document.metadata}'
    piece = in_turn(place, (embed, keep), rows, f'[{{"j": {item}, "k": $row.document.k}}]')
    return behind_documents(piece, (*steps, *prepared(place, store)), links)


def _found(place: Place) -> Piece:
    """The documents that fit the question of each item, each as an item with its score."""
    place.takes_parts = True
    store = store_of(place)
    question = f"$n8_field_text({place.value(place.parameter('prompt', ''))})"
    embed = embedding(place, question, Stage("embed"))
    search = storing(place, store, store.search, Stage("search", before="embed"))
    document = _FOUND if place.flag("includeDocumentMetadata", default=True) else '{"pageContent": $d.text}'
    item = f'{{"document": {document}, "score": $d.score}}'
    listed = f'[$map([{store.found}], function($d) {{ {{"j": {item}, "k": $n}} }})]'
    stages = (embed, search)
    return in_turn(place, stages, each_item(place, stages), listed)


def translate_question_chain(place: Place) -> Piece:
    """A model answers the question of each item by documents that fit it."""
    store_place = _retriever(place)
    store = store_of(store_place)
    question = f"$n8_field_text({place.value(_question(place))})"
    embed = embedding(store_place, question, Stage("embed"))
    search = storing(store_place, store, store.search, Stage("search", before="embed"))
    asked = asked_model(place, only_model(place), "search")
    template = place.value(place.parameter("options.systemPromptTemplate", _ANSWER))
    context = f'$join([({store.found}).text], "\\n\\n")'.replace("$answer", "$before")
    told = f'$replace($request.template, "{{context}}", {context})'
    messages = f"[{message('system', told)}, {message('user', '$request.question')}]"
    body = f'$merge([$request.fields, {{"messages": {messages}}}])'
    fields = object_of(asked.fields)
    given = {"fields": fields, "template": f"$n8_field_text({template})", "question": question}
    ask = Stage("ask").sending(asked.requests, asked.form.asking(body=body), given)
    text = asked.form.text
    said = text if place.node.version >= _PLAIN_SINCE else f'{{"text": {text}}}'
    listed = f'[{{"j": {{"response": {said}}}, "k": $n}}]'
    stages = (embed, search, ask)
    return in_turn(place, stages, each_item(place, stages), listed)


def _question(place: Place) -> object:
    if place.node.version < _TEXT_SINCE:
        return place.parameter("query", "={{ $json.input }}")
    if place.chosen("promptType", "auto") == "define":
        return place.parameter("text", "")
    return "={{ $json.chatInput }}"


def _retriever(place: Place) -> Place:
    """The store behind the retriever on a node, as it sees the items."""
    place.takes_parts = True
    return stored_behind(part_of(place, needed_part(place, {"retrieverVectorStore"}, "retriever")))


def stored_behind(place: Place) -> Place:
    """The store on a node that says how many documents are asked for."""
    store = next((each for each in place.attached if each.kind.startswith("vectorStore")), None)
    if store is None:
        raise Refused("node-part-unsupported", type=place.node.type)
    return part_of(place, replace(store, parameters={**store.parameters, "topK": place.parameter("topK", 4)}))
