"""exeoflow: workflow automation as an API on AWS Step Functions."""
