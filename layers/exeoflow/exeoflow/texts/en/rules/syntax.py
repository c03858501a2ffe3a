"""Rules about how `{{ ... }}` is written."""

from exeoflow.texts.text import Text

RULES = {
    "template-open": Text("In “{field}”, `{{` at position {offset} is never closed.", "Add `}}`."),
    "expression-empty": Text(
        "In “{field}”, the expression at position {offset} is empty.",
        "Write something between `{{` and `}}`.",
    ),
    "expression-not-sole": Text(
        "“{field}” must be one expression.",
        "Drop what stands outside `{{ }}`, or join the parts within the expression by `&`.",
    ),
    "expression-syntax": Text(
        "The expression in “{field}” is no valid JSONata (near position {offset}).", "Check its spelling."
    ),
    "expression-unexpected": Text(
        "In the expression in “{field}”, `{token}` does not fit at position {offset}.",
        "Check what is missing before.",
    ),
    "expression-expected": Text(
        "The expression in “{field}” has `{token}` instead of `{expected}` at position {offset}.",
        "Add `{expected}`.",
    ),
    "expression-ends-early": Text(
        "The expression in “{field}” is incomplete.", "Add what is missing at its end, such as a bracket."
    ),
    "expression-string-open": Text(
        "In the expression in “{field}”, the string that opens at position {offset} is never closed.",
        "Add the quotation mark.",
    ),
    "expression-quote-open": Text(
        "In the expression in “{field}”, the name that opens at position {offset} is never closed.",
        "Add the backtick (`).",
    ),
    "expression-comment-open": Text(
        "In the expression in “{field}”, the comment at position {offset} is never closed.", "Add `*/`."
    ),
    "expression-regex-open": Text(
        "In the expression in “{field}”, the regular expression at position {offset} is never closed.",
        "Add `/`; brackets within it must be balanced or escaped by `\\`.",
    ),
    "expression-regex-empty": Text(
        "The expression in “{field}” has an empty regular expression.", "Write a pattern between `/` and `/`."
    ),
    "expression-regex": Text(
        "The regular expression `/{pattern}/` in “{field}” is invalid from its character {position} on.",
        "Correct the pattern.",
    ),
    "expression-escape": Text(
        "In the expression in “{field}”, the escape sequence near position {offset} is not allowed.",
        'Allowed are `\\" \\\\ \\/ \\b \\f \\n \\r \\t` and `\\u` with four hexadecimal digits.',
    ),
    "expression-number": Text(
        "In the expression in “{field}”, the number near position {offset} is out of range.",
        "Use a smaller one.",
    ),
    "expression-operator": Text(
        "The JSONata of Step Functions (2.0.6) has no operator `{operator}`, as used in “{field}”.",
        "Write `$exists(a) ? a : b` or `a ? a : b` instead.",
    ),
    "expression-foreign-operator": Text(
        "JSONata has no operator `{operator}`, as used in “{field}” at position {offset}.",
        "JSONata compares by one `=`, and has `and`, `or` and `$not(...)`.",
    ),
    "expression-literal-step": Text(
        "The expression in “{field}” has `{token}` as a step of a path.",
        "Put it in backticks: `` `{token}` ``.",
    ),
    "expression-parameter": Text(
        "In the expression in “{field}”, `{token}` is no name for a parameter.", "Parameters begin with `$`."
    ),
    "expression-bind-target": Text(
        "The expression in “{field}” binds something that is no variable near position {offset}.",
        "Beside `:=`, `@` or `#` there must be a name that begins with `$`.",
    ),
    "expression-parent": Text(
        "In the expression in “{field}”, `%` leads above the beginning of its path.", "Use `%` only below it."
    ),
    "expression-too-long": Text(
        "The expression in “{field}” has {length} characters.", "Split it: {limit} are allowed."
    ),
    "expression-too-deep": Text(
        "The expression in “{field}” nests too deeply.",
        "Split it over several nodes: {limit} brackets and operators within each other are allowed.",
    ),
}
