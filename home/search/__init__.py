"""Search among the site's pages: stems, prefixes and parts of compounds, in the reader's language."""
