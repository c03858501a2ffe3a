"""What each kind of n8n's nodes becomes, one file for each family."""
