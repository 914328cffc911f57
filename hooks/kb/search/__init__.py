"""Search: the units that are found, and the files that carry them to the browser."""
