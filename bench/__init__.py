"""`make bench`: how much work a page costs, against a bare Django view served the same way."""
