"""Services of AI models, which all take requests in the form of OpenAI's, and the model that a node asks."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.n8n.applications.model import Application
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

ALIBABA: Final = Application("Alibaba Cloud", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", {})
ANTHROPIC: Final = Application("Anthropic", "https://api.anthropic.com/v1", {})
AZURE_OPENAI: Final = Application("Azure OpenAI", "https://<resource>.openai.azure.com/openai/v1", {})
BEDROCK: Final = Application("Bedrock", "https://bedrock-runtime.<region>.amazonaws.com", {})
COHERE: Final = Application("Cohere", "https://api.cohere.ai/compatibility/v1", {})
DATABRICKS: Final = Application("Databricks", "https://<host>/ai-gateway/openai/v1", {})
DEEP_SEEK: Final = Application("DeepSeek", "https://api.deepseek.com/v1", {})
GEMINI: Final = Application("Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", {})
GROQ: Final = Application("Groq", "https://api.groq.com/openai/v1", {})
HUGGING_FACE: Final = Application("Hugging Face", "https://router.huggingface.co/v1", {})
LEMONADE: Final = Application("Lemonade", "https://<host>/api/v1", {})
MINIMAX: Final = Application("MiniMax", "https://api.minimax.io/v1", {})
MISTRAL: Final = Application("Mistral", "https://api.mistral.ai/v1", {})
MOONSHOT: Final = Application("Moonshot", "https://api.moonshot.ai/v1", {})
NVIDIA: Final = Application("NVIDIA", "https://integrate.api.nvidia.com/v1", {})
OLLAMA: Final = Application("Ollama", "https://<host>/v1", {})
OPENAI: Final = Application("OpenAI", "https://api.openai.com/v1", {})
OPEN_ROUTER: Final = Application("OpenRouter", "https://openrouter.ai/api/v1", {})
VERCEL: Final = Application("Vercel AI Gateway", "https://ai-gateway.vercel.sh/v1", {})
VERTEX: Final = Application("Vertex AI", "https://<location>-aiplatform.googleapis.com/v1", {})
X_AI: Final = Application("xAI", "https://api.x.ai/v1", {})


def model_name(place: Place, node: SourceNode, default: str) -> str:
    """JSONata for the name of the model."""
    found = node.parameters.get("model", node.parameters.get("modelName", default))
    if isinstance(found, Mapping):
        found = found.get("value", default)
    if is_computed(found):
        return f"$n8_field_text({place.value(found)})"
    if not isinstance(found, str):
        raise Refused("setting-computed", setting="model")
    return literal(found.removeprefix("models/") or default)
