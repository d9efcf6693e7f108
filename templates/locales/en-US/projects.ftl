# Projects.

project-name-taken = A project of the team has this name already. Choose another.
project-status = A project can be “running” or “stopped”.
project-status-filter = Choose “running”, “stopped”, “error”, “deleted” or “all”.
project-restore-taken = Another project is called “{ $name }” by now. Rename or delete that one, then restore this one.
project-purged = Deleted project
