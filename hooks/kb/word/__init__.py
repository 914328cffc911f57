"""Word files of the unit's internal form, the same bytes for the same inputs."""
