"""Reports for those who write the pages: what to look over, what is broken, what lacks English."""
