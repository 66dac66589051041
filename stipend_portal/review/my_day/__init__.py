"""“What waits for me”: one file a kind of work, and `registry` that puts them together."""
