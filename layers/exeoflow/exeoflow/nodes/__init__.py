"""The types of nodes: their configuration, handles and properties, in one explicit table."""

from exeoflow.nodes.fields import Config
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.table import NODE_TYPES, parse_config
from exeoflow.nodes.texts import ConfigText, references_of_config, texts_of

__all__ = [
    "NODE_TYPES",
    "Config",
    "ConfigText",
    "Kind",
    "NodeType",
    "parse_config",
    "references_of_config",
    "texts_of",
]
