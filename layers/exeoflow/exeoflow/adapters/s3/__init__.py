"""S3: the files of workflows, and objects in buckets of their authors."""
