"""Import and export: folders of CSV files and encrypted backups."""
