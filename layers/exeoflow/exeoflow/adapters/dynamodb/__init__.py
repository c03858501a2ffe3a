"""DynamoDB: the stores."""
