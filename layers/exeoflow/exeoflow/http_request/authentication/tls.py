"""What a credential says about TLS: an authority of one's own, and the certificate of the client."""

import ssl
import tempfile
from collections.abc import Mapping
from pathlib import Path

from exeoflow.http_request.errors import CredentialUnusable
from exeoflow.model.json import Json


def tls_context(values: Mapping[str, Json]) -> ssl.SSLContext:
    """Return the settings of connections; public authorities stay trusted. Raises CredentialUnusable."""
    context = ssl.create_default_context()
    try:
        if values.get("ca"):
            context.load_verify_locations(cadata=str(values["ca"]))
        if values.get("certificate"):
            _load_certificate(context, values)
    except (ssl.SSLError, ValueError, OSError):
        # OpenSSL's words may repeat what it could not read.
        raise CredentialUnusable("the credential's certificates or its key cannot be read") from None
    return context


def _load_certificate(context: ssl.SSLContext, values: Mapping[str, Json]) -> None:
    """Python reads certificates from files only: they exist for as long as that takes, for nobody else."""
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = Path(folder) / "certificate.pem", Path(folder) / "key.pem"
        certificate.write_text(str(values["certificate"]))
        key.write_text(str(values.get("private_key") or ""))
        # Without a phrase OpenSSL would ask for one at the terminal.
        context.load_cert_chain(certificate, key, password=str(values.get("passphrase") or ""))
