"""Operations that workflows use more rarely, by the module that describes their application."""

from exeoflow.importers.n8n.applications.catalogue.further import (
    customers,
    drives,
    figures,
    google,
    mailers,
    messengers,
    notices,
    public,
    records,
    sales,
    services,
    shops,
    tables,
    tasks,
    tickets,
    work,
)

__all__ = [
    "customers",
    "drives",
    "figures",
    "google",
    "mailers",
    "messengers",
    "notices",
    "public",
    "records",
    "sales",
    "services",
    "shops",
    "tables",
    "tasks",
    "tickets",
    "work",
]
