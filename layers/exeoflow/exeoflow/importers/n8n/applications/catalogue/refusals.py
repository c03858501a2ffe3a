"""How services say, with a status of success, that they refused what was asked of them.

Here stand those whose answers n8n's nodes look at; of all others the status decides, as in n8n.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.model import Refusal

_ERRORS: Final = '$exists($answer.errors) and $not($answer.errors in [null, false, 0, ""])'
"""As GraphQL has it; JavaScript takes an empty list for something."""
_THEIR_WORDS: Final = '$join($answer.errors.message, ", ")'

REFUSALS: Final[Mapping[str, Refusal]] = MappingProxyType(
    {
        "activeCampaign": Refusal("$answer.success = false", "$answer.message"),
        "airtop": Refusal(
            '$type($answer.errors) = "array" and $count($answer.errors) > 0',
            '$join($answer.errors.message, "\\n")',
        ),
        "apiTemplateIo": Refusal('$answer.status = "error"', "$answer.message"),
        "dropcontact": Refusal("$not($answer.success = true)", "$answer.reason"),
        "graphql": Refusal(_ERRORS, _THEIR_WORDS, is_beside=True),
        "humanticAi": Refusal('$answer.data.status = "error"', "$answer.data.message"),
        "lingvaNex": Refusal("$not($answer.err = null)", "$answer.err"),
        "linear": Refusal(_ERRORS, "$answer.errors[0].message"),
        "mautic": Refusal(_ERRORS, _THEIR_WORDS),
        # n8n reads fields of the data, which is missing then.
        "mondayCom": Refusal('$not($type($answer.data) = "object")', _THEIR_WORDS),
        "nextCloud": Refusal(
            '$type($answer) = "string" and $contains($answer, "<status>failure</status>")',
            "$match($answer, /<message>([^<]*)/).groups[0]",
        ),
        "paddle": Refusal("$not($answer.success = true)", "$answer.error.message"),
        "pipedrive": Refusal("$answer.success = false", "$answer.error"),
        "slack": Refusal("$answer.ok = false", "$answer.error"),
        "uptimeRobot": Refusal('$not($answer.stat = "ok")', "$answer.error.message"),
        "yourls": Refusal('$answer.status = "fail"', "$answer.message"),
        "zohoCrm": Refusal('$answer.data[0].status = "error"', "$answer.data[0].message"),
    }
)
"""By the type of n8n's node."""
