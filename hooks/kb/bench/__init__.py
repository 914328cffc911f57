"""The project's own measurements: ratios of CPU time, taken in one run on one machine."""
