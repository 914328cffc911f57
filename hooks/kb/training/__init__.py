"""Slides and handouts: one outline for the projector, for paper, for PowerPoint and for Word."""
