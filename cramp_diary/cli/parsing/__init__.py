"""What was typed as days, months and places of files."""
