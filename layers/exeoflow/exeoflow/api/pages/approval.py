"""The pages on which people answer: no script, nothing loaded from elsewhere, nothing remembered.

Who follows links, a mail scanner for example, only sees a page; its button decides.
"""

import json
from html import escape
from http import HTTPStatus
from typing import Final

from exeoflow.api.answers import Answer
from exeoflow.api.approvals.answers import decision_shown, question_shown
from exeoflow.api.approvals.operations import ANSWER_APPROVAL, SHOW_APPROVAL
from exeoflow.api.pages.frame import Frame
from exeoflow.api.problems import failure_message, refusal, status_of
from exeoflow.api.request import Request
from exeoflow.errors import ExeoflowError
from exeoflow.model.approval import AnswerKind, Approval, Decision
from exeoflow.texts import Language, approval_page_text

_STYLE: Final = """
:root{color-scheme:light dark}
body{font:18px/1.5 system-ui,sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem}
.message{font-size:1.2rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre{overflow:auto;padding:.7rem;background:#8882;border-radius:6px;font:15px/1.45 ui-monospace,monospace}
label{display:block}
textarea{box-sizing:border-box;width:100%;font:inherit}
button{font:inherit;font-weight:600;margin-top:1rem;padding:.6rem 1.6rem;min-height:44px;cursor:pointer}
"""
_FRAME: Final = Frame(_STYLE, form_action="'self'")


def question_answer(approval: Approval, request: Request) -> Answer:
    """Show what is asked: as a page with a button to a browser, as data to a program."""
    if not _wants_page(request):
        return SHOW_APPROVAL.answer(question_shown(approval))
    words, answer = approval_page_text(request.language), AnswerKind(request.path_parameters["answer"])
    parts = [f"<h1>{words['titles'][answer]}</h1>"]
    if approval.message:
        parts.append(f'<p class="message" dir="auto">{escape(approval.message)}</p>')
    if approval.data is not None:
        text = json.dumps(approval.data, ensure_ascii=False, indent=2)
        parts.append(f"<h2>{words['data']}</h2><pre>{escape(text)}</pre>")
    parts.append(f"<p>{words['until'].format(moment=f'{approval.expires_at:%Y-%m-%d %H:%M}')}</p>")
    parts.append('<form method="post">')
    if answer is not AnswerKind.RESUME:
        parts.append(
            f'<label for="comment">{words["comment"]}</label>'
            '<textarea id="comment" name="comment" dir="auto" rows="3" maxlength="2000"></textarea>'
        )
    parts.append(f'<button type="submit">{words["buttons"][answer]}</button></form>')
    return _page(HTTPStatus.OK, words["titles"][answer], "".join(parts), request.language)


def decision_answer(decision: Decision, request: Request) -> Answer:
    """Say that the answer counts."""
    if not _wants_page(request):
        return ANSWER_APPROVAL.answer(decision_shown(request.path_parameters["approval_id"], decision))
    words = approval_page_text(request.language)
    title = words["done"][decision.answer]
    return _page(HTTPStatus.OK, title, f"<h1>{title}</h1><p>{words['thanks']}</p>", request.language)


def approval_failed(error: ExeoflowError, request: Request) -> Answer:
    """Say what went wrong: as a page to a browser, in the envelope to a program."""
    if not _wants_page(request):
        return refusal(error, request)
    # Who clicks twice, or after somebody else, has done nothing that failed.
    titles = approval_page_text(request.language)["failed"]
    title = titles.get(error.code, titles["OTHER"])
    message = escape(failure_message(error, request.language))
    return _page(status_of(type(error)), title, f"<h1>{title}</h1><p>{message}</p>", request.language)


def _wants_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _page(status: HTTPStatus, title: str, main: str, language: Language) -> Answer:
    headers = {
        **_FRAME.headers,
        # The address is a power: it must not be told to whatever is opened next.
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    return Answer(status, _FRAME.html(title, f"<main>{main}</main>", language), headers)
