"""The report: one HTML file that opens offline, prints to A4 and carries its font, pictures and tables inside."""
