"""The classes that `Diary` is made of, one for each group of tables or kind of work."""
