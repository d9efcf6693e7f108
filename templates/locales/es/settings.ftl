# The pages of a person's own settings.

settings-tab-profile = Perfil
settings-tab-appearance = Apariencia
settings-tab-security = Seguridad
settings-tab-notifications = Notificaciones
settings-tab-tokens = Claves de API

profile-about = Acerca de usted
profile-about-lead = Las personas de sus equipos ven su nombre y su foto.
profile-first = Nombre
profile-last = Apellidos
profile-email = Correo electrónico
profile-email-hint = Una dirección nueva se aplica en cuanto se confirma con un enlace.
profile-company = Empresa
profile-bio = Acerca de usted
profile-bio-hint = Hasta 2000 caracteres.
profile-save = Guardar
profile-saving = Guardando
profile-saved = Su perfil se ha guardado.
profile-saved-asked = Su perfil se ha guardado. La dirección nueva se aplica cuando se abra el enlace que enviamos a { $email }.
profile-saved-kept = Su perfil se ha guardado. La dirección nueva { $email } se aplica cuando se abra su enlace. Esta instancia de Scalix no envía correos, por lo que el enlace está en la carpeta de datos del servidor: pídaselo a un operador.
profile-unconfirmed = Nadie ha confirmado todavía que { $email } sea suya.
profile-pending = { $email } está pendiente de confirmación con el enlace que enviamos a esa dirección. Hasta entonces, su dirección es { $present }.
profile-pending-kept = { $email } está pendiente de confirmación con un enlace. Esta instancia de Scalix no envía correos, por lo que el enlace está en la carpeta de datos del servidor: pídaselo a un operador. Hasta entonces, su dirección es { $present }.
profile-send-link = Enviar el enlace
profile-send-again = Enviarlo de nuevo
profile-make-link = Crear un enlace
profile-link-sent = El enlace está en camino. Es válido durante siete días.
profile-link-kept = Esta instancia de Scalix no envía correos. El enlace es válido durante siete días y está en la carpeta de datos del servidor: pídaselo a un operador.
profile-email-known = Su dirección ya está confirmada.

photo-title = Foto
photo-lead = Sin ella, en su lugar aparecen sus iniciales.
photo-choose = Elegir una imagen
photo-hint = PNG, JPEG, WebP o GIF, hasta 2 MiB. Se conserva el centro en forma de cuadrado; no se conserva dónde ni cuándo se tomó.
photo-preview = Así se verá su foto
photo-progress = Enviado hasta ahora
photo-save = Usar esta foto
photo-saving = Enviando
photo-remove = Quitar la foto
photo-removing = Quitando
photo-saved = Su foto se ha guardado.
photo-removed = Su foto se ha quitado.
photo-empty = Este archivo está vacío. Elija una imagen.
photo-large = Este archivo supera los 2 MiB. Elija uno más pequeño o reduzca su tamaño.
photo-kind = No es una imagen PNG, JPEG, WebP ni GIF, diga lo que diga su nombre.
photo-pixels = Esta imagen tiene más de { $most } millones de píxeles. Reduzca antes su tamaño.
photo-broken = Esta imagen está dañada y no se puede leer. Elija otra.

appearance-title = Apariencia
appearance-lead = Cómo ve usted todas las páginas y cómo se escriben en ellas las fechas y los números.
appearance-theme = Tema
appearance-light = Claro
appearance-dark = Oscuro
appearance-system = Como en su sistema
appearance-language = Idioma
appearance-language-hint = De las páginas y de los correos que recibe.
appearance-auto = Como en su navegador
appearance-zone = Zona horaria
appearance-zone-hint = Escriba una ciudad o un continente para buscar, por ejemplo Lisbon o Asia. En los informes, los días empiezan a la medianoche de esa zona.
appearance-save = Guardar
appearance-saved = Sus preferencias se han guardado.

field-theme = Elija light, dark o system.
field-language = Elija auto o uno de { $spoken }.
field-timezone = Elija una zona horaria de la lista, por ejemplo Europe/Lisbon.
