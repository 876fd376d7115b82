//! The language server: transport, session, and conversion to and from the protocol.
