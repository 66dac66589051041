"""What the mail service tells of a message after it was handed over."""
