"""The one table of n8n's node types that have a counterpart: a row for each."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, TypeAlias

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.charts import translate_quick_chart
from exeoflow.importers.n8n.applications.chat import (
    translate_agent,
    translate_chain,
    translate_extractor,
    translate_open_ai,
)
from exeoflow.importers.n8n.applications.classifying import translate_sentiment, translate_text_classifier
from exeoflow.importers.n8n.applications.commands import translate_execute_command, translate_ssh
from exeoflow.importers.n8n.applications.mcp import translate_mcp_server
from exeoflow.importers.n8n.applications.memory.managing import translate_memory_manager
from exeoflow.importers.n8n.applications.polling import POLLED, translate_polling
from exeoflow.importers.n8n.applications.requests import translate_operation
from exeoflow.importers.n8n.applications.slack_files import translate_slack
from exeoflow.importers.n8n.applications.summarizing import translate_summarization
from exeoflow.importers.n8n.applications.vectors.stores import STORE_TYPES
from exeoflow.importers.n8n.applications.vectors.translation import (
    translate_question_chain,
    translate_vector_store,
)
from exeoflow.importers.n8n.families.choices import translate_filter, translate_if, translate_switch
from exeoflow.importers.n8n.families.code import (
    translate_ai_transform,
    translate_code,
    translate_function,
    translate_function_item,
    translate_langchain_code,
)
from exeoflow.importers.n8n.families.computed import (
    translate_crypto,
    translate_date_time,
    translate_markdown,
)
from exeoflow.importers.n8n.families.fields.renaming import translate_rename_keys
from exeoflow.importers.n8n.families.fields.setting import translate_set
from exeoflow.importers.n8n.families.files.archives import translate_compression
from exeoflow.importers.n8n.families.files.conversion import (
    translate_convert_to_file,
    translate_extract_from_file,
    translate_move_binary_data,
    translate_read_pdf,
    translate_spreadsheet_file,
)
from exeoflow.importers.n8n.families.files.images import translate_edit_image
from exeoflow.importers.n8n.families.html import translate_extract, translate_html
from exeoflow.importers.n8n.families.http.translation import translate_http_request
from exeoflow.importers.n8n.families.lists.comparing import translate_compare
from exeoflow.importers.n8n.families.lists.duplicates import translate_remove_duplicates
from exeoflow.importers.n8n.families.lists.item_lists import translate_item_lists
from exeoflow.importers.n8n.families.lists.merge import translate_merge
from exeoflow.importers.n8n.families.lists.rearranging import (
    translate_aggregate,
    translate_limit,
    translate_sort,
    translate_split_out,
)
from exeoflow.importers.n8n.families.lists.summarize import translate_summarize
from exeoflow.importers.n8n.families.loops import translate_loop
from exeoflow.importers.n8n.families.messages.chatting import translate_chat_message
from exeoflow.importers.n8n.families.messages.sending import (
    translate_email,
    translate_execute_workflow,
    translate_feed,
    translate_form_page,
    translate_xml,
)
from exeoflow.importers.n8n.families.passing import translate_execution_data, translate_no_op, translate_stop
from exeoflow.importers.n8n.families.responding import translate_respond
from exeoflow.importers.n8n.families.tables.data_table import translate_data_table
from exeoflow.importers.n8n.families.tables.redis import translate_redis
from exeoflow.importers.n8n.families.training import translate_customers, translate_messenger
from exeoflow.importers.n8n.families.triggers.calls import (
    translate_called,
    translate_chat,
    translate_error,
    translate_form,
    translate_manual,
    translate_webhook,
)
from exeoflow.importers.n8n.families.triggers.schedules import (
    translate_cron,
    translate_interval,
    translate_schedule,
)
from exeoflow.importers.n8n.families.waiting import translate_wait
from exeoflow.importers.n8n.kinds import BASE
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.source import SourceNode

Translate: TypeAlias = Callable[[Place], Piece]

FAMILIES: Final[Mapping[str, Translate]] = MappingProxyType(
    {type_: partial(translate_operation, application) for type_, application in APPLICATIONS.items()}
    | dict.fromkeys(STORE_TYPES, translate_vector_store)
    | {
        "n8n-nodes-base.slack": translate_slack,
        "@n8n/n8n-nodes-langchain.chainLlm": translate_chain,
        "@n8n/n8n-nodes-langchain.agent": translate_agent,
        "@n8n/n8n-nodes-langchain.openAi": translate_open_ai,
        "@n8n/n8n-nodes-langchain.informationExtractor": translate_extractor,
        "@n8n/n8n-nodes-langchain.chainSummarization": translate_summarization,
        "@n8n/n8n-nodes-langchain.textClassifier": translate_text_classifier,
        "@n8n/n8n-nodes-langchain.sentimentAnalysis": translate_sentiment,
        "@n8n/n8n-nodes-langchain.chainRetrievalQa": translate_question_chain,
        "@n8n/n8n-nodes-langchain.code": translate_langchain_code,
        "@n8n/n8n-nodes-langchain.memoryManager": translate_memory_manager,
        "@n8n/n8n-nodes-langchain.mcpTrigger": translate_mcp_server,
        **{f"n8n-nodes-base.{kind}": translate_polling for kind in POLLED},
        "n8n-nodes-base.manualTrigger": translate_manual,
        "n8n-nodes-base.start": translate_manual,
        "n8n-nodes-base.executeWorkflowTrigger": translate_called,
        "n8n-nodes-base.errorTrigger": translate_error,
        "n8n-nodes-base.webhook": translate_webhook,
        "n8n-nodes-base.scheduleTrigger": translate_schedule,
        "n8n-nodes-base.cron": translate_cron,
        "n8n-nodes-base.interval": translate_interval,
        "n8n-nodes-base.formTrigger": translate_form,
        "@n8n/n8n-nodes-langchain.chatTrigger": translate_chat,
        "@n8n/n8n-nodes-langchain.chat": translate_chat_message,
        "@n8n/n8n-nodes-langchain.manualChatTrigger": translate_chat,
        "n8n-nodes-base.code": translate_code,
        "n8n-nodes-base.aiTransform": translate_ai_transform,
        "n8n-nodes-base.function": translate_function,
        "n8n-nodes-base.functionItem": translate_function_item,
        "n8n-nodes-base.httpRequest": translate_http_request,
        "n8n-nodes-base.set": translate_set,
        "n8n-nodes-base.if": translate_if,
        "n8n-nodes-base.filter": translate_filter,
        "n8n-nodes-base.switch": translate_switch,
        "n8n-nodes-base.merge": translate_merge,
        "n8n-nodes-base.compareDatasets": translate_compare,
        "n8n-nodes-base.splitInBatches": translate_loop,
        "n8n-nodes-base.splitOut": translate_split_out,
        "n8n-nodes-base.aggregate": translate_aggregate,
        "n8n-nodes-base.limit": translate_limit,
        "n8n-nodes-base.sort": translate_sort,
        "n8n-nodes-base.removeDuplicates": translate_remove_duplicates,
        "n8n-nodes-base.itemLists": translate_item_lists,
        "n8n-nodes-base.summarize": translate_summarize,
        "n8n-nodes-base.renameKeys": translate_rename_keys,
        "n8n-nodes-base.noOp": translate_no_op,
        "n8n-nodes-base.executionData": translate_execution_data,
        "n8n-nodes-base.wait": translate_wait,
        "n8n-nodes-base.stopAndError": translate_stop,
        "n8n-nodes-base.respondToWebhook": translate_respond,
        "n8n-nodes-base.html": translate_html,
        "n8n-nodes-base.htmlExtract": translate_extract,
        "n8n-nodes-base.markdown": translate_markdown,
        "n8n-nodes-base.crypto": translate_crypto,
        "n8n-nodes-base.dateTime": translate_date_time,
        "n8n-nodes-base.n8nTrainingCustomerDatastore": translate_customers,
        "n8n-nodes-base.n8nTrainingCustomerMessenger": translate_messenger,
        "n8n-nodes-base.emailSend": translate_email,
        "n8n-nodes-base.form": translate_form_page,
        "n8n-nodes-base.executeWorkflow": translate_execute_workflow,
        "n8n-nodes-base.convertToFile": translate_convert_to_file,
        "n8n-nodes-base.extractFromFile": translate_extract_from_file,
        "n8n-nodes-base.moveBinaryData": translate_move_binary_data,
        "n8n-nodes-base.editImage": translate_edit_image,
        "n8n-nodes-base.compression": translate_compression,
        "n8n-nodes-base.readPDF": translate_read_pdf,
        "n8n-nodes-base.spreadsheetFile": translate_spreadsheet_file,
        "n8n-nodes-base.quickChart": translate_quick_chart,
        "n8n-nodes-base.rssFeedRead": translate_feed,
        "n8n-nodes-base.xml": translate_xml,
        "n8n-nodes-base.redis": translate_redis,
        "n8n-nodes-base.ssh": translate_ssh,
        "n8n-nodes-base.executeCommand": translate_execute_command,
        "n8n-nodes-base.dataTable": translate_data_table,
    }
)


def sends(node: SourceNode) -> bool:
    """Whether what a node is set to goes into requests, so that the items behind it are a service's."""
    is_of_core = node.type.startswith(BASE) and node.kind != "httpRequest"
    return node.type in APPLICATIONS or not is_of_core
