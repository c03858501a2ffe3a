"""Operations in short, by the method of their request."""

from collections.abc import Iterable, Mapping
from typing import Any

from exeoflow.importers.n8n.applications.model import DONE, Method, Operation


def get(path: str, query: Mapping[str, str] | None = None, items: str = "$answer", **more: Any) -> Operation:  # noqa: ANN401
    """Reads."""
    return Operation("GET", path, query or {}, items=items, **more)


def file_in_answer(path: str, query: Mapping[str, str]) -> Operation:
    """Reads a file, whose content is in the answer; where no file is asked for, the answer itself."""
    name = '$split($exists($answer.file_path) ? $answer.file_path : $answer.path, "/")[-1]'
    content = r'$replace($answer.content, /\s/, "")'
    return get(
        path,
        query,
        "$given",
        is_one=True,
        files=f'{{$file: {{"data": {content}, "mimeType": "application/octet-stream", "fileName": {name}}}}}',
        file_name="binaryPropertyName",
        where={("asBinaryProperty", False): get(path, query, is_one=True)},
    )


def post(path: str, body: Any, items: str = "$answer", **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    """Sends; what is answered is one item unless `items` says where there are more."""
    more = {"is_one": items == "$answer", **more}
    return Operation("POST", path, body=body, items=items, **more)


def put(path: str, body: Any, **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    """Replaces one."""
    return Operation("PUT", path, body=body, is_one=True, **more)


def patch(path: str, body: Any, **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    """Changes one."""
    return Operation("PATCH", path, body=body, is_one=True, **more)


def delete(path: str, items: str = DONE, **more: Any) -> Operation:  # noqa: ANN401 - any JSON
    """Deletes one."""
    return Operation("DELETE", path, items=items, is_one=True, **more)


def settings(group: str, *names: str) -> dict[str, str]:
    """Settings of a group that are sent, as words: `"phone first_name=firstName"`.

    What stands before `=` is the name under which one is sent, where it is another than the setting's.
    """
    return _sent(f"{group}.", names)


def parameters(*names: str) -> dict[str, str]:
    """Parameters that are sent, in the words of `settings`."""
    return _sent("", names)


def _sent(prefix: str, names: Iterable[str]) -> dict[str, str]:
    words = (word.partition("=") for each in names for word in each.split())
    return {sent: f"{{{prefix}{given or sent}}}" for sent, _, given in words}


def usual(operation: str, *resources: str) -> dict[str, str]:
    """The one operation that an export leaves out for each of several resources, which are words."""
    return {word: operation for each in resources for word in each.split()}


def graphql(query: str, variables: Mapping[str, Any], items: str, *, is_one: bool = True) -> Operation:
    """One question in GraphQL, to the address of the application."""
    return Operation("POST", "", body={"query": query, "variables": variables}, items=items, is_one=is_one)


def records(  # noqa: PLR0913  what differs from service to service
    resource: str,
    path: str,
    one: str,
    new: Any,  # noqa: ANN401 - any JSON
    changes: Any = "{updateFields}",  # noqa: ANN401 - any JSON
    *,
    items: str = "$answer",
    answer: str = "$answer",
    change: Method = "PATCH",
    query: Mapping[str, str] | None = None,
) -> dict[tuple[str, str], Operation]:
    """The operations on one kind of record, as n8n's nodes name them: create, get, getAll, update, delete.

    `one` is the part of the path after `path` for one of them; `items` are in the answer of all of them,
    `answer` is in that of one.
    """
    single = f"{path}/{one}"
    return {
        (resource, "create"): Operation("POST", path, body=new, items=answer, is_one=True),
        (resource, "get"): get(single, items=answer, is_one=True),
        (resource, "getAll"): get(path, {"limit": "{limit|50}"} if query is None else query, items),
        (resource, "update"): Operation(change, single, body=changes, items=answer, is_one=True),
        (resource, "delete"): delete(single),
    }
