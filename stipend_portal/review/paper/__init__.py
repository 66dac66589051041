"""Applications that come on paper, entered by an officer."""
