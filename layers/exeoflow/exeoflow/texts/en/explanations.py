"""Why a step failed, in the words of whoever drew it."""

EXPLANATIONS = {
    "inside": "Something went wrong in the workflow.",
    "yields_nothing": "`{field}`: the expression `{expression}` yields nothing.",
    "fails": "`{field}`: the expression `{expression}` cannot be evaluated: {reason}",
    "missing": "There is no `{path}`; there are: {names}.",
    "missing_of_nothing": "There is no `{path}`.",
}
