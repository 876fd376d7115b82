//! Completion.

mod cursor;
mod line;
mod position;
#[cfg(test)]
mod position_test;
