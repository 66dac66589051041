"""Finding the links on the published pages, and trying whether they lead somewhere."""
