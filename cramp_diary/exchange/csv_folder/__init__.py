"""Reading and writing a diary as a folder of CSV files."""
