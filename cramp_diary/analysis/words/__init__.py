"""Every sentence about results, once, for the terminal, the page, its description and JSON."""
