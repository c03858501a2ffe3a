"""Further operations of the applications of `catalogue.records`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, patch, post
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
            "author": "{additionalFields.authorId}",
            "parent": "{additionalFields.parent}",
            "content": "{additionalFields.content}",
            "slug": "{additionalFields.slug}",
            "password": "{additionalFields.password}",
            "status": "{additionalFields.status}",
            "comment_status": "{additionalFields.commentStatus}",
            "ping_status": "{additionalFields.pingStatus}",
            "template": "{additionalFields.pageTemplate.values.template}",
            "menu_order": "{additionalFields.menuOrder}",
            "featured_media": "{additionalFields.featuredMediaId}",
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
            "after": "{options.after}",
            "author": "{options.author}",
            "before": "{options.before}",
            "context": "{options.context}",
            "menu_order": "{options.menuOrder}",
            "order": "{options.order}",
            "orderby": "{options.orderBy}",
            "page": "{options.page}",
            "parent": "{options.parent}",
            "search": "{options.search}",
            "status": "{options.status}",
        },
        where={("authType", "oAuth2"): None},
    ),
    ("page", "update"): post(
        "/pages/{pageId}",
        {
            "author": "{updateFields.authorId}",
            "parent": "{updateFields.parent}",
            "title": "{updateFields.title}",
            "content": "{updateFields.content}",
            "slug": "{updateFields.slug}",
            "password": "{updateFields.password}",
            "status": "{updateFields.status}",
            "comment_status": "{updateFields.commentStatus}",
            "ping_status": "{updateFields.pingStatus}",
            "template": "{updateFields.pageTemplate.values.template}",
            "menu_order": "{updateFields.menuOrder}",
            "featured_media": "{updateFields.featuredMediaId}",
        },
        headers={"Cache-Control": "no-cache"},
        where={("authType", "oAuth2"): None},
    ),
    ("user", "create"): post(
        "/users",
        (
            {
                "name": "{name}",
                "username": "{username}",
                "first_name": "{firstName}",
                "last_name": "{lastName}",
                "email": "{email}",
                "password": "{password}",
            },
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
        {
            "per_page": "{limit|=5}",
            "context": "{options.context}",
            "orderby": "{options.orderBy}",
            "order": "{options.order}",
            "search": "{options.search}",
            "who": "{options.who}",
        },
        where={("authType", "oAuth2"): None},
    ),
    ("user", "update"): post(
        "/users/{userId}",
        {
            "id": "{userId}",
            "username": "{updateFields.username}",
            "name": "{updateFields.name}",
            "first_name": "{updateFields.firstName}",
            "last_name": "{updateFields.lastName}",
            "email": "{updateFields.email}",
            "password": "{updateFields.password}",
            "url": "{updateFields.url}",
            "description": "{updateFields.description}",
            "nickname": "{updateFields.nickname}",
            "slug": "{updateFields.slug}",
        },
        headers={"Cache-Control": "no-cache"},
        where={("authType", "oAuth2"): None},
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"notion": _NOTION, "wordpress": _WORDPRESS}
)
"""By the type of n8n's node."""
