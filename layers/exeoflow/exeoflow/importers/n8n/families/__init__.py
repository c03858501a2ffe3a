"""What each kind of n8n's nodes becomes, a file for each family, or a folder."""
