"""What the test run needs around itself: programs, a database server, the checks of `make check`."""
