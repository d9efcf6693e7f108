# Personal tokens.

token-team = You are in no such team. Choose one of yours.
tokens-title = Personal tokens
tokens-lead = For programs that act as you, in one team, within the scopes you choose. To send usage, make an API key of a project instead.
tokens-new = New token
tokens-none = No personal tokens yet
tokens-none-text = A token lets a script of yours read and change what you can, without your password.
tokens-token = Token
tokens-team = Team
tokens-team-hint = The token acts in this team only.
tokens-name-hint = What will use it, such as “Weekly report”.
tokens-scopes-hint = Never more than your role in the team allows.
tokens-create = Make token
tokens-creating = Making
tokens-made-title = { $name } is made
tokens-made-text = It acts as you in { $team }.
tokens-secret = The token
tokens-use-text = The token stands in the Authorization header of each request.
tokens-to-list = To your tokens
tokens-revoke-one = Revoke { $name }
tokens-revoke-text = From then on, every request with this token is refused.

scope-projects-read = See projects
scope-projects-write = Make, change, start and stop projects
scope-keys-read = See API keys, masked
scope-keys-write = Make, rotate and revoke API keys
scope-usage-read = Read usage and costs
scope-usage-write = Change prices
scope-team-read = See the team and its audit log
scope-team-write = Change the team
scope-billing-read = Read billing
scope-billing-write = Change billing
