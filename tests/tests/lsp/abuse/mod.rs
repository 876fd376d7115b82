//! What no client should do, and what may happen to any server.

mod frames;
mod leaving;
mod load;
mod panics;
mod silence;
