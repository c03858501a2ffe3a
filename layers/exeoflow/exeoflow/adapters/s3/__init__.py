"""S3: objects that nodes put."""
