"""`/styleguide/`: every component on one page, in every state. In the demo only."""
