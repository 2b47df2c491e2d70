"""The explorer: one HTML file in which a reader chooses indicator, place, year and scenario, without a network."""
