"""How a diary file says what it is; read without loading what migrates it."""

APPLICATION_ID = 0x43724450
"""``CrDP``, in the header of every diary."""

FORMAT = 3
"""The number of migrations, in ``user_version``; a test holds it to the list."""
