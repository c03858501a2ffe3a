"""Make, list and revoke API keys: `python -m exeoflow.keys create --workspace acme --name "CI" ...`."""
