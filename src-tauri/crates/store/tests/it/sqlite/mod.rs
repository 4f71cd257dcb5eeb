//! What only the SQLite base has: a file, other processes, and people who kill them.

mod atomic;
mod crash;
mod documents;
mod file;
mod load;
mod processes;
mod writer;
