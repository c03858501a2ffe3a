"""Rules about how `{{ ... }}` is written."""

from exeoflow.diagnostics.rules.rule import Rules, error

RULES: Rules = {
    "template-open": error(
        ("In „{field}“ wird `{{` an Stelle {offset} nicht geschlossen.", "Ergänzen Sie `}}`."),
        ("In “{field}”, `{{` at position {offset} is never closed.", "Add `}}`."),
    ),
    "expression-empty": error(
        (
            "In „{field}“ steht an Stelle {offset} ein leerer Ausdruck.",
            "Schreiben Sie etwas zwischen `{{` und `}}`.",
        ),
        (
            "In “{field}”, the expression at position {offset} is empty.",
            "Write something between `{{` and `}}`.",
        ),
    ),
    "expression-not-sole": error(
        (
            "„{field}“ muss ein einziger Ausdruck sein.",
            "Lassen Sie weg, was außerhalb von `{{ }}` steht, oder verbinden Sie die Teile mit `&`.",
        ),
        (
            "“{field}” must be one expression.",
            "Drop what stands outside `{{ }}`, or join the parts within the expression by `&`.",
        ),
    ),
    "expression-syntax": error(
        (
            "Der Ausdruck in „{field}“ ist kein gültiges JSONata (bei Stelle {offset}).",
            "Prüfen Sie die Schreibweise.",
        ),
        ("The expression in “{field}” is no valid JSONata (near position {offset}).", "Check its spelling."),
    ),
    "expression-unexpected": error(
        (
            "Im Ausdruck in „{field}“ passt `{token}` nicht an Stelle {offset}.",
            "Prüfen Sie, was davor fehlt.",
        ),
        (
            "In the expression in “{field}”, `{token}` does not fit at position {offset}.",
            "Check what is missing before.",
        ),
    ),
    "expression-expected": error(
        (
            "Im Ausdruck in „{field}“ steht an Stelle {offset} `{token}` statt `{expected}`.",
            "Ergänzen Sie `{expected}`.",
        ),
        (
            "The expression in “{field}” has `{token}` instead of `{expected}` at position {offset}.",
            "Add `{expected}`.",
        ),
    ),
    "expression-ends-early": error(
        (
            "Der Ausdruck in „{field}“ ist unvollständig.",
            "Ergänzen Sie, was am Ende fehlt, etwa eine Klammer.",
        ),
        ("The expression in “{field}” is incomplete.", "Add what is missing at its end, such as a bracket."),
    ),
    "expression-string-open": error(
        (
            "Im Ausdruck in „{field}“ wird der Text ab Stelle {offset} nicht geschlossen.",
            "Ergänzen Sie das Anführungszeichen.",
        ),
        (
            "In the expression in “{field}”, the string that opens at position {offset} is never closed.",
            "Add the quotation mark.",
        ),
    ),
    "expression-quote-open": error(
        (
            "Im Ausdruck in „{field}“ wird der Name ab Stelle {offset} nicht geschlossen.",
            "Ergänzen Sie den Gravis (`).",
        ),
        (
            "In the expression in “{field}”, the name that opens at position {offset} is never closed.",
            "Add the backtick (`).",
        ),
    ),
    "expression-comment-open": error(
        (
            "Im Ausdruck in „{field}“ wird der Kommentar ab Stelle {offset} nicht geschlossen.",
            "Ergänzen Sie `*/`.",
        ),
        ("In the expression in “{field}”, the comment at position {offset} is never closed.", "Add `*/`."),
    ),
    "expression-regex-open": error(
        (
            "Im Ausdruck in „{field}“ wird der reguläre Ausdruck ab Stelle {offset} nicht geschlossen.",
            "Ergänzen Sie `/`; Klammern darin müssen paarig oder mit `\\` maskiert sein.",
        ),
        (
            "In the expression in “{field}”, the regular expression at position {offset} is never closed.",
            "Add `/`; brackets within it must be balanced or escaped by `\\`.",
        ),
    ),
    "expression-regex-empty": error(
        (
            "Der Ausdruck in „{field}“ enthält einen leeren regulären Ausdruck.",
            "Schreiben Sie ein Muster zwischen `/` und `/`.",
        ),
        (
            "The expression in “{field}” has an empty regular expression.",
            "Write a pattern between `/` and `/`.",
        ),
    ),
    "expression-regex": error(
        (
            "Der reguläre Ausdruck `/{pattern}/` in „{field}“ ist ungültig ({reason}).",
            "Berichtigen Sie das Muster.",
        ),
        ("The regular expression `/{pattern}/` in “{field}” is invalid ({reason}).", "Correct the pattern."),
    ),
    "expression-escape": error(
        (
            "Im Ausdruck in „{field}“ ist das mit `\\` maskierte Zeichen bei Stelle {offset} unzulässig.",
            'Erlaubt sind `\\" \\\\ \\/ \\b \\f \\n \\r \\t` und `\\u` mit vier Hexadezimalziffern.',
        ),
        (
            "In the expression in “{field}”, the escape sequence near position {offset} is not allowed.",
            'Allowed are `\\" \\\\ \\/ \\b \\f \\n \\r \\t` and `\\u` with four hexadecimal digits.',
        ),
    ),
    "expression-number": error(
        (
            "Im Ausdruck in „{field}“ ist die Zahl bei Stelle {offset} zu groß.",
            "Verwenden Sie eine kleinere Zahl.",
        ),
        (
            "In the expression in “{field}”, the number near position {offset} is out of range.",
            "Use a smaller one.",
        ),
    ),
    "expression-operator": error(
        (
            "Das JSONata von Step Functions (2.0.6) hat den Operator `{operator}` nicht (in „{field}“).",
            "Schreiben Sie stattdessen `$exists(a) ? a : b` oder `a ? a : b`.",
        ),
        (
            "The JSONata of Step Functions (2.0.6) has no operator `{operator}`, as used in “{field}”.",
            "Write `$exists(a) ? a : b` or `a ? a : b` instead.",
        ),
    ),
    "expression-literal-step": error(
        (
            "Im Ausdruck in „{field}“ steht `{token}` als Schritt eines Pfades.",
            "Setzen Sie es in Gravis: `` `{token}` ``.",
        ),
        (
            "The expression in “{field}” has `{token}` as a step of a path.",
            "Put it in backticks: `` `{token}` ``.",
        ),
    ),
    "expression-parameter": error(
        (
            "Im Ausdruck in „{field}“ ist `{token}` kein Name für einen Parameter.",
            "Parameter beginnen mit `$`.",
        ),
        (
            "In the expression in “{field}”, `{token}` is no name for a parameter.",
            "Parameters begin with `$`.",
        ),
    ),
    "expression-bind-target": error(
        (
            "Im Ausdruck in „{field}“ wird bei Stelle {offset} etwas gebunden, das keine Variable ist.",
            "Neben `:=`, `@` oder `#` muss ein Name stehen, der mit `$` beginnt.",
        ),
        (
            "The expression in “{field}” binds something that is no variable near position {offset}.",
            "Beside `:=`, `@` or `#` there must be a name that begins with `$`.",
        ),
    ),
    "expression-parent": error(
        (
            "Im Ausdruck in „{field}“ führt `%` über den Anfang des Pfades hinaus.",
            "Verwenden Sie `%` nur unterhalb davon.",
        ),
        (
            "In the expression in “{field}”, `%` leads above the beginning of its path.",
            "Use `%` only below it.",
        ),
    ),
    "expression-too-long": error(
        (
            "Der Ausdruck in „{field}“ ist {length} Zeichen lang.",
            "Teilen Sie ihn auf: erlaubt sind {limit} Zeichen.",
        ),
        ("The expression in “{field}” has {length} characters.", "Split it: {limit} are allowed."),
    ),
    "expression-too-deep": error(
        (
            "Der Ausdruck in „{field}“ ist zu tief verschachtelt.",
            "Teilen Sie ihn auf mehrere Knoten auf: erlaubt sind {limit} Klammern und Operatoren ineinander.",
        ),
        (
            "The expression in “{field}” nests too deeply.",
            "Split it over several nodes: {limit} brackets and operators within each other are allowed.",
        ),
    ),
}
