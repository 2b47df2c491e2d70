"""Pictures and tables of one run under way, for the live view: no results are read, values are handed in."""
