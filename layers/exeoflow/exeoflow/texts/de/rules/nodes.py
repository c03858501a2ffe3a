"""Rules about the configuration of particular node types."""

from exeoflow.texts.text import Text

RULES = {
    "handle-reserved": Text(
        "Ein Fall heißt „{handle}“; diesen Ausgang hat der Knoten schon.",
        "Geben Sie dem Fall einen anderen Namen.",
    ),
    "handle-duplicate": Text("Mehrere Fälle heißen „{handle}“.", "Geben Sie jedem Fall einen eigenen Namen."),
    "wait-seconds-or-until": Text(
        "Der Knoten muss wissen, worauf er wartet.",
        "Geben Sie genau eines von `seconds`, `until` und `call` an.",
    ),
    "hmac-key": Text(
        "Der Knoten muss wissen, mit welchem Schlüssel er signiert.",
        "Geben Sie entweder `key` an oder bei `credential` Zugangsdaten, die selbst sagen, wie ihr Geheimnis geschrieben ist.",
    ),
    "wait-timeout": Text(
        "`timeout` begrenzt nur das Warten auf einen Aufruf.", "Entfernen Sie es oder geben Sie `call` an."
    ),
    "pagination-next": Text(
        "Mit `mode: {mode}` muss der Knoten wissen, wo in der Antwort die nächste Seite steht.",
        "Geben Sie `next` an, etwa `paging.next`.",
    ),
    "pages-in-file": Text(
        "Eine Antwort, die in Seiten kommt, wird nicht in einer Datei abgelegt.",
        "Legen Sie jede Seite mit einem eigenen Knoten ab, oder was alle Seiten haben, mit `file`.",
    ),
    "timestamp-invalid": Text(
        "„{value}“ ist kein Zeitpunkt mit Zeitzone.", "Schreiben Sie ihn wie `2024-01-20T10:00:00Z`."
    ),
    "stop-field": Text(
        "„{field_name}“ hat keine Wirkung, solange `status` nicht `failed` ist.",
        "Entfernen Sie es oder setzen Sie `status` auf `failed`.",
    ),
    "url-invalid": Text(
        "„{value}“ ist keine Adresse.",
        "Sie muss mit `http://` oder `https://` beginnen und einen Rechner nennen.",
    ),
    "format-option": Text(
        "`{option}` bedeutet beim Format `{format}` nichts.", "Entfernen Sie es oder ändern Sie `format`."
    ),
    "code-syntax": Text(
        "Zeile {line} des Codes ist kein richtiges {language}: {reason}.",
        "Der Code ist der Rumpf einer Funktion: Er endet mit `return` und seinem Ergebnis, hat kein `export` und in "
        "JavaScript kein `import`; in Python heißt die Eingabe `input`, ohne Dollar.",
    ),
    "code-too-long": Text(
        "Der Code hat {size} Bytes; erlaubt sind {limit}.",
        "Verteilen Sie ihn auf mehrere Knoten, oder kürzen Sie ihn.",
    ),
    "code-nodes-unnamed": Text(
        "Der Code liest `$nodes`, ohne einen Knoten zu nennen.",
        'Schreiben Sie `$nodes.die_id` oder `$nodes["die-id"]`: Nur was genannt ist, erhält der Code.',
    ),
    "trigger-field": Text(
        "Das Feld „{field_name}“ gehört nicht zum Auslöser `{mode}`.",
        "Entfernen Sie es oder ändern Sie `mode`.",
    ),
    "trigger-cron-or-rate": Text(
        "Der Zeitplan fehlt oder ist doppelt angegeben.", "Geben Sie entweder `cron` oder `rate` an."
    ),
    "trigger-pattern-missing": Text(
        "Der Auslöser `event` hat kein Muster.",
        'Geben Sie `pattern` an, zum Beispiel `{"source": ["aws.s3"]}`.',
    ),
    "cron-fields": Text(
        "Der Cron-Ausdruck hat {count} Felder.",
        "Nötig sind fünf (Minute, Stunde, Tag, Monat, Wochentag) oder die sechs von AWS.",
    ),
    "cron-field": Text(
        "Feld {position} des Cron-Ausdrucks, „{value}“, ist ungültig.",
        "Erlaubt sind Zahlen, Listen (`1,15`), Bereiche (`1-5`) und Schritte (`*/10`).",
    ),
    "cron-both-days": Text(
        "Der Cron-Ausdruck nennt Tag und Wochentag zugleich; das kann AWS nicht.",
        "Setzen Sie eines von beiden auf `*`.",
    ),
    "cron-question-mark": Text(
        "Im Cron-Ausdruck mit sechs Feldern muss genau einer von Tag und Wochentag `?` sein.",
        "Setzen Sie den, der offen ist, auf `?`.",
    ),
    "cron-seconds": Text(
        "Der Cron-Ausdruck scheint mit Sekunden zu beginnen; die gibt es nicht.",
        "Gemeint ist wohl `{five}` (der kleinste Abstand ist eine Minute). Sechs Felder sind die von AWS: Minute,"
        " Stunde, Tag, Monat, Wochentag (einer der beiden Tage ist `?`) und Jahr.",
    ),
    "schedule-over": Text(
        "Dieser Zeitplan löst nie mehr aus: Keiner seiner Zeitpunkte liegt in der Zukunft.",
        "Prüfen Sie `end`, `start` und das Jahr.",
    ),
    "cron-never": Text(
        "Den Tag des Cron-Ausdrucks gibt es in keinem seiner Monate.", "Wählen Sie einen Tag, den es gibt."
    ),
    "cron-too-long": Text(
        "Der Cron-Ausdruck hat in der Form, die AWS bekommt, {length} Zeichen.",
        "Kürzen Sie ihn mit Bereichen (`1-5`) und Schritten (`*/2`): Erlaubt sind {limit} Zeichen.",
    ),
    "rate-invalid": Text(
        "„{value}“ ist kein Takt.",
        "Schreiben Sie eine Zahl ab 1 und `minutes`, `hours` oder `days`, zum Beispiel `5 minutes`.",
    ),
    "timezone-unknown": Text(
        "Die Zeitzone „{value}“ ist unbekannt.",
        "Verwenden Sie einen Namen der IANA-Datenbank wie `Europe/Berlin`.",
    ),
    "webhook-path-twice": Text(
        "„{node}“ hat die Adresse „{path}“ schon, oder eine, die sich davon nicht unterscheiden lässt: So kann der Workflow "
        "nicht aktiviert werden.",
        "Geben Sie jedem Webhook einen eigenen Pfad, oder lassen Sie beide Wege an einem Auslöser beginnen.",
    ),
    "pattern-invalid": Text(
        "Das Ereignismuster ist bei „{field_name}“ fehlerhaft.",
        'Jedes Feld muss eine Liste von Werten oder Vergleichen wie `{"prefix": "a"}` sein.',
    ),
    "pattern-too-long": Text(
        "Das Ereignismuster ist {length} Zeichen lang.", "Kürzen Sie es: erlaubt sind {limit} Zeichen."
    ),
    "pattern-combinations": Text(
        "Aus den `$or` des Ereignismusters entstehen {count} Muster, mehr als die {limit}, die EventBridge annimmt.",
        "Nehmen Sie weniger Alternativen, oder nennen Sie bei `source` die Quellen als Texte: dann prüft exeoflow selbst.",
    ),
    "pattern-over-quota": Text(
        "Das Ereignismuster ist {length} Zeichen lang und braucht eigene Regeln: EventBridge nimmt dafür {limit}, solange "
        "das Kontingent des AWS-Kontos nicht erhöht ist, und lehnt das Aktivieren sonst ab.",
        "Nennen Sie bei `source` (und `detail-type`) höchstens 20 Texte statt Vergleichen, kürzen Sie das Muster, oder "
        "lassen Sie das Kontingent „Event pattern size“ auf 4096 erhöhen.",
    ),
    "summary-name-taken": Text(
        "Der Name „{name}“ ist schon vergeben.", "Geben Sie jedem Wert einen eigenen Namen, nicht `key`."
    ),
    "email-without-content": Text("Die E-Mail hat keinen Inhalt.", "Geben Sie `text` oder `html` an."),
    "operation-field-missing": Text("Für `{operation}` fehlt das Feld „{field_name}“.", "Geben Sie es an."),
    "operation-field": Text(
        "„{field_name}“ gehört nicht zu `{operation}`.", "Entfernen oder ändern Sie eines von beiden."
    ),
    "operation-format": Text("`{operation}` kennt kein `{format}`.", "Wählen Sie eines von {known}."),
    "sub-workflow-unknown": Text(
        "Den Workflow „{workflow}“ gibt es nicht.",
        "Geben Sie die id eines Workflows Ihres Arbeitsbereichs an.",
    ),
    "sub-workflow-cycle": Text(
        "Der Workflow würde sich am Ende selbst aufrufen: {way}.", "Entfernen Sie einen der Aufrufe."
    ),
    "error-workflow-unknown": Text(
        "Den Workflow „{workflow}“, der bei Fehlern starten soll, gibt es nicht.",
        "Geben Sie die id eines Workflows Ihres Arbeitsbereichs an.",
    ),
    "error-workflow-itself": Text(
        "Der Workflow soll bei Fehlern sich selbst starten.", "Geben Sie einen anderen Workflow an."
    ),
    "event-source-reserved": Text(
        "Ereignisse mit der Quelle „{value}“ geben nur exeoflow selbst und AWS bekannt.",
        "Wählen Sie eine Quelle, die nicht mit `exeoflow.` oder `aws.` beginnt.",
    ),
    "variable-unknown": Text(
        "Die Variable „{variable}“ gibt es noch nicht: Sie ergibt nichts, bis sie gesetzt ist.",
        "Setzen Sie sie mit `PUT /v1/variables/{variable}`.",
    ),
    "credential-unknown": Text(
        "Die Zugangsdaten „{credential}“ gibt es nicht.",
        "Geben Sie die id von Zugangsdaten Ihres Arbeitsbereichs an (`GET /v1/credentials`).",
    ),
    "resource-not-own": Text(
        "„{name}“ ist keine Ressource Ihres Arbeitsbereichs.",
        "Namen von Tabellen, Buckets, Warteschlangen, Themen und Bussen beginnen mit `{prefix}`; Konto und Region sind die dieser Installation.",
    ),
    "definition-refused": Text(
        "Step Functions nimmt den Workflow nicht an ({reason}).",
        "Ändern Sie die genannte Stelle, und melden Sie dies als Fehler: Es hätte früher auffallen müssen.",
    ),
}
