//! What the users of the practice do: use cases, authorisation and traces; and the ports the adapters fill.

pub mod ports;
