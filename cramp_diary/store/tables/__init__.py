"""What the diary holds, table by table."""
