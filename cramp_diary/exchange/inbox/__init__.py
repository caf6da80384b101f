"""The inbox: files of lines that a phone writes, one an entry (the grammar is in README.md)."""
