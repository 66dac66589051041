"""Settings: `base` gathers the concerns; `demo`, `production` and `test` build on it."""
