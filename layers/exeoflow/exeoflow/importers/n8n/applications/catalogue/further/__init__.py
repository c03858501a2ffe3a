"""Operations that workflows use more rarely, as a rule by the module that describes their application.

And what is said of applications of all modules: which operations an export leaves out (`usual`), how many
items are listed (`limits`), and how services refuse (`refusals`).
"""

from exeoflow.importers.n8n.applications.catalogue.further import (
    airtop,
    books,
    customers,
    drives,
    figures,
    google,
    limits,
    mailers,
    messengers,
    notices,
    public,
    records,
    refusals,
    remaining,
    sales,
    services,
    shops,
    tables,
    tasks,
    tickets,
    usual,
    work,
)

__all__ = [
    "airtop",
    "books",
    "customers",
    "drives",
    "figures",
    "google",
    "limits",
    "mailers",
    "messengers",
    "notices",
    "public",
    "records",
    "refusals",
    "remaining",
    "sales",
    "services",
    "shops",
    "tables",
    "tasks",
    "tickets",
    "usual",
    "work",
]
