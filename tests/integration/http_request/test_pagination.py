"""Pages of every kind, to their end, to a limit, and in circles."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from exeoflow.http_request.errors import (
    AddressNotAllowed,
    HttpRequestFailed,
    PaginationFailed,
    RequestInvalid,
    ResponseTooLarge,
)
from exeoflow.model.credential import CredentialKind
from tests.integration.http_request.credentialed import World
from tests.integration.http_request.loopback import Call, LoopbackServer

ITEMS = [{"id": number} for number in range(1, 6)]


@pytest.fixture
def world(server: LoopbackServer) -> World:
    return World(server.port)


def asked(call: Call) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(call.received.path.partition("?")[2]).items()}


def answered(call: Call, body: object, **headers: str) -> None:
    call.answer(200, json.dumps(body).encode(), content_type="application/json", **headers)


def two_by_two(answer: Callable[[Call, list[dict[str, int]], int], None]) -> Callable[[Call], None]:
    """Serve the items by the parameter `page`."""

    def serve(call: Call) -> None:
        page = int(asked(call).get("page", "1"))
        answer(call, ITEMS[2 * page - 2 : 2 * page], page)

    return serve


def test_a_page_waits_as_its_server_asks(server: LoopbackServer, world: World) -> None:
    refused: list[int] = []

    def answer(call: Call, items: list[dict[str, int]], page: int) -> None:
        if page == 2 and len(refused) < 2:
            refused.append(page)
            call.answer(429, retry_after="0" if len(refused) == 1 else "4.5")
        else:
            answered(call, items)

    server.routes["/items"] = two_by_two(answer)

    output = world.run("/items", pagination={"mode": "page"})

    assert output["body"] == ITEMS
    assert world.pauses == [1, 4.5]


@pytest.mark.parametrize(
    ("page", "headers"), [(1, {"Retry-After": "1"}), (2, {"Retry-After": "90"}), (2, {})]
)
def test_a_page_that_may_not_be_waited_for_fails(
    server: LoopbackServer, world: World, page: int, headers: dict[str, str]
) -> None:
    def answer(call: Call, items: list[dict[str, int]], asked: int) -> None:
        if asked == page:
            call.answer(429, b"", **headers)
        else:
            answered(call, items)

    server.routes["/items"] = two_by_two(answer)

    with pytest.raises(HttpRequestFailed, match="answered 429"):
        world.run("/items", pagination={"mode": "page"})
    assert world.pauses == []


def test_links_in_the_header_lead_from_page_to_page(server: LoopbackServer, world: World) -> None:
    def answer(call: Call, items: list[dict[str, int]], page: int) -> None:
        more = {"link": f'</items?page=1>; rel=first, <?page={page + 1}>; title="a, b"; rel="next last"'}
        answered(call, items, **(more if page < 3 else {}))

    server.routes["/items"] = two_by_two(answer)

    output = world.run("/items?page=1", pagination={"mode": "link_header"})

    assert output["body"] == ITEMS
    assert (output["pages"], output["complete"], output["status"]) == (3, True, 200)


@pytest.mark.parametrize("end", [{}, {"@odata.nextLink": None}, {"@odata.nextLink": ""}])
def test_an_address_in_the_body_leads_on(server: LoopbackServer, world: World, end: dict[str, Any]) -> None:
    def answer(call: Call, items: list[dict[str, int]], page: int) -> None:
        more = {"@odata.nextLink": world.url(f"/?page={page + 1}")} if page < 3 else end
        answered(call, {"value": items, **more})

    server.routes["/"] = two_by_two(answer)

    said = {"mode": "next_url", "next": "@odata.nextLink", "items": "value"}
    assert world.run(pagination=said)["body"] == ITEMS


def test_pages_are_counted_until_one_is_empty(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = two_by_two(lambda call, items, _: answered(call, {"data": {"rows": items}}))

    output = world.run("/?page=9&q=1", pagination={"mode": "page", "items": "data.rows"})

    assert output["body"] == ITEMS
    assert [each.path for each in server.received] == [f"/?q=1&page={page}" for page in (1, 2, 3, 4)]


def test_offsets_go_on_until_a_page_is_short(server: LoopbackServer, world: World) -> None:
    def serve(call: Call) -> None:
        offset, size = int(asked(call)["skip"]), int(asked(call)["top"])
        answered(call, ITEMS[offset : offset + size])

    server.routes["/"] = serve
    said = {"mode": "offset", "parameter": "skip", "size": 2, "size_parameter": "top"}

    output = world.run(pagination=said)

    assert (output["body"], output["pages"]) == (ITEMS, 3)


def test_a_cursor_in_the_query_leads_on(server: LoopbackServer, world: World) -> None:
    def serve(call: Call) -> None:
        start = int(asked(call).get("starting_after", "0"))
        answered(call, {"data": ITEMS[start : start + 2], "has_more": start + 2 < 5})

    server.routes["/"] = serve
    said = {
        "mode": "cursor",
        "next": "data.-1.id",
        "items": "data",
        "more": "has_more",
        "parameter": "starting_after",
    }

    assert world.run(pagination=said)["body"] == ITEMS


def test_a_cursor_in_the_body_leads_on(server: LoopbackServer, world: World) -> None:
    def serve(call: Call) -> None:
        body = json.loads(call.received.body)
        start = int(body.get("cursor", 0))
        more = {"next": str(start + 2)} if start < 4 else {}
        answered(call, {"items": ITEMS[start : start + 2], **more} if body["q"] == "x" else {})

    server.routes["/"] = serve
    said = {"mode": "cursor", "next": "next", "items": "items", "in": "body"}

    output = world.run(method="POST", body={"q": "x"}, pagination=said)

    assert output["body"] == ITEMS


@pytest.mark.parametrize(
    ("limit", "items", "pages"),
    [({"max_pages": 2}, 4, 2), ({"max_items": 3}, 3, 2), ({"max_items": 4}, 4, 2)],
)
def test_a_limit_ends_it_and_says_so(
    server: LoopbackServer, world: World, limit: dict[str, int], items: int, pages: int
) -> None:
    server.routes["/"] = two_by_two(lambda call, found, _: answered(call, found))

    output = world.run(pagination={"mode": "page", **limit})

    assert (len(output["body"]), output["pages"], output["complete"]) == (items, pages, False)


def test_a_cursor_may_lie_deeper_in_the_body_as_graphql_has_it(server: LoopbackServer, world: World) -> None:
    def page(call: Call) -> None:
        variables = json.loads(call.received.body)["variables"]
        start = int(variables["after"]) if "after" in variables else 0
        info = {"endCursor": str(start + 2), "hasNextPage": start + 2 < len(ITEMS)}
        answered(call, {"data": {"nodes": ITEMS[start : start + 2], "pageInfo": info}})

    server.routes["/"] = page
    said = {"mode": "cursor", "next": "data.pageInfo.endCursor", "more": "data.pageInfo.hasNextPage"}
    said |= {"items": "data.nodes", "in": "body", "parameter": "variables.after"}

    output = world.run(method="POST", body={"query": "q", "variables": {"first": 2}}, pagination=said)

    assert output["body"] == ITEMS
    with pytest.raises(RequestInvalid, match="needs an object at variables"):
        world.run(method="POST", body={"variables": "text"}, pagination=said)


def test_pages_are_kept_whole_and_counted_in_steps(server: LoopbackServer, world: World) -> None:
    def serve(call: Call) -> None:
        start = int(asked(call)["skip"])
        answered(call, {"skip": start, "rows": ITEMS[start : start + 2]})

    server.routes["/"] = serve
    said = {"mode": "page", "parameter": "skip", "start": 0, "step": 2, "keep": "pages", "items": "rows"}

    output = world.run(pagination=said)

    assert [(page["skip"], len(page["rows"])) for page in output["body"]] == [(0, 2), (2, 2), (4, 1), (6, 0)]


def test_a_page_that_is_kept_whole_is_empty_where_it_is_nothing(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: answered(call, {"page": 1} if asked(call)["page"] == "1" else None)

    output = world.run(pagination={"mode": "page", "keep": "pages"})

    assert output["body"] == [{"page": 1}, None]


def test_pages_without_a_list_are_items(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: answered(call, {"only": 1})

    assert world.run(pagination={"mode": "link_header"})["body"] == [{"only": 1}]


def test_a_page_without_items_has_none(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: answered(call, {"count": 0})

    assert world.run(pagination={"mode": "page", "items": "rows"})["body"] == []


@pytest.mark.parametrize(
    ("body", "said", "reason"),
    [
        ({"next": "/"}, {"mode": "next_url", "next": "next"}, "was read before"),
        ({"next": "a", "rows": [1]}, {"mode": "cursor", "next": "next", "items": "rows"}, "was read before"),
        ({"next": {"a": 1}}, {"mode": "next_url", "next": "next"}, "is none"),
        ({"next": "ftp://x"}, {"mode": "next_url", "next": "next"}, "is none"),
        ({"rows": {"a": 1}}, {"mode": "page", "items": "rows"}, "no list at rows"),
        ({"rows": []}, {"mode": "page"}, "no list at the body"),
        ("text", {"mode": "offset"}, "no list at the body"),
    ],
)
def test_pages_that_lead_nowhere_are_an_error(
    server: LoopbackServer, world: World, body: object, said: dict[str, Any], reason: str
) -> None:
    server.routes["/"] = lambda call: answered(call, body)

    with pytest.raises(PaginationFailed, match=reason):
        world.run(pagination=said)
    assert len(server.received) <= 2


@pytest.mark.parametrize(
    ("address", "error"),
    [("http://169.254.169.254/", AddressNotAllowed), ("http://10.0.0.1/", AddressNotAllowed)],
)
def test_a_next_page_in_a_private_network_is_not_read(
    server: LoopbackServer, world: World, address: str, error: type[HttpRequestFailed]
) -> None:
    server.routes["/"] = lambda call: answered(call, [], link=f'<{address}>; rel="next"')

    with pytest.raises((error, HttpRequestFailed)):
        world.run(pagination={"mode": "link_header"})
    assert len(server.received) == 1


def test_a_next_page_elsewhere_gets_neither_credential_nor_headers(
    server: LoopbackServer, world: World
) -> None:
    server.routes["/"] = lambda call: answered(
        call, [1], link=f'<{world.url("/2", "other.example")}>; rel="next"'
    )
    server.routes["/2"] = lambda call: answered(call, [2])
    credential = world.keep(CredentialKind.BEARER, {"token": "t0ken-t0ken"})

    output = world.run(pagination={"mode": "link_header"}, credential=credential, headers={"X-Key": "k"})

    assert output["body"] == [1, 2]
    assert [("authorization" in each.headers, "x-key" in each.headers) for each in server.received] == [
        (True, True),
        (False, False),
    ]


def test_all_pages_together_must_fit_into_a_state(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: answered(call, ["x" * 100_000])

    with pytest.raises(ResponseTooLarge, match="3 pages"):
        world.run(pagination={"mode": "page"})


def counted(
    place: Callable[[Call], str | None], answer: Callable[[Call, int, str], None]
) -> Callable[[Call], None]:
    """Serve three items, one a page; `place` says where the number of the page stands in a call."""

    def serve(call: Call) -> None:
        page = int(place(call) or "0")
        answer(call, page, str(page + 1) if page < 2 else "")

    return serve


@pytest.mark.parametrize("place", ["query", "header"])
def test_what_comes_next_may_stand_in_a_header(server: LoopbackServer, world: World, place: str) -> None:
    def asked_for(call: Call) -> str | None:
        return asked(call).get("X-Token") if place == "query" else call.received.headers.get("x-token")

    def answer(call: Call, page: int, following: str) -> None:
        answered(call, [page], x_next=following)

    server.routes["/"] = counted(asked_for, answer)

    paging = {"mode": "cursor", "next_header": "X-Next", "parameter": "X-Token", "in": place}

    assert world.run(pagination=paging)["body"] == [0, 1, 2]


@pytest.mark.parametrize("name", ["Content-Length", "Host", "X-A: 1\r\nX-B", "X\u00fc"])
def test_pages_are_asked_for_by_no_header_that_cannot_be_set(
    server: LoopbackServer, world: World, name: str
) -> None:
    with pytest.raises(RequestInvalid):
        world.run(pagination={"mode": "page", "in": "header", "parameter": name})
    assert server.received == []


def test_an_address_of_the_next_page_may_stand_in_a_header(server: LoopbackServer, world: World) -> None:
    def answer(call: Call, page: int, following: str) -> None:
        answered(call, [page], x_next=following and f"/?page={following}")

    server.routes["/"] = counted(lambda call: asked(call).get("page"), answer)

    assert world.run(pagination={"mode": "next_url", "next_header": "x-next"})["body"] == [0, 1, 2]


def test_a_cursor_may_stand_in_a_form(server: LoopbackServer, world: World) -> None:
    def asked_for(call: Call) -> str | None:
        return parse_qs(call.received.body.decode()).get("cursor", [None])[0]

    def answer(call: Call, page: int, following: str) -> None:
        answered(call, {"rows": [page], "next": following})

    server.routes["/"] = counted(asked_for, answer)
    paging = {"mode": "cursor", "next": "next", "items": "rows", "in": "body"}

    output = world.run(method="POST", body={"limit": "1", "cursor": ""}, body_type="form", pagination=paging)

    assert output["body"] == [0, 1, 2]
    assert [each.body for each in server.received] == [
        b"limit=1&cursor=",
        b"limit=1&cursor=1",
        b"limit=1&cursor=2",
    ]


def test_a_refusal_that_is_named_ends_the_pages(server: LoopbackServer, world: World) -> None:
    def answer(call: Call) -> None:
        page = int(asked(call)["page"])
        answered(call, [page]) if page < 3 else call.answer(400, b"no such page")

    server.routes["/"] = answer

    output = world.run(pagination={"mode": "page", "end_statuses": [404, 400]})

    assert (output["body"], output["pages"], output["complete"]) == ([1, 2], 2, True)
    assert output["status"] == 200


def test_a_first_page_that_is_refused_is_an_error(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(404)

    with pytest.raises(HttpRequestFailed, match="404"):
        world.run(pagination={"mode": "page", "end_statuses": [404]})


def test_another_refusal_behind_the_first_page_is_an_error(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: answered(call, [1]) if asked(call)["page"] == "1" else call.answer(403)

    with pytest.raises(HttpRequestFailed, match="403"):
        world.run(pagination={"mode": "page", "end_statuses": [404]})
