"""The product's values: workflows, executions, keys. They know nothing of AWS, HTTP or storage."""
