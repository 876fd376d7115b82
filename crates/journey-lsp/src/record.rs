//! Takes a session down, message by message, so that a test can play it again.
