//! The language server: transport, session, and conversion to and from the protocol.

#![expect(dead_code, unused_imports, reason = "the session that calls the transport is not written yet")]

mod logging;
mod parent;
mod record;
mod transport;
mod uri;
