"""How much each page is read, counted without knowing anything of who reads."""
