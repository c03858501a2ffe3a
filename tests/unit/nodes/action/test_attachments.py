"""A mail with attachments is sent by the function that reads files; one without by Step Functions itself."""

from exeoflow.nodes.action import messages
from exeoflow.nodes.lowering.shapes import Retrier, Task
from exeoflow.service.files import mailing
from tests.unit.nodes.lowered import lowered

_MAIL: dict[str, object] = {"sender": "a@b", "to": "c@d", "subject": "s", "text": "t"}


def test_the_function_is_asked_to_send_what_ses_would_be() -> None:
    attachments = [
        {"filename": "{{ $input.name }}", "content": "{{ $input.file }}"},
        {"filename": "a", "content": 1},
    ]

    plain = lowered("email", _MAIL)
    sent = lowered("email", {**_MAIL, "attachments": attachments})

    assert isinstance(plain, Task)
    assert isinstance(sent, Task)
    assert isinstance(sent.arguments, dict)
    assert sent.arguments["FunctionName"] == "${RunFileOperationFunctionArn}"
    assert sent.arguments["Payload"] == {
        "operation": "mail",
        "mail": plain.arguments,
        "attachments": [
            {"filename": "{% $v_input.name %}", "content": "{% $v_input.file %}"},
            {"filename": "a", "content": 1},
        ],
        "workspace": "${Workspace}",
        "execution_id": "{% $states.context.Execution.Name %}",
    }


def test_attachments_may_be_computed_as_a_whole() -> None:
    sent = lowered("email", {**_MAIL, "attachments": "{{ $input.files }}"})

    assert isinstance(sent, Task)
    assert '"attachments": "{% $v_input.files %}"' in str(sent.arguments).replace("'", '"')


def test_a_mail_of_which_nothing_is_known_is_not_sent_again() -> None:
    sent = lowered("email", {**_MAIL, "attachments": []})

    assert isinstance(sent, Task)
    assert sent.retry == (Retrier(("Lambda.TooManyRequestsException",)), Retrier(("File.Unavailable",)))


def test_the_node_takes_as_many_as_the_function_sends() -> None:
    assert messages.MAX_ATTACHMENTS == mailing.MAX_ATTACHMENTS
