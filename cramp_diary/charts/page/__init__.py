"""The monthly page: its layout, and the sections that are on no other chart."""
