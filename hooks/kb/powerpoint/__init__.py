"""Slides as a PowerPoint file that people go on editing in WPS."""
