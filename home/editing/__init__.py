"""Help for those who write the pages: a second person, dates, links, languages and a guide."""
