"""Names of time zones, as the IANA database and EventBridge Scheduler know them."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError

# What the files of a machine have besides: for AWS they are none.
_NO_ZONES = ("posix/", "right/", "posixrules", "localtime", "Factory")


def check_timezone(name: str) -> str:
    """The name itself; a custom pydantic error if there is no such zone."""
    if not is_zone(name):
        raise PydanticCustomError("timezone-unknown", "no such zone", {"value": name[:100]})
    return name


def is_zone(name: str) -> bool:
    """Whether there is a zone of the name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return not name.startswith(_NO_ZONES)
