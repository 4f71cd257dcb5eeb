//! What the shell keeps between commands: the open base and who is signed in.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, Weak};
use std::time::{Duration, Instant};

use chrono_tz::Tz;
use futures::future::BoxFuture;
use medigest_application::ports::Store;
use medigest_application::{Actor, AppError, Practice};
use medigest_domain::chain::Head;
use tokio::sync::{Mutex, RwLock, watch};

use crate::connection::{
    Attempt, Choice, Device, Environment, Opened, Problem, Secrets, Target, attempt, choose,
    local_server_answers, open, reach,
};
use crate::error::CommandError;
use crate::events::{LongTask, LongTaskProgress, Tell};
use crate::feed::Following;
use crate::session::{Sessions, TellEnd, watch_the_clock};
use crate::stopping::Stops;
use crate::views::adoption::PathKind;
use crate::views::connection::{ConnectionChoice, ConnectionView};

/// The state of one running app.
pub struct AppState {
    device: Device,
    secrets: Secrets,
    link: RwLock<Link>,
    sessions: Arc<Sessions>,
    /// One attempt to connect at a time.
    attempt: Mutex<()>,
    /// Whether somebody looks at the window.
    watched: watch::Sender<bool>,
    tell: Tell,
    tell_progress: TellProgress,
    pick: Pick,
    stops: Stops,
}

/// Lets the user choose a file or a folder; none when they choose none.
pub type Pick = Arc<dyn Fn(PathKind) -> BoxFuture<'static, Option<PathBuf>> + Send + Sync>;

/// Tells the window how far a long task is.
pub type TellProgress = Arc<dyn Fn(LongTaskProgress) + Send + Sync>;

enum Link {
    Connecting(Option<Choice>),
    Ready(Connected, Arc<Opened>, Following),
    Failed(Choice, Problem),
}

/// The window is told of progress no more often than this.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// How the open base was reached.
struct Connected {
    choice: Choice,
    /// Whether the key store has the password of its address.
    password_kept: Option<bool>,
}

/// How often a running app measures its clock and finishes what a crashed one left half done.
const TIDY_UP_EVERY: Duration = Duration::from_secs(60);

/// How often a running app looks whether the time of a session is over.
const LOOK_AT_THE_CLOCK_EVERY: Duration = Duration::from_secs(20);

/// Measures the clock, finishes half-done writes of other devices, and keeps how far the audit log was seen, for as
/// long as this base stays open here.
async fn tidy_up(opened: Weak<Opened>, device: Device) {
    loop {
        tokio::time::sleep(TIDY_UP_EVERY).await;
        let Some(opened) = opened.upgrade() else {
            return;
        };
        opened.measure_clock().await;
        if let Err(error) = opened.practice.finish_pending().await {
            tracing::warn!(%error, "half-done writes stay for the next round");
        }
        keep_places(&opened, &device).await;
    }
}

/// Keeps on this device how far it saw the audit log, so that an end that is cut off is missed.
async fn keep_places(opened: &Opened, device: &Device) {
    let kept = device.places(&opened.label);
    match opened.practice.seen_places(&kept).await {
        Ok(places) if places != kept => device.keep_places(&opened.label, &places),
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "the end of the audit log was not seen"),
    }
}

/// A signed-in user at an open practice: what a command works with.
pub struct Desk {
    /// The use cases.
    pub practice: Arc<Practice>,
    /// Who acts.
    pub actor: Actor,
}

impl Desk {
    /// The practice's time zone.
    pub fn zone(&self) -> Tz {
        self.practice.zone()
    }

    /// A use case's refusal as the screen receives it.
    pub fn refuse(&self, error: AppError) -> CommandError {
        CommandError::from_app(error, self.zone())
    }
}

impl AppState {
    /// The state of an app that has not connected yet, and how it tells the window of changes, of progress and of the
    /// end of a session.
    pub fn new(
        device: Device,
        secrets: Secrets,
        tell: Tell,
        tell_progress: TellProgress,
        tell_end: TellEnd,
        pick: Pick,
    ) -> Self {
        Self {
            pick,
            device,
            secrets,
            link: RwLock::new(Link::Connecting(None)),
            sessions: Arc::new(Sessions::new(tell.clone(), tell_end)),
            attempt: Mutex::new(()),
            watched: watch::Sender::new(true),
            tell,
            tell_progress,
            stops: Stops::default(),
        }
    }

    /// This device.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// What stops long work.
    pub fn stops(&self) -> &Stops {
        &self.stops
    }

    /// Tells the window how far a long task is.
    pub fn progress(&self, progress: LongTaskProgress) {
        (self.tell_progress)(progress);
    }

    /// Tells the window how far `task` is, no more often than it can be read.
    pub fn reporter(&self, task: LongTask) -> impl Fn(u32, u32) + Send + Sync + '_ {
        let told = std::sync::Mutex::new(None::<Instant>);
        move |done, total| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            if done >= total || told.is_none_or(|told| told.elapsed() >= TELL_EVERY) {
                *told = Some(Instant::now());
                self.progress(LongTaskProgress {
                    task,
                    done,
                    total: Some(total),
                });
            }
        }
    }

    /// How far this device saw the audit log of the open base.
    pub async fn kept_places(&self) -> Vec<Head> {
        match &*self.link.read().await {
            Link::Ready(_, opened, _) => self.device.places(&opened.label),
            Link::Connecting(_) | Link::Failed(..) => Vec::new(),
        }
    }

    /// Keeps how far it sees it now.
    pub async fn keep_places(&self) {
        if let Link::Ready(_, opened, _) = &*self.link.read().await {
            keep_places(opened, &self.device).await;
        }
    }

    /// Forgets how far the audit log was seen: another is there now.
    pub async fn forget_places(&self) {
        if let Link::Ready(_, opened, _) = &*self.link.read().await {
            self.device.keep_places(&opened.label, &[]);
        }
    }

    /// The base of `choice`, to copy to.
    ///
    /// # Errors
    /// See [`CommandError::unreached`].
    pub async fn reach(&self, choice: ConnectionChoice) -> Result<Arc<dyn Store>, CommandError> {
        let choice = Choice::by_user(choice, self.device.saved());
        let reached = reach(&choice, &self.device).await;
        reached.map_err(CommandError::unreached)
    }

    /// Lets the user choose a file or a folder.
    pub async fn pick(&self, kind: PathKind) -> Option<PathBuf> {
        (self.pick)(kind).await
    }

    /// Notes whether somebody looks at the window.
    pub fn set_watched(&self, is_watched: bool) {
        self.watched.send_replace(is_watched);
    }

    /// Connects to the base of this device, in the order of spec §3.8.
    pub async fn connect(&self) {
        let saved = self.device.saved();
        let choice = choose(Environment::of_process(), saved, local_server_answers).await;
        self.connect_to(choice).await;
    }

    /// Tries again what failed; an open base is left alone.
    pub async fn retry(&self) {
        let choice = match &*self.link.read().await {
            Link::Failed(choice, _) => Some(choice.clone()),
            Link::Connecting(_) | Link::Ready(..) => None,
        };
        if let Some(choice) = choice {
            self.connect_to(choice).await;
        }
    }

    /// Changes to another base; it is saved once it opened. Whoever was signed in is signed out.
    pub async fn choose(&self, choice: ConnectionChoice) {
        let choice = Choice::by_user(choice, self.device.saved());
        self.connect_to(choice).await;
    }

    async fn connect_to(&self, choice: Choice) {
        let _one_at_a_time = self.attempt.lock().await;
        {
            let mut link = self.link.write().await;
            *link = Link::Connecting(Some(choice.clone()));
            // Whoever was signed in was so at the base before; nobody signs in there any more.
            self.sessions.end();
        }
        let open = async |choice: &Choice| open(choice, &self.device).await;
        let Attempt {
            choice,
            outcome,
            password_kept,
        } = attempt(choice, &self.device, &self.secrets, open).await;
        let link = match outcome {
            Ok(opened) => {
                let opened = Arc::new(opened);
                tauri::async_runtime::spawn(tidy_up(Arc::downgrade(&opened), self.device.clone()));
                tauri::async_runtime::spawn(watch_the_clock(
                    self.sessions.clone(),
                    Arc::downgrade(&opened.practice),
                    LOOK_AT_THE_CLOCK_EVERY,
                ));
                let watched = self.watched.subscribe();
                let sessions = self.sessions.clone();
                let following = Following::of(&opened, watched, sessions, self.tell.clone());
                let connected = Connected {
                    choice,
                    password_kept,
                };
                Link::Ready(connected, opened, following)
            }
            Err(problem) => Link::Failed(choice, problem),
        };
        *self.link.write().await = link;
    }

    /// The connection as the screen shows it.
    pub async fn connection(&self) -> ConnectionView {
        match &*self.link.read().await {
            Link::Connecting(None) => ConnectionView::connecting(&Target::Embedded, String::new()),
            Link::Connecting(Some(choice)) => {
                ConnectionView::connecting(&choice.target, self.label(&choice.target))
            }
            Link::Ready(connected, opened, following) => ConnectionView::ready(
                &connected.choice,
                opened,
                following.live(&opened.practice),
                connected.password_kept,
            ),
            Link::Failed(choice, problem) => {
                ConnectionView::failed(choice, self.label(&choice.target), *problem)
            }
        }
    }

    fn label(&self, target: &Target) -> String {
        match target {
            Target::Embedded => self.device.base_file().display().to_string(),
            Target::Mongo(address) => address.to_string(),
        }
    }

    /// The open practice.
    ///
    /// # Errors
    /// `storeUnavailable` while there is none.
    pub async fn practice(&self) -> Result<Arc<Practice>, CommandError> {
        match &*self.link.read().await {
            Link::Ready(_, opened, _) => Ok(opened.practice.clone()),
            Link::Connecting(_) | Link::Failed(..) => Err(CommandError::StoreUnavailable),
        }
    }

    /// The practice and who is signed in.
    ///
    /// # Errors
    /// `storeUnavailable`, `notSignedIn`, `sessionLocked`.
    pub async fn desk(&self) -> Result<Desk, CommandError> {
        let practice = self.practice().await?;
        let actor = self.sessions.working(practice.now())?;
        Ok(Desk { practice, actor })
    }

    /// Begins the session of who signed in at `practice`, unless this device left it meanwhile: an account of one base
    /// is nobody at another.
    ///
    /// # Errors
    /// `storeUnavailable`.
    pub async fn begin_session(
        &self,
        practice: &Arc<Practice>,
        actor: Actor,
    ) -> Result<(), CommandError> {
        match &*self.link.read().await {
            Link::Ready(_, opened, _) if Arc::ptr_eq(&opened.practice, practice) => {
                self.sessions.begin(actor, practice.now());
                Ok(())
            }
            Link::Ready(..) | Link::Connecting(_) | Link::Failed(..) => {
                Err(CommandError::StoreUnavailable)
            }
        }
    }

    /// Who is signed in.
    pub fn sessions(&self) -> &Arc<Sessions> {
        &self.sessions
    }
}

#[cfg(test)]
mod tests {
    use medigest_application::{FIRST_PASSWORD, FIRST_USERNAME};

    use super::*;
    use crate::connection::NoKeyStore;

    fn on(device: Device) -> AppState {
        AppState::new(
            device,
            Secrets::new(Arc::new(NoKeyStore)),
            Arc::new(|_| {}),
            Arc::new(|_| {}),
            Arc::new(|_| {}),
            Arc::new(|_| Box::pin(async { None })),
        )
    }

    #[tokio::test]
    async fn who_signed_in_at_the_base_before_is_nobody_at_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let state = on(Device::in_folder(folder.path()));
        state.choose(ConnectionChoice::Embedded).await;
        let before = state.practice().await.unwrap();
        let signed_in = before
            .sign_in(FIRST_USERNAME, FIRST_PASSWORD)
            .await
            .unwrap();
        let begun = state.begin_session(&before, signed_in.actor.clone());
        begun.await.unwrap();
        state.choose(ConnectionChoice::Embedded).await;
        assert!(state.sessions().current().is_none());
        let late = state.begin_session(&before, signed_in.actor).await;
        assert!(matches!(late, Err(CommandError::StoreUnavailable)));
        assert!(state.sessions().current().is_none());
    }
}
