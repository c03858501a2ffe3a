"""An HTTP request as the gateway sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """What of a request reaches a handler; header names are in lower case, in the order received."""

    method: str
    raw_path: str
    query_string: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    source_ip: str
    protocol: str
    port: int

    def header(self, name: str) -> str | None:
        """Return the first value of a header."""
        return next((value for key, value in self.headers if key == name), None)

    def path_in(self, folder: str) -> bool:
        """Whether the path is `folder` or lies in it."""
        return f"{self.raw_path}/".startswith(f"{folder}/")

    def has_parameter(self, name: str) -> bool:
        """Whether the query names a parameter, with a value or without."""
        return any(part.partition("=")[0] == name for part in self.query_string.split("&"))
