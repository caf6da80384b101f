"""Every English sentence about a result: for the terminal, the page, descriptions and JSON."""
