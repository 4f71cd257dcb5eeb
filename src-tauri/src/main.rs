//! The desktop binary: everything is in the library, which the tablet builds share.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    medigest_app::run();
}
