"""Why a step failed, in the words of whoever drew it."""

EXPLANATIONS = {
    "inside": "Something went wrong in the workflow.",
    "failed_inside": "In the workflow `{workflow}`, `{node}` failed. {reason}",
    "yields_nothing": "`{field}`: the expression `{expression}` yields nothing.",
    "fails": "`{field}`: the expression `{expression}` cannot be evaluated: {reason}",
    "unfit": "`{field}`: what the expression `{expression}` yields does not fit here. {reason}",
    "too_large": "At most {limit} bytes (256 KiB) go from step to step; here it is more: {what}. Hand on less: "
    "only the fields that are needed, by `set` or `transform`, in a `for_each` for each item; keep what is large "
    "with `file` and hand the file on.",
    "missing": "There is no `{path}`; there are: {names}.",
    "missing_of_nothing": "There is no `{path}`.",
}
