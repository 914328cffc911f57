"""Blank forms: a page for each, and the file that Word, Excel or WPS fills in."""
