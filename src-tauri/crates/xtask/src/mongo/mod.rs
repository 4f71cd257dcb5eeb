//! The MongoDB servers that tests talk to: a standalone one and a member of a replica set.

mod engine;

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;

use anyhow::{Result, anyhow};
use tempfile::TempDir;

use crate::process::{self, Service};
use crate::progress::Steps;
use crate::project::Project;
use crate::setup::{self, PythonEnvironment};
use engine::{Engine, Topology};

const STANDALONE: &str = "MEDIGEST_TEST_MONGO_URI";
const REPLICA: &str = "MEDIGEST_TEST_MONGO_REPLICA_URI";
const NAME: &str = "MEDIGEST_TEST_MONGO_SERVER";
/// Makes tests fail, where they would be left out, without a server.
const REQUIRED: &str = "MEDIGEST_REQUIRE_MONGO";

const PROBE: &str = include_str!("probe.py");

/// The servers of a run; those that were started here stop with this value.
#[derive(Debug)]
pub struct Servers {
    environment: Vec<(&'static str, String)>,
    // In this order: they write to their storage until they end.
    _services: Vec<Service>,
    _storage: Option<TempDir>,
}

impl Servers {
    /// Takes those named in the environment, else starts `mongod`, else the stand-in; says which.
    ///
    /// # Errors
    /// When none of them can be had.
    pub fn start(project: &Project, steps: &mut Steps) -> Result<Self> {
        let advice = "install mongod, or name servers of your own in MEDIGEST_TEST_MONGO_URI and \
                      MEDIGEST_TEST_MONGO_REPLICA_URI";
        steps.step("MongoDB of the tests", advice, || {
            let variable = |name| std::env::var(name).ok().filter(|uri| !uri.is_empty());
            if let Some(standalone) = variable(STANDALONE) {
                return Ok(Self::given(standalone, variable(REPLICA)));
            }
            Self::started(project, &Engine::choose(process::program("mongod").ok()))
        })
    }

    /// The variables by which tests find them.
    pub fn environment(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.environment
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }

    fn given(standalone: String, replica: Option<String>) -> Self {
        println!("using the server that {STANDALONE} names");
        if replica.is_none() {
            println!("without {REPLICA}, tests that need a replica set are left out");
        }
        Self {
            environment: variables("the server named in the environment", standalone, replica),
            _services: vec![],
            _storage: None,
        }
    }

    fn started(project: &Project, engine: &Engine) -> Result<Self> {
        let python = setup::python(project, engine.python_packages())?;
        let storage = tempfile::Builder::new()
            .prefix("medigest-mongo-")
            .tempdir()?;
        let start = |topology: Topology| {
            let folder = storage.path().join(topology.name());
            let log = project.target(&format!("mongo-{}.log", topology.name()));
            start(engine, &python, topology, &folder, &log)
                .map_err(|error| anyhow!("{error:#}; see {}", log.display()))
        };
        let standalone = start(Topology::Standalone)?;
        let replica = start(Topology::ReplicaSet)?;
        let name = engine.name(&standalone.version);
        println!("using {name}: a standalone and a replica set of one");
        Ok(Self {
            environment: variables(&name, standalone.uri, Some(replica.uri)),
            _services: vec![standalone.service, replica.service],
            _storage: Some(storage),
        })
    }
}

/// A server that answers.
struct Started {
    service: Service,
    uri: String,
    version: String,
}

fn start(
    engine: &Engine,
    python: &PythonEnvironment,
    topology: Topology,
    folder: &Path,
    log: &Path,
) -> Result<Started> {
    std::fs::create_dir(folder)?;
    let port = free_port()?;
    let output = File::create(log)?;
    let mut command = engine.command(python, topology, port, folder);
    command.stdout(output.try_clone()?).stderr(output);
    let service = Service::start("the MongoDB of the tests", &mut command)?.with_nothing_to_save();

    let mut probe = python.python();
    probe.args(["-c", PROBE, &port.to_string()]);
    let answer = process::answer(probe.args(engine.probe_arguments(topology)));
    service.check()?;
    Ok(Started {
        service,
        uri: engine.uri(topology, port),
        version: answer?,
    })
}

/// A port that nobody listens on. Somebody may take it before the server does, which then ends and says so.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn variables(
    name: &str,
    standalone: String,
    replica: Option<String>,
) -> Vec<(&'static str, String)> {
    let mut variables = vec![(NAME, name.to_owned()), (STANDALONE, standalone)];
    if let Some(replica) = replica {
        variables.push((REPLICA, replica));
        variables.push((REQUIRED, "1".to_owned()));
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(environment: &[(&'static str, String)]) -> Vec<&'static str> {
        environment.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn with_both_servers_no_test_may_be_left_out() {
        let environment = variables("S", "mongodb://a/".into(), Some("mongodb://b/".into()));
        assert_eq!(names(&environment), [NAME, STANDALONE, REPLICA, REQUIRED]);
    }

    #[test]
    fn with_a_standalone_alone_tests_of_replica_sets_may_be_left_out() {
        let environment = variables("S", "mongodb://a/".into(), None);
        assert_eq!(names(&environment), [NAME, STANDALONE]);
    }

    #[test]
    fn a_free_port_can_be_listened_on() {
        let port = free_port().unwrap();
        assert!(TcpListener::bind(("127.0.0.1", port)).is_ok());
    }
}
