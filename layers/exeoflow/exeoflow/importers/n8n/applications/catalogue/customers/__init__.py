"""Applications that know people and companies, and sell to them."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.customers import (
    agencies,
    companies,
    contacts,
    customers,
    customers_further,
    hubspot,
    sales,
    sales_further,
    zoho,
)

MODULES: Final = (customers, hubspot, sales, agencies, companies, contacts, zoho)
FURTHER: Final = (customers_further, sales_further)
