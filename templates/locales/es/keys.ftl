# API keys.

key-unknown = Esta clave de API no se conoce aquí. Compruebe que se copió completa, desde “sk_scalix_” hasta el último carácter.
key-revoked = Esta clave de API se revocó. Use otra o cree una nueva.
key-expired = Esta clave de API expiró. Cree una nueva.
key-replaced = Este secreto se reemplazó al rotar la clave. Use el secreto más reciente.
key-project-deleted = El proyecto de esta clave de API se eliminó. Restaure el proyecto o use una clave de otro.
key-team-deleted = El equipo de esta clave de API se eliminó. Sus propietarios pueden restaurarlo durante 30 días; si no, use una clave de otro equipo.
key-scope-missing = Esta clave de API no puede hacer eso: le falta el ámbito “{ $scope }”. Cree una clave que lo tenga.
key-scope = El ámbito “{ $scope }” no existe. Una clave de API puede tener “usage:write” y “usage:read”.
key-overlap = Elija horas enteras de 0 a { $most }.
key-rotate-expired = La clave expiró y no se puede rotar. Cree una nueva.
key-rotate-revoked = La clave se revocó y no se puede rotar. Cree una nueva.
keys-too-many = El equipo tiene { $most } claves. Revoque algunas antes de crear otra.

key-created = La clave { $name } se ha creado. Cópiela ahora; solo se muestra una vez.
key-rotated = La clave { $name } tiene un secreto nuevo. Cópielo ahora; solo se muestra una vez.
key-revoked-now = La clave { $name } ya no funciona.
