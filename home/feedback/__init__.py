"""What readers tell: that something cannot be used by everyone, and whether a page helped."""
