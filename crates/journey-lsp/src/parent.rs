//! Notices when the client's process is gone.
