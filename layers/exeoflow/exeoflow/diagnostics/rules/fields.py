"""Rules about single fields, of a node's configuration as well as of a request's body."""

from exeoflow.diagnostics.rules.rule import Rules, error

RULES: Rules = {
    "field-missing": error(
        ("Das Feld „{field}“ fehlt.", "Geben Sie es an."),
        ("The field “{field}” is missing.", "Add it."),
    ),
    "field-unknown": error(
        ("Das Feld „{field}“ gibt es hier nicht.", "Entfernen Sie es oder prüfen Sie die Schreibweise."),
        ("There is no field “{field}” here.", "Remove it or check its spelling."),
    ),
    "field-not-string": error(
        ("„{field}“ muss ein Text sein.", "Setzen Sie den Wert in Anführungszeichen."),
        ("“{field}” must be a string.", "Put the value in quotation marks."),
    ),
    "field-not-integer": error(
        ("„{field}“ muss eine ganze Zahl sein.", "Geben Sie eine ganze Zahl ohne Anführungszeichen an."),
        ("“{field}” must be an integer.", "Give an integer without quotation marks."),
    ),
    "field-not-number": error(
        ("„{field}“ muss eine Zahl sein.", "Geben Sie eine Zahl ohne Anführungszeichen an."),
        ("“{field}” must be a number.", "Give a number without quotation marks."),
    ),
    "field-not-boolean": error(
        (
            "„{field}“ muss `true` oder `false` sein.",
            "Geben Sie einen der beiden Werte ohne Anführungszeichen an.",
        ),
        ("“{field}” must be `true` or `false`.", "Give one of the two without quotation marks."),
    ),
    "field-not-object": error(
        ("„{field}“ muss ein Objekt sein.", "Geben Sie ein Objekt in geschweiften Klammern an."),
        ("“{field}” must be an object.", "Give an object in braces."),
    ),
    "field-not-list": error(
        ("„{field}“ muss eine Liste sein.", "Setzen Sie die Werte in eckige Klammern."),
        ("“{field}” must be a list.", "Put the values in square brackets."),
    ),
    "field-not-timestamp": error(
        ("„{field}“ ist kein Zeitpunkt.", "Schreiben Sie ihn wie `2024-01-20T10:00:00Z`."),
        ("“{field}” is no timestamp.", "Write it like `2024-01-20T10:00:00Z`."),
    ),
    "field-not-date": error(
        ("„{field}“ ist kein Datum.", "Schreiben Sie es wie `2024-01-20`."),
        ("“{field}” is no date.", "Write it like `2024-01-20`."),
    ),
    "field-empty": error(
        ("„{field}“ darf nicht leer sein.", "Geben Sie einen Wert an."),
        ("“{field}” must not be empty.", "Give a value."),
    ),
    "field-too-short": error(
        ("„{field}“ ist zu kurz.", "Es muss mindestens {limit} Zeichen lang sein."),
        ("“{field}” is too short.", "It needs at least {limit} characters."),
    ),
    "field-too-long": error(
        ("„{field}“ ist zu lang.", "Erlaubt sind höchstens {limit} Zeichen."),
        ("“{field}” is too long.", "It may have at most {limit} characters."),
    ),
    "field-too-small": error(
        ("Der Wert von „{field}“ ist zu klein.", "Der kleinste erlaubte Wert ist {limit}."),
        ("The value of “{field}” is too small.", "The least allowed value is {limit}."),
    ),
    "field-too-large": error(
        ("Der Wert von „{field}“ ist zu groß.", "Der größte erlaubte Wert ist {limit}."),
        ("The value of “{field}” is too large.", "The greatest allowed value is {limit}."),
    ),
    "field-too-few": error(
        ("„{field}“ hat zu wenige Einträge.", "Nötig sind mindestens {limit}."),
        ("“{field}” has too few entries.", "It needs at least {limit}."),
    ),
    "field-too-many": error(
        ("„{field}“ hat zu viele Einträge.", "Erlaubt sind höchstens {limit}."),
        ("“{field}” has too many entries.", "It may have at most {limit}."),
    ),
    "field-pattern": error(
        (
            "Der Wert von „{field}“ hat nicht die verlangte Form.",
            "Er muss dem Muster `{pattern}` entsprechen.",
        ),
        ("The value of “{field}” does not have the required form.", "It must match `{pattern}`."),
    ),
    "field-choice": error(
        ("„{field}“ hat keinen der erlaubten Werte.", "Erlaubt sind: {expected}."),
        ("“{field}” has none of the allowed values.", "Allowed are: {expected}."),
    ),
    "field-invalid": error(
        ("Der Wert von „{field}“ ist ungültig.", "Prüfen Sie ihn anhand der API-Beschreibung."),
        ("The value of “{field}” is invalid.", "Compare it with the API's description."),
    ),
    "field-too-deep": error(
        ("„{field}“ ist zu tief verschachtelt.", "Erlaubt sind höchstens {limit} Ebenen."),
        ("“{field}” nests too deeply.", "At most {limit} levels are allowed."),
    ),
    "field-not-unicode": error(
        (
            "„{field}“ enthält ein halbes Zeichen, das sich nicht speichern lässt.",
            "Entfernen Sie Angaben wie `\\ud800`, die ohne ihr Gegenstück stehen.",
        ),
        (
            "“{field}” contains half a character, which cannot be stored.",
            "Remove escapes like `\\ud800` that stand without their counterpart.",
        ),
    ),
    "address-invalid": error(
        (
            "„{field}“ ist keine vollständige Adresse.",
            "Geben Sie eine wie `https://example.com/ends` an, ohne Benutzername und Passwort.",
        ),
        (
            "“{field}” is no complete address.",
            "Give one like `https://example.com/ends`, without a user name or password.",
        ),
    ),
    "address-not-https": error(
        (
            "„{field}“ beginnt nicht mit `https://`.",
            "`http://` ist nur für Hosts möglich, die der Parameter `HttpAllowedHosts` nennt.",
        ),
        (
            "“{field}” does not begin with `https://`.",
            "`http://` is possible only for hosts that the parameter `HttpAllowedHosts` names.",
        ),
    ),
}
