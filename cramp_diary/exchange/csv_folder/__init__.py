"""The diary as a folder of CSV files."""
