"""The parts of the case page, one file a part."""
