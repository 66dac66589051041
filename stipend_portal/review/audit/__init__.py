"""The auditor's log: everything that was done, by whom and when. It is read and nothing else."""
