//! The servers that can be started for the tests: how each is installed, started and named.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup::PythonEnvironment;

/// Whether a server replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topology {
    /// No transactions, no change streams.
    Standalone,
    /// The only member of a replica set.
    ReplicaSet,
}

impl Topology {
    /// For files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standalone => "standalone",
            Self::ReplicaSet => "replica-set",
        }
    }
}

/// A program that serves MongoDB's protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// MongoDB itself, installed on this machine.
    Mongod(PathBuf),
    /// From PyPI, over MongoDB's own storage engine. A stand-in for tests only: it is beta, and nothing of it is
    /// shipped. Its Rust sibling `secantus-mdb` will not do: an update leaves the old entry in a unique index.
    SecantusDb,
}

impl Engine {
    /// `mongod` where there is one.
    pub fn choose(mongod: Option<PathBuf>) -> Self {
        mongod.map_or(Self::SecantusDb, Self::Mongod)
    }

    /// What Python needs to start it and to talk to it.
    pub fn python_packages(&self) -> &'static [&'static str] {
        match self {
            Self::Mongod(_) => &["pymongo==4.20.0"],
            Self::SecantusDb => &["pymongo==4.20.0", "SecantusDB==0.7.0b3"],
        }
    }

    /// Serves `folder` on `port`, to this machine only.
    pub fn command(
        &self,
        python: &PythonEnvironment,
        topology: Topology,
        port: u16,
        folder: &Path,
    ) -> Command {
        let mut command = match self {
            Self::Mongod(program) => {
                let mut command = Command::new(program);
                command.args(["--bind_ip", "127.0.0.1", "--dbpath"]);
                command
            }
            Self::SecantusDb => {
                let mut command = python.program("secantusd-py");
                command.args(["--host", "127.0.0.1", "--cache-size", "256M"]);
                command.arg("--storage-path");
                command
            }
        };
        command.arg(folder).args(["--port", &port.to_string()]);
        match (self, topology) {
            (Self::Mongod(_), Topology::ReplicaSet) => {
                command.args(["--replSet", self.replica_set()]);
            }
            (Self::SecantusDb, Topology::Standalone) => {
                command.arg("--standalone");
            }
            (Self::Mongod(_), Topology::Standalone) | (Self::SecantusDb, Topology::ReplicaSet) => {}
        }
        command
    }

    /// What the probe is to know beside the port.
    pub fn probe_arguments(&self, topology: Topology) -> Vec<&'static str> {
        match (topology, self) {
            (Topology::Standalone, _) => vec![],
            (Topology::ReplicaSet, Self::Mongod(_)) => vec![self.replica_set(), "initiate"],
            (Topology::ReplicaSet, Self::SecantusDb) => vec![self.replica_set()],
        }
    }

    /// Where a client finds it.
    pub fn uri(&self, topology: Topology, port: u16) -> String {
        match topology {
            Topology::Standalone => format!("mongodb://127.0.0.1:{port}/"),
            Topology::ReplicaSet => {
                format!(
                    "mongodb://127.0.0.1:{port}/?replicaSet={}",
                    self.replica_set()
                )
            }
        }
    }

    /// For people; `version` is what the server answers, which the stand-in borrows from MongoDB.
    pub fn name(&self, version: &str) -> String {
        match self {
            Self::Mongod(_) => format!("MongoDB {version}"),
            Self::SecantusDb => "SecantusDB 0.7.0b3".to_owned(),
        }
    }

    fn replica_set(&self) -> &'static str {
        match self {
            Self::Mongod(_) => "medigest",
            // Its own choice, without an option.
            Self::SecantusDb => "secantus",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::describe;

    fn typed(engine: &Engine, topology: Topology) -> String {
        let python = PythonEnvironment::in_folder("python");
        describe(&engine.command(&python, topology, 4000, Path::new("data")))
    }

    #[test]
    fn mongod_is_a_standalone_unless_it_is_told_its_set() {
        let engine = Engine::choose(Some("mongod".into()));
        let standalone = "mongod --bind_ip 127.0.0.1 --dbpath data --port 4000";
        assert_eq!(typed(&engine, Topology::Standalone), standalone);
        assert_eq!(
            typed(&engine, Topology::ReplicaSet),
            format!("{standalone} --replSet medigest")
        );
        assert_eq!(
            engine.probe_arguments(Topology::ReplicaSet),
            ["medigest", "initiate"]
        );
    }

    #[test]
    fn the_stand_in_is_a_member_of_a_set_unless_it_is_told_otherwise() {
        let engine = Engine::choose(None);
        let member = typed(&engine, Topology::ReplicaSet);
        assert!(!member.contains("--standalone"), "{member}");
        assert_eq!(
            typed(&engine, Topology::Standalone),
            format!("{member} --standalone")
        );
        assert_eq!(engine.probe_arguments(Topology::ReplicaSet), ["secantus"]);
    }

    #[test]
    fn clients_of_the_set_name_it() {
        assert_eq!(
            Engine::SecantusDb.uri(Topology::ReplicaSet, 4000),
            "mongodb://127.0.0.1:4000/?replicaSet=secantus"
        );
        assert_eq!(
            Engine::SecantusDb.uri(Topology::Standalone, 4000),
            "mongodb://127.0.0.1:4000/"
        );
    }

    #[test]
    fn the_stand_in_is_never_called_mongodb() {
        let name = Engine::SecantusDb.name("8.2.11");
        assert_eq!(name, "SecantusDB 0.7.0b3");
        let package = name.replace(' ', "==");
        assert!(Engine::SecantusDb.python_packages().contains(&&*package));
    }
}
