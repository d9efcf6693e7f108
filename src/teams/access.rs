//! Who may do what: roles, permissions, and the proof of one.
//!
//! A handler asks for `Access<ManageProjects>`; a domain function takes it. It can be made here
//! only, from a membership, and it carries the team, so no statement on tenant data runs without
//! one and no permission is checked by hand.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::audit::Actor;
use crate::ids::{PublicId, TeamId, UserId};

/// What somebody is in a team. Not a ladder: an analyst reads billing, a developer does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything, also deleting the team and making owners.
    Owner,
    /// Everything but what makes an owner.
    Admin,
    /// Projects, keys and usage.
    Developer,
    /// Usage in depth, exports and billing, read only.
    Analyst,
    /// Totals, read only.
    Viewer,
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Self; 5] = [
        Self::Owner,
        Self::Admin,
        Self::Developer,
        Self::Analyst,
        Self::Viewer,
    ];

    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Developer => "developer",
            Self::Analyst => "analyst",
            Self::Viewer => "viewer",
        }
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Admin",
            Self::Developer => "Developer",
            Self::Analyst => "Analyst",
            Self::Viewer => "Viewer",
        }
    }

    /// The names of its permissions, in the order of the table.
    pub fn permissions(self) -> Vec<&'static str> {
        names_of(self)
    }

    /// Whether somebody in this role may make others what `other` is: nobody gives more than they
    /// hold themselves.
    pub fn may_give(self, other: Self) -> bool {
        let holds = |roles: &[Self], role| roles.contains(&role);
        table()
            .iter()
            .all(|(_, roles)| holds(roles, self) || !holds(roles, other))
    }

    /// Reads a role in any letter case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|role| role.word().eq_ignore_ascii_case(text))
    }
}

/// What a personal token may be limited to; never more than its owner's role gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenScope {
    /// Read projects.
    ProjectsRead,
    /// Change projects.
    ProjectsWrite,
    /// Read API keys (masked).
    KeysRead,
    /// Make, rotate and revoke API keys.
    KeysWrite,
    /// Read usage.
    UsageRead,
    /// Change prices and aliases of the team.
    UsageWrite,
    /// Read the team.
    TeamRead,
    /// Change the team.
    TeamWrite,
    /// Read billing.
    BillingRead,
    /// Change billing.
    BillingWrite,
}

impl TokenScope {
    /// Every scope.
    pub const ALL: [Self; 10] = [
        Self::ProjectsRead,
        Self::ProjectsWrite,
        Self::KeysRead,
        Self::KeysWrite,
        Self::UsageRead,
        Self::UsageWrite,
        Self::TeamRead,
        Self::TeamWrite,
        Self::BillingRead,
        Self::BillingWrite,
    ];

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::ProjectsRead => "projects:read",
            Self::ProjectsWrite => "projects:write",
            Self::KeysRead => "keys:read",
            Self::KeysWrite => "keys:write",
            Self::UsageRead => "usage:read",
            Self::UsageWrite => "usage:write",
            Self::TeamRead => "team:read",
            Self::TeamWrite => "team:write",
            Self::BillingRead => "billing:read",
            Self::BillingWrite => "billing:write",
        }
    }

    /// Reads a scope.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == text)
    }
}

/// Something a role may or may not do.
pub trait Permission: Send + Sync + 'static {
    /// The name, as `GET /api/auth/me` lists it.
    const NAME: &'static str;
    /// What a personal token needs for it.
    const SCOPE: TokenScope;
    /// Whether a role holds it.
    fn held_by(role: Role) -> bool;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $wire:literal $scope:ident: $($role:ident)|+;)*) => {
        $(
            $(#[$doc])*
            pub enum $name {}

            impl Permission for $name {
                const NAME: &'static str = $wire;
                const SCOPE: TokenScope = TokenScope::$scope;
                fn held_by(role: Role) -> bool {
                    matches!(role, $(Role::$role)|+)
                }
            }
        )*

        fn names_of(role: Role) -> Vec<&'static str> {
            let all = [$(($name::NAME, $name::held_by(role))),*];
            all.into_iter().filter(|(_, held)| *held).map(|(name, _)| name).collect()
        }

        fn names_held_by(membership: &Membership) -> Vec<&'static str> {
            let mut names = Vec::new();
            $(
                if membership.holds::<$name>() {
                    names.push($name::NAME);
                }
            )*
            names
        }

        /// The scopes that open something, in the order of [`TokenScope::ALL`].
        pub fn scopes_in_use() -> Vec<TokenScope> {
            let used = [$(TokenScope::$scope),*];
            TokenScope::ALL.into_iter().filter(|scope| used.contains(scope)).collect()
        }

        /// Every permission with the roles that hold it, for the page and the test of the table.
        pub fn table() -> Vec<(&'static str, Vec<Role>)> {
            vec![$(
                ($name::NAME, Role::ALL.into_iter().filter(|role| $name::held_by(*role)).collect()),
            )*]
        }
    };
}

// The table. A permission that reads comes apart by area, because a personal token's scopes do.
permissions! {
    /// See the team and its members.
    ViewTeam "view_team" TeamRead: Owner | Admin | Developer | Analyst | Viewer;
    /// See the projects.
    ViewProjects "view_projects" ProjectsRead: Owner | Admin | Developer | Analyst | Viewer;
    /// See the totals of the usage.
    ViewUsage "view_usage" UsageRead: Owner | Admin | Developer | Analyst | Viewer;
    /// Create, change, start, stop, delete and restore projects.
    ManageProjects "manage_projects" ProjectsWrite: Owner | Admin | Developer;
    /// List API keys, masked.
    ReadKeys "read_keys" KeysRead: Owner | Admin | Developer;
    /// Create, rotate and revoke API keys.
    ManageKeys "manage_keys" KeysWrite: Owner | Admin | Developer;
    /// See usage by key, by status and by event.
    ReadUsage "read_usage" UsageRead: Owner | Admin | Developer | Analyst;
    /// Change the team's own prices and other names of models.
    ManagePrices "manage_prices" UsageWrite: Owner | Admin;
    /// Write to other members.
    SendMessages "send_messages" TeamWrite: Owner | Admin | Developer | Analyst;
    /// Invite people, change their roles, deactivate and remove them, export the list.
    ManageMembers "manage_members" TeamWrite: Owner | Admin;
    /// See who did what in the team.
    ReadAudit "read_audit" TeamRead: Owner | Admin;
    /// Rename, delete and restore the team, make owners, hand it over.
    OwnTeam "own_team" TeamWrite: Owner;
}

/// Somebody's place in a team, as read from the database for this request.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The team.
    pub team: TeamId,
    /// Its public id.
    pub team_id: PublicId<TeamId>,
    /// Its name.
    pub team_name: String,
    /// The person.
    pub user: UserId,
    /// What the person is in it.
    pub role: Role,
    /// What a personal token is limited to; `None` for a session.
    pub scopes: Option<Arc<[TokenScope]>>,
}

impl Membership {
    /// Whether the role holds the permission and the token, if it is one, has its scope.
    pub fn holds<P: Permission>(&self) -> bool {
        let in_scope = self
            .scopes
            .as_ref()
            .is_none_or(|scopes| scopes.contains(&P::SCOPE));
        P::held_by(self.role) && in_scope
    }

    /// The names of the permissions held, in the order of the table.
    pub fn permissions(&self) -> Vec<&'static str> {
        names_held_by(self)
    }
}

/// Proof that the caller may do `P` in this team.
pub struct Access<P> {
    membership: Membership,
    actor: Arc<Actor>,
    permission: PhantomData<fn() -> P>,
}

impl<P: Permission> Access<P> {
    /// The only way to make one; `None` when the membership does not hold the permission.
    pub(crate) fn prove(membership: Membership, actor: Arc<Actor>) -> Option<Self> {
        let held = membership.holds::<P>();
        held.then_some(Self {
            membership,
            actor,
            permission: PhantomData,
        })
    }
}

impl<P> Access<P> {
    /// The team that every statement names.
    pub fn team(&self) -> TeamId {
        self.membership.team
    }

    /// The person who acts.
    pub fn user(&self) -> UserId {
        self.membership.user
    }

    /// The membership it was proved from.
    pub fn membership(&self) -> &Membership {
        &self.membership
    }

    /// Who acts, for the audit log.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The proof of another permission, if the same role holds it.
    pub fn also<Q: Permission>(&self) -> Option<Access<Q>> {
        Access::prove(self.membership.clone(), self.actor.clone())
    }
}

impl<P> Clone for Access<P> {
    fn clone(&self) -> Self {
        Self {
            membership: self.membership.clone(),
            actor: self.actor.clone(),
            permission: PhantomData,
        }
    }
}

impl<P: Permission> fmt::Debug for Access<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Access<{}>({:?})", P::NAME, self.membership.team)
    }
}

/// Proof that the caller is an operator of the instance: a right beside the roles, which gives
/// nothing inside a team.
#[derive(Clone, Debug)]
pub struct Operator {
    user: UserId,
    actor: Arc<Actor>,
}

impl Operator {
    /// The only way to make one; `operator` is the account's flag, read for this request.
    pub(crate) fn prove(user: UserId, operator: bool, actor: Arc<Actor>) -> Option<Self> {
        operator.then_some(Self { user, actor })
    }

    /// The person who acts.
    pub fn user(&self) -> UserId {
        self.user
    }

    /// Who acts, for the audit log.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_roles_and_permissions() {
        let lines: Vec<String> = table()
            .into_iter()
            .map(|(name, roles)| {
                let roles: Vec<_> = roles.into_iter().map(Role::word).collect();
                format!("{name}: {}", roles.join(" "))
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        view_team: owner admin developer analyst viewer
        view_projects: owner admin developer analyst viewer
        view_usage: owner admin developer analyst viewer
        manage_projects: owner admin developer
        read_keys: owner admin developer
        manage_keys: owner admin developer
        read_usage: owner admin developer analyst
        manage_prices: owner admin
        send_messages: owner admin developer analyst
        manage_members: owner admin
        read_audit: owner admin
        own_team: owner
        ");
    }

    #[test]
    fn nobody_gives_a_role_above_their_own() {
        let lines: Vec<String> = Role::ALL
            .into_iter()
            .map(|role| {
                let given = Role::ALL.into_iter().filter(|other| role.may_give(*other));
                let given: Vec<_> = given.map(Role::word).collect();
                format!("{}: {}", role.word(), given.join(" "))
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        owner: owner admin developer analyst viewer
        admin: admin developer analyst viewer
        developer: developer analyst viewer
        analyst: analyst viewer
        viewer: viewer
        ");
    }

    #[test]
    fn roles_are_read_in_any_case() {
        assert_eq!(Role::parse("OWNER"), Some(Role::Owner));
        assert_eq!(Role::parse("root"), None);
    }
}
