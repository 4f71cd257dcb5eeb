//! Reading the log is itself traced: once for each way of looking through it, before anything is shown.
//!
//! A way is what was chosen, and what was typed as far as it names one account or one object. The rest of what was
//! typed is not written down: it may be anything, and each key would be another search.

use medigest_domain::id::OpId;
use medigest_domain::time::parse_date;
use medigest_domain::trace::AuditAction;

use super::search::LogQuery;
use crate::actor::Actor;
use crate::error::AppResult;
use crate::openings::Opened;
use crate::practice::Practice;

impl Practice {
    /// Traces that `actor` looks through the log as `query`, which is valid, says.
    pub(super) async fn note_reading(&self, actor: &Actor, query: &LogQuery) -> AppResult<()> {
        let mut details = "Journal d'audit consulté".to_owned();
        let way = self.way_of(query).await?;
        if !way.is_empty() {
            details = format!("{details} : {}", way.join(", "));
        }
        let opened = Opened::Log(details.clone());
        self.note_opening(actor, opened, AuditAction::ReadLog, None, details)
            .await
    }

    async fn way_of(&self, query: &LogQuery) -> AppResult<Vec<String>> {
        let mut way = Vec::new();
        let user = query.user.trim();
        if !user.is_empty() {
            way.push(match self.only_account(user).await? {
                Some(name) => format!("utilisateur {name}"),
                None => "par utilisateur".to_owned(),
            });
        }
        way.extend(
            query
                .action
                .map(|action| format!("action {}", action.stored())),
        );
        way.extend(
            query
                .entity
                .map(|kind| format!("objets {}", kind.collection())),
        );
        for (word, date) in [("du", &query.from), ("au", &query.to)] {
            let date = parse_date(date).ok();
            way.extend(date.map(|date| format!("{word} {}", date.format("%d/%m/%Y"))));
        }
        let text = query.text.trim();
        if !text.is_empty() {
            way.push(match text.parse::<OpId>() {
                Ok(id) => format!("identifiant {id}"),
                Err(_) => "par texte".to_owned(),
            });
        }
        Ok(way)
    }

    /// The name of the account whose name has `part` in it; none if several have, or none.
    async fn only_account(&self, part: &str) -> AppResult<Option<String>> {
        let part = part.to_lowercase();
        let users = self.store.users().await?;
        let names = users.iter().map(|user| user.username.as_str());
        let mut found = names.filter(|name| name.to_lowercase().contains(&part));
        Ok(match (found.next(), found.next()) {
            (Some(only), None) => Some(only.to_owned()),
            _ => None,
        })
    }
}
