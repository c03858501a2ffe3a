"""Further operations of the applications of `records`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, parameters, patch, post, settings
from exeoflow.importers.n8n.applications.model import Operation

_NOTION: Final = {
    ("block", "getMarkdown"): get(
        "/pages/{blockId}/markdown", {"include_transcript": "{includeTranscript}"}, is_one=True
    ),
    ("dataSource", "get"): get("/data_sources/{dataSourceId}", is_one=True),
    ("page", "getMarkdown"): get(
        "/pages/{pageId}/markdown", {"include_transcript": "{includeTranscript}"}, is_one=True
    ),
    ("page", "updateMarkdown"): patch(
        "/pages/{pageId}/markdown",
        {"type": "replace_content", "replace_content": {"new_str": "{markdown}"}},
        where={("markdownUpdateType", "update_content"): None},
    ),
}

_WORDPRESS: Final = {
    ("page", "create"): post(
        "/pages",
        {
            "title": "{title}",
            **settings(
                "additionalFields",
                "author=authorId parent content slug password status comment_status=commentStatus",
                "ping_status=pingStatus template=pageTemplate.values.template menu_order=menuOrder",
                "featured_media=featuredMediaId",
            ),
        },
        headers={"Cache-Control": "no-cache"},
        where={("authType", "oAuth2"): None},
    ),
    ("page", "get"): get(
        "/pages/{pageId}",
        {"password": "{options.password}", "context": "{options.context}"},
        is_one=True,
        where={("authType", "oAuth2"): None},
    ),
    ("page", "getAll"): get(
        "/pages",
        {
            "per_page": "{limit|=5}",
            **settings(
                "options",
                "after author before context menu_order=menuOrder order orderby=orderBy page parent search",
                "status",
            ),
        },
        where={("authType", "oAuth2"): None},
    ),
    ("page", "update"): post(
        "/pages/{pageId}",
        settings(
            "updateFields",
            "author=authorId parent title content slug password status comment_status=commentStatus",
            "ping_status=pingStatus template=pageTemplate.values.template menu_order=menuOrder",
            "featured_media=featuredMediaId",
        ),
        headers={"Cache-Control": "no-cache"},
        where={("authType", "oAuth2"): None},
    ),
    ("user", "create"): post(
        "/users",
        (
            parameters("name username first_name=firstName last_name=lastName email password"),
            "{additionalFields}",
        ),
        headers={"Cache-Control": "no-cache"},
        where={("authType", "oAuth2"): None},
    ),
    ("user", "get"): get(
        "/users/{userId}", {"context": "{options.context}"}, is_one=True, where={("authType", "oAuth2"): None}
    ),
    ("user", "getAll"): get(
        "/users",
        {"per_page": "{limit|=5}", **settings("options", "context orderby=orderBy order search who")},
        where={("authType", "oAuth2"): None},
    ),
    ("user", "update"): post(
        "/users/{userId}",
        {
            "id": "{userId}",
            **settings(
                "updateFields",
                "username name first_name=firstName last_name=lastName email password url description",
                "nickname slug",
            ),
        },
        headers={"Cache-Control": "no-cache"},
        where={("authType", "oAuth2"): None},
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"notion": _NOTION, "wordpress": _WORDPRESS}
)
"""By the type of n8n's node."""
