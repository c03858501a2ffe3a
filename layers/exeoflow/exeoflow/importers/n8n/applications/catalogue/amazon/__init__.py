"""Services of AWS, and buckets of others that answer as its do."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.amazon import aws, clouds, s3

MODULES: Final = (aws, s3, clouds)
FURTHER: Final = ()
