# Accounts, passwords and sign-in.

account-unknown-address = Nadie aquí tiene la dirección { $email }.
signin-wrong = El correo electrónico o la contraseña no son correctos.
setup-link-expired = Este enlace de configuración inicial ya se usó o tiene más de 30 minutos. Reinicie Scalix: mientras nadie tenga una cuenta, muestra un enlace nuevo.

password-short = Use al menos { $least } caracteres; unas cuantas palabras sin relación son lo más fácil de recordar.
password-long = Use como máximo { $most } caracteres.
password-weak = Es fácil de adivinar. Use unas cuantas palabras sin relación o deje que un gestor de contraseñas cree una.

account-name = Su nombre
account-email = Correo electrónico
account-password = Contraseña
account-password-hint = Al menos 12 caracteres. Unas cuantas palabras sin relación son lo más fácil de recordar.

signin-title = Iniciar sesión
signin-lead = en esta consola de Scalix
signin-verb = Iniciar sesión
signin-busy = Iniciando sesión
signin-by-invitation = Las cuentas se crean por invitación. Pida una a un propietario o administrador de su equipo.
signin-to-signup = Crear una cuenta
signin-done = Le damos la bienvenida de nuevo, { $name }.
signout-done = Ha cerrado la sesión.

email-taken-meanwhile = Esta dirección ya pertenece a otra cuenta, por lo que la suya conserva la que tiene.

setup-title = Configurar Scalix
setup-lead = Usted pasa a ser operador de esta instancia y propietario de su primer equipo.
setup-team = Nombre de su equipo
setup-team-hint = A él pertenecen los proyectos, las claves y el uso.
setup-verb = Configurar
setup-busy = Configurando
setup-done = Scalix está configurado. ¡Le damos la bienvenida!
setup-first-title = Aún sin configurar
setup-first = Todavía nadie tiene una cuenta. Abra el enlace de configuración inicial que Scalix mostró al iniciarse; reinícielo para obtener uno nuevo.

signup-title = Crear una cuenta
signup-lead = en esta consola de Scalix
signup-verb = Crear cuenta
signup-busy = Creando la cuenta
signup-to-login = Iniciar sesión con una cuenta existente
signup-off = Aquí nadie puede crear una cuenta por sí mismo. Pida una a un operador de esta instancia de Scalix.
signup-invite = Las cuentas se crean por invitación. Pida una a un propietario o administrador de su equipo.
signup-mail-title = Revise su correo
signup-mail = Hemos enviado un correo a esta dirección. Su enlace completa el registro e inicia su sesión.
signup-mail-hint = El enlace es válido durante 24 horas. Si no llega ningún correo, revise la carpeta de correo no deseado o consulte a un operador.
signup-done = ¡Le damos la bienvenida a Scalix, { $name }!
signup-has-account = Esta dirección ya tiene una cuenta. Inicie sesión con ella.
signup-team-name = Equipo de { $name }

verify-title = Confirme su dirección
verify-lead = ¿Es { $address } su dirección?
verify-verb = Confirmar esta dirección
verify-signup-title = Complete el registro
verify-signup-lead = Esto crea la cuenta de { $address } e inicia su sesión. Continúe solo si fue usted quien la solicitó.
verify-signup-verb = Crear mi cuenta
verify-busy = Un momento
email-confirmed = La dirección { $address } está confirmada.
