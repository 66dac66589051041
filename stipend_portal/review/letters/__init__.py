"""Decision letters: read together, released together, sent again, printed and posted."""
