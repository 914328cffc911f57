"""要不要上会, 到会与计票: what the unit's data say before and in a meeting."""
