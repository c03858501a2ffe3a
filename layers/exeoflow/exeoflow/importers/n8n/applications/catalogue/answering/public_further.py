"""Further operations of the applications of `public`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post
from exeoflow.importers.n8n.applications.model import DONE, Operation

_TWITTER: Final = {
    ("list", "add"): post("/lists/{list}/members", {"user_id": "{user}"}, "$answer.data", is_one=True),
    ("tweet", "delete"): delete("/tweets/{tweetDeleteId}", "$answer.data"),
    ("user", "searchUser"): get("/users/{user}", items="$answer.data", where={("me", True): None}),
}

_REDDIT: Final = {
    ("postComment", "create"): post(
        "/api/comment",
        {},
        "$answer.json.data.things.data",
        query={"text": "{commentText}", "thing_id": "t3_{postId}", "api_type": "json"},
    ),
    ("postComment", "getAll"): get(
        "/r/{subreddit}/comments/{postId}.json",
        {"api_type": "json", "limit": "100"},
        "$answer[1].data.children.data",
        most=100,
    ),
    ("postComment", "delete"): post(
        "/api/del", {}, DONE, query={"id": "t1_{commentId}", "api_type": "json"}, is_one=True
    ),
    ("postComment", "reply"): post(
        "/api/comment",
        {},
        "$answer.json.data.things.data",
        query={"text": "{replyText}", "thing_id": "t1_{commentId}", "api_type": "json"},
    ),
    ("subreddit", "get"): get(
        "https://www.reddit.com/r/{subreddit}/about/about.json",
        {"api_type": "json"},
        "$answer.data",
        is_one=True,
        where={("content", "rules"): None},
    ),
    ("post", "delete"): post(
        "/api/del", {}, DONE, query={"id": "t3_{postId}", "api_type": "json"}, is_one=True
    ),
    ("user", "get"): get(
        "https://www.reddit.com/user/{username}/about.json",
        {"api_type": "json"},
        "$answer.data",
        is_one=True,
        where={("details", each): None for each in ("comments", "gilded", "overview", "submitted")},
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"twitter": _TWITTER, "reddit": _REDDIT}
)
"""By the type of n8n's node."""
