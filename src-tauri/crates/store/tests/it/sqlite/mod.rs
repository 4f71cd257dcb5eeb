//! What only the SQLite base has: a file, other processes, and people who kill them.

mod atomic;
mod crash;
mod documents;
mod feed;
mod file;
mod killed;
mod load;
mod migration;
mod process;
mod processes;
mod writer;
