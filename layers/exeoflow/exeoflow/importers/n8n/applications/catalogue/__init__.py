"""The applications by the type of n8n's node: each module in a room names those that it describes.

Beside the rooms stands what is said of applications of all of them: operations in short (`operations`), which
of them an export leaves out (`usual`), further ones for several rooms (`remaining`), how many items are
listed (`limits`), and how services refuse (`refusals`).
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue import (
    amazon,
    answering,
    commerce,
    customers,
    documents,
    limits,
    messages,
    records,
    refusals,
    remaining,
    usual,
    work,
)
from exeoflow.importers.n8n.applications.catalogue.answering import models, public, scrapers
from exeoflow.importers.n8n.applications.model import Application

_ROOMS: Final = (amazon, answering, commerce, customers, documents, messages, records, work)
MODULES: Final = tuple(module for room in _ROOMS for module in room.MODULES)
FURTHER: Final = (remaining, *(module for room in _ROOMS for module in room.FURTHER))
"""Modules that add operations to applications that others describe: those that workflows use more rarely."""


def _whole(kind: str, application: Application) -> Application:
    """An application with its further operations, those that exports leave out, and how it refuses."""
    added = (module.OPERATIONS[kind] for module in FURTHER if kind in module.OPERATIONS)
    operations = {key: each for further_ in added for key, each in further_.items()}
    operations = {**application.operations, **operations}
    most, all_ = limits.most_of(kind), limits.all_of(kind)
    operations = {
        key: replace(each, most=most.get(key, 0), is_all=key in all_) if key in most or key in all_ else each
        for key, each in operations.items()
    }
    defaults = {**usual.DEFAULTS.get(kind, {}), **application.defaults}
    refusal = refusals.REFUSALS.get(kind)
    return replace(application, operations=operations, defaults=defaults, refusal=refusal)


APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        f"n8n-nodes-base.{kind}": _whole(kind, application)
        for module in MODULES
        for kind, application in module.APPLICATIONS.items()
    }
    | {
        f"@n8n/n8n-nodes-langchain.{kind}": application
        for kind, application in {"openAi": public.OPENAI, **models.APPLICATIONS}.items()
    }
    | dict(scrapers.OF_OTHERS)
)
