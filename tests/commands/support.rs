//! An app without a window, on a fresh base, and the calls tests make to it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use medigest_application::ports::AuditStore;
use medigest_domain::trace::Trace;
use medigest_store::sqlite::SqliteStore;
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;
use tauri::{App, Listener as _, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;

/// The password every account of these tests ends up with.
pub const PASSWORD: &str = "Cabinet-2026";
/// The provisional password the administrator gives.
pub const PROVISIONAL: &str = "Provisoire-1";

/// A running app.
pub struct TestApp {
    webview: WebviewWindow<MockRuntime>,
    app: App<MockRuntime>,
    data_dir: PathBuf,
    folder: TempDir,
    operations: std::cell::Cell<u32>,
}

/// What a command answered: its data, or its error.
pub type Answer = Result<Value, Value>;

impl TestApp {
    /// An app on a new base, whose administrator has chosen a password and is signed in.
    pub fn start() -> Self {
        let app = Self::start_unopened();
        app.call(
            "session_sign_in",
            json!({ "username": "admin", "password": "admin123" }),
        )
        .unwrap();
        app.call(
            "session_change_password",
            json!({ "current": "admin123", "replacement": PASSWORD }),
        )
        .unwrap();
        app
    }

    /// An app on a new base, nobody signed in yet.
    pub fn start_unopened() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Said outright, because a developer's machine may have a MongoDB of its own.
        std::fs::write(
            folder.path().join("device.json"),
            r#"{"base":{"kind":"embedded"}}"#,
        )
        .unwrap();
        Self::start_in(folder)
    }

    /// An app on this data folder.
    pub fn start_in(folder: TempDir) -> Self {
        Self::start_on(folder.path().to_owned(), folder)
    }

    /// Another app on the same base, as on a second workstation.
    pub fn start_beside(&self) -> Self {
        Self::start_on(self.data_dir.clone(), tempfile::tempdir().unwrap())
    }

    fn start_on(data_dir: PathBuf, folder: TempDir) -> Self {
        let context = mock_context(noop_assets());
        let app = medigest_app::build(mock_builder(), context, Some(data_dir.clone())).unwrap();
        let webview = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default())
            .build()
            .unwrap();
        let started = Self {
            webview,
            app,
            data_dir,
            folder,
            operations: std::cell::Cell::new(0),
        };
        started.connected();
        started
    }

    /// The connection, once the attempt under way has ended.
    pub fn connected(&self) -> Value {
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            let view = self.call("connection_status", json!({})).unwrap();
            if view["state"] != "connecting" {
                return view;
            }
            assert!(Instant::now() < patience, "the base never opened: {view}");
            std::thread::yield_now();
        }
    }

    /// What the window is told of changes from now on: their areas.
    pub fn listen(&self) -> Receiver<Vec<String>> {
        self.listen_to("practice-changed", |payload| {
            let areas = payload["areas"].as_array().unwrap().iter();
            areas.map(text).collect()
        })
    }

    /// What the window is told by an event from now on.
    pub fn listen_to<T: Send + 'static>(
        &self,
        event: &str,
        read: impl Fn(&Value) -> T + Send + 'static,
    ) -> Receiver<T> {
        let (tell, told) = channel();
        self.app.listen_any(event, move |event| {
            let payload: Value = serde_json::from_str(event.payload()).unwrap();
            // Nobody may listen any more.
            drop(tell.send(read(&payload)));
        });
        told
    }

    /// Calls a command.
    pub fn call(&self, command: &str, arguments: Value) -> Answer {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: if cfg!(windows) {
                "http://tauri.localhost"
            } else {
                "tauri://localhost"
            }
            .parse()
            .unwrap(),
            body: InvokeBody::Json(arguments),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.webview, request).map(|body| body.deserialize().unwrap())
    }

    /// A fresh operation id.
    pub fn op(&self) -> String {
        self.operations.set(self.operations.get() + 1);
        format!(
            "{:024x}",
            0x00aa_0000_u64 + u64::from(self.operations.get())
        )
    }

    /// Signs out whoever is there and signs in another, past the provisional password if there is one.
    pub fn sign_in_as(&self, username: &str) {
        let _ = self.call("session_sign_out", json!({}));
        let sign_in = |password| {
            self.call(
                "session_sign_in",
                json!({ "username": username, "password": password }),
            )
        };
        if sign_in(PASSWORD).is_err() {
            sign_in(PROVISIONAL).unwrap();
            self.call(
                "session_change_password",
                json!({ "current": PROVISIONAL, "replacement": PASSWORD }),
            )
            .unwrap();
        }
    }

    /// Creates a practitioner; its id.
    pub fn practitioner(&self, name: &str) -> String {
        let input = json!({ "name": name, "speciality": "Médecine générale", "color": "#0f766e" });
        text(
            &self
                .call(
                    "practitioner_create",
                    json!({ "input": input, "opId": self.op() }),
                )
                .unwrap()["id"],
        )
    }

    /// Creates a user with the provisional password; its id.
    pub fn user(&self, username: &str, role: &str, practitioner: Option<&str>) -> String {
        let input = json!({ "username": username, "role": role, "practitionerId": practitioner, "password": PROVISIONAL });
        text(
            &self
                .call("user_create", json!({ "input": input, "opId": self.op() }))
                .unwrap()["id"],
        )
    }

    /// Registers a patient; the file.
    pub fn patient(&self, last_name: &str, first_name: &str) -> Value {
        let mut input = patient_input();
        input["lastName"] = last_name.into();
        input["firstName"] = first_name.into();
        let outcome = self
            .call(
                "patient_register",
                json!({ "input": input, "opId": self.op() }),
            )
            .unwrap();
        assert_eq!(outcome["kind"], "registered", "{outcome}");
        outcome["patient"].clone()
    }

    /// Books; what the command answered.
    pub fn book(&self, patient: &Value, practitioner: &str, date: &str, time: &str) -> Answer {
        let input = booking_input(&text(&patient["id"]), practitioner, date, time);
        self.call(
            "appointment_book",
            json!({ "input": input, "opId": self.op() }),
        )
    }

    /// A local date of the practice, days from today.
    pub fn day(&self, ahead: i64) -> String {
        let today = text(&self.call("practice_info", json!({})).unwrap()["today"]);
        let today: chrono::NaiveDate = today.parse().unwrap();
        (today + chrono::Duration::days(ahead)).to_string()
    }

    /// The audit log, newest first, read behind the app's back.
    pub fn traces(&self) -> Vec<Trace> {
        let store = SqliteStore::open(self.data_dir.join("medigest.sqlite")).unwrap();
        tauri::async_runtime::block_on(store.recent_traces(10_000)).unwrap()
    }

    /// The folder of the base.
    pub fn folder(&self) -> &std::path::Path {
        &self.data_dir
    }

    /// Ends the app and gives its data folder back.
    pub fn stop(self) -> TempDir {
        self.folder
    }
}

/// A form with nothing but empty fields.
pub fn patient_input() -> Value {
    json!({
        "lastName": "", "firstName": "", "birthDate": "", "phone": "", "email": "", "insurance": "", "notes": "",
        "acceptWarnings": false, "acceptDuplicate": false,
    })
}

/// A half-hour booking.
pub fn booking_input(patient: &str, practitioner: &str, date: &str, time: &str) -> Value {
    json!({
        "patientId": patient, "practitionerId": practitioner, "date": date, "time": time,
        "durationMinutes": 30, "reason": "Suivi", "acceptOutsideHours": true,
    })
}

/// The text in `value`.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is not text"))
        .to_owned()
}

/// The error's code.
pub fn code(answer: Answer) -> String {
    text(&answer.expect_err("the command should have been refused")["code"])
}

/// The fields a validation error names, with their rules.
pub fn fields(answer: Answer) -> Vec<(String, String)> {
    let error = answer.expect_err("the input should have been refused");
    assert_eq!(error["code"], "validation", "{error}");
    let fields = error["fields"].as_array().unwrap();
    fields
        .iter()
        .map(|issue| (text(&issue["field"]), text(&issue["rule"])))
        .collect()
}
