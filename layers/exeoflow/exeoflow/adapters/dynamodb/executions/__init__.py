"""DynamoDB: executions, their counts, lists and statistics."""
