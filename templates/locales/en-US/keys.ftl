# API keys.

key-unknown = This API key is not known here. Check that it was copied whole, from “sk_scalix_” to the last character.
key-revoked = This API key was revoked. Use another one, or make a new one.
key-expired = This API key has expired. Make a new one.
key-replaced = This secret was replaced by a rotation. Use the newer secret of the key.
key-project-deleted = The project of this API key was deleted. Restore the project, or use a key of another one.
key-team-deleted = The team of this API key was deleted. Its owners can restore it for 30 days; otherwise use a key of another team.
key-scope-missing = This API key may not do that: it lacks the scope “{ $scope }”. Make a key that has it.
key-scope = There is no scope “{ $scope }”. An API key can have “usage:write” and “usage:read”.
key-overlap = Choose whole hours from 0 to { $most }.
key-rotate-expired = The key has expired and cannot be rotated. Make a new one.
key-rotate-revoked = The key was revoked and cannot be rotated. Make a new one.
keys-too-many = The team has { $most } keys. Revoke some before you make another.

key-created = The key { $name } is made. Copy it now; it is shown only once.
key-rotated = The key { $name } has a new secret. Copy it now; it is shown only once.
key-revoked-now = The key { $name } no longer works.
