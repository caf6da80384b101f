"""Every English sentence about a result, for the terminal, the page, its description and JSON."""
