"""Services of AWS, whose requests a credential of the kind `aws_sigv4` signs."""

from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import post, settings
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation


def _asked(action: str, version: str, fields: dict[str, Any]) -> Operation:
    """An action of the Query protocol, which answers in XML."""
    return post("/", {"Action": action, "Version": version, **fields}, body_type="form")


def in_json(
    target: str,
    body: Mapping[str, Any],
    items: str = "$answer",
    version: str = "1.1",
    **more: Any,  # noqa: ANN401 - whatever an operation has
) -> Operation:
    """An action of the JSON protocol, by its service and name, in the protocol's version."""
    headers = {"X-Amz-Target": target, "Content-Type": f"application/x-amz-json-{version}"}
    return post("/", body, items, headers=headers, **more)


SNS: Final = Application(
    "SNS",
    "https://sns.<region>.amazonaws.com",
    {
        ("", "publish"): _asked(
            "Publish", "2010-03-31", {"TopicArn": "{topic}", "Subject": "{subject}", "Message": "{message}"}
        ),
        ("", "create"): _asked("CreateTopic", "2010-03-31", {"Name": "{name}"}),
        ("", "delete"): _asked("DeleteTopic", "2010-03-31", {"TopicArn": "{topic}"}),
    },
    defaults={"": "publish"},
)

SES: Final = Application(
    "SES",
    "https://email.<region>.amazonaws.com",
    {
        ("email", "send"): _asked(
            "SendEmail",
            "2010-12-01",
            {
                "Source": "{fromEmail}",
                "Destination.ToAddresses.member.1": "{joined:toAddresses}",
                "Message.Subject.Data": "{subject}",
                "Message.Body.Text.Data": "{body}",
            },
        )
    },
    default="email",
    defaults={"email": "send"},
)

LAMBDA: Final = Application(
    "Lambda",
    "https://lambda.<region>.amazonaws.com",
    {
        ("", "invoke"): post(
            "/2015-03-31/functions/{function}/invocations",
            "{json:payload}",
            '{"result": $answer}',
            headers={"X-Amz-Invocation-Type": "RequestResponse"},
            is_one=True,
        )
    },
    defaults={"": "invoke"},
)

_COMPREHEND: Final = {"Text": "{text}", "LanguageCode": "{languageCode|en}"}


def _comprehended(target: str, body: dict[str, str]) -> Operation:
    return in_json(f"Comprehend_20171127.{target}", body)


COMPREHEND: Final = Application(
    "Comprehend",
    "https://comprehend.<region>.amazonaws.com",
    {
        ("text", "detectDominantLanguage"): _comprehended("DetectDominantLanguage", {"Text": "{text}"}),
        ("text", "detectSentiment"): _comprehended("DetectSentiment", _COMPREHEND),
        ("text", "detectEntities"): _comprehended("DetectEntities", _COMPREHEND),
    },
    default="text",
    defaults={"text": "detectDominantLanguage"},
)

_JOB: Final = {"TranscriptionJobName": "{transcriptionJobName}"}


def _transcribed(target: str, body: dict[str, Any], items: str, **more: Any) -> Operation:  # noqa: ANN401
    return in_json(f"Transcribe.{target}", body, items, **more)


def _begun(language: dict[str, Any], **more: Any) -> Operation:  # noqa: ANN401
    body = {
        **_JOB,
        "Media": {"MediaFileUri": "{mediaFileUri}"},
        "Settings": {
            "ChannelIdentification": "{options.channelIdentification}",
            "MaxAlternatives": "{number:options.maxAlternatives}",
            "MaxSpeakerLabels": "{number:options.maxSpeakerLabels}",
            **settings(
                "options",
                "VocabularyName=vocabularyName VocabularyFilterName=vocabularyFilterName",
                "VocabularyFilterMethod=vocabularyFilterMethod",
            ),
        },
        **language,
        "$": '$merge([$request, $exists($request.Settings) ? {"Settings": $merge([$request.Settings, '
        '$exists($request.Settings.MaxAlternatives) ? {"ShowAlternatives": true} : {}, '
        '$exists($request.Settings.MaxSpeakerLabels) ? {"ShowSpeakerLabels": true} : {}])} : {}])',
    }
    return _transcribed("StartTranscriptionJob", body, "$answer.TranscriptionJob", is_one=True, **more)


TRANSCRIBE: Final = Application(
    "Transcribe",
    "https://transcribe.<region>.amazonaws.com",
    {
        ("transcriptionJob", "create"): _begun(
            {"LanguageCode": "{languageCode|en-US}"},
            where={("detectLanguage", True): _begun({"IdentifyLanguage": True})},
        ),
        ("transcriptionJob", "delete"): _transcribed("DeleteTranscriptionJob", _JOB, DONE, is_one=True),
        ("transcriptionJob", "getAll"): _transcribed(
            "ListTranscriptionJobs",
            {
                "MaxResults": "{number:limit|20}",
                "Status": "{filters.status}",
                "JobNameContains": "{filters.jobNameContains}",
            },
            "$answer.TranscriptionJobSummaries",
        ),
    },
    default="transcriptionJob",
    defaults={"transcriptionJob": "create"},
)

APPLICATIONS: Final = {
    "awsSns": SNS,
    "awsSes": SES,
    "awsLambda": LAMBDA,
    "awsComprehend": COMPREHEND,
    "awsTranscribe": TRANSCRIBE,
}
