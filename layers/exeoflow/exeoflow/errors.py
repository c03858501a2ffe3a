"""Failures of an operation, one tree; the HTTP status of each stands in `exeoflow.api`.

ExeoflowError
├── InvalidRequest            the client's words are wrong        INVALID_REQUEST
│   └── WorkflowInvalid       the graph has faults (diagnostics)  WORKFLOW_INVALID
├── Unauthorized              no valid key                        UNAUTHORIZED
├── Forbidden                 the key lacks the permission        FORBIDDEN
├── NotFound                  unknown here, or another's          NOT_FOUND
├── Conflict                  against the stored state            CONFLICT
├── PreconditionFailed        `If-Match` does not hold            PRECONDITION_FAILED
├── PayloadTooLarge           over a documented limit             PAYLOAD_TOO_LARGE
├── RateLimited               too many requests                   RATE_LIMITED
└── Unavailable               AWS refuses for now, try again      SERVICE_UNAVAILABLE
"""
