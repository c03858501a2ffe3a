"""What the examples in the document have in common: they tell one story."""

from typing import Final

from exeoflow.api.schema import Pagination

TIME: Final = "2024-01-20T10:00:00.000Z"
WORKFLOW_ID: Final = "wf_01hm4n8x5t6v7w8y9z0a1b2c3d"
EXECUTION_ID: Final = "exec_01hm4n9a1b2c3d4e5f6g7h8j9k"
APPROVAL_ID: Final = "apr_01hm4nc3d4e5f6g7h8j9k0m1n2"
SECRET: Final = "whsec_" + 64 * "0"
ONE_PAGE: Final[Pagination] = {"page": 1, "limit": 20, "total": 1, "pages": 1}
