"""One record for each section of an edition, for other systems: searches, language models."""
