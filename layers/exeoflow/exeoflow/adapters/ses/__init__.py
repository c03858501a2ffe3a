"""SES: mails with attachments, which Step Functions itself could not read out of files."""
