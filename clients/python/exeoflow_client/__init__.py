"""A typed client of the exeoflow API.

from exeoflow_client import Client

client = Client("https://abc.execute-api.eu-central-1.amazonaws.com", "exo_live_...")
started = client.execute_workflow("wf_...", {"input": {"number": 1}})
print(client.get_execution(started["execution_id"], wait=20)["output"])
"""

from exeoflow_client.client import Client
from exeoflow_client.transport import ExeoflowError

__all__ = ["Client", "ExeoflowError"]
