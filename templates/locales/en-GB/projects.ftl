# Projects.

project-name-taken = A project of the team has this name already. Choose another.
project-status = A project can be “running” or “stopped”.
project-status-filter = Choose “running”, “stopped”, “error”, “deleted” or “all”.
project-restore-taken = Another project is called “{ $name }” by now. Rename or delete that one, then restore this one.
project-purged = Deleted project

project-created = The project { $name } is made, and it runs.
project-updated = The project { $name } is saved.
project-started = The project { $name } runs and takes events.
project-stopped = The project { $name } is stopped and takes no events.
project-deleted = The project { $name } is deleted. You can restore it for 30 days.
project-restored = The project { $name } is back.
projects-too-many = The team has { $most } projects. Delete some before you make another.
