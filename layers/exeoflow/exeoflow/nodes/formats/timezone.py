"""Names of time zones, as the IANA database and EventBridge Scheduler know them."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError


def check_timezone(name: str) -> str:
    """The name itself; a custom pydantic error if there is no such zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise PydanticCustomError("timezone-unknown", "no such zone", {"value": name[:100]}) from fault
    return name
