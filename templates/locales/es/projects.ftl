# Projects.

project-name-taken = Un proyecto del equipo ya tiene este nombre. Elija otro.
project-status = Un proyecto puede estar “running” o “stopped”.
project-status-filter = Elija “running”, “stopped”, “error”, “deleted” o “all”.
project-restore-taken = Otro proyecto ya se llama “{ $name }”. Cámbiele el nombre o elimínelo y después restaure este.
project-purged = Proyecto eliminado

project-created = El proyecto { $name } se ha creado y está en marcha.
project-updated = El proyecto { $name } se ha guardado.
project-started = El proyecto { $name } está en marcha y acepta eventos.
project-stopped = El proyecto { $name } está detenido y no acepta eventos.
project-deleted = El proyecto { $name } se ha eliminado. Puede restaurarlo durante 30 días.
project-restored = El proyecto { $name } se ha restaurado.
projects-too-many = El equipo tiene { $most } proyectos. Elimine algunos antes de crear otro.
