"""SQS: what is put aside to be done later."""
