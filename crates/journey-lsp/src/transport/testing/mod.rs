//! A server and a client that misbehave, for the tests of the transport.

pub(super) use server::bare_service;
pub(super) use session::{Session, answers_by_id, frame, impatient, raw_frame, request, runtime, surroundings};

mod server;
mod session;
