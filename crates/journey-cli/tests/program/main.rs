//! Runs the real program in real folders.

// It is always a test; saying so lets its functions unwrap, as tests may.
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod check;
#[cfg(test)]
#[cfg(unix)]
mod doctor;
#[cfg(test)]
mod embed;
#[cfg(test)]
#[path = "../../../../grammar/examples.rs"]
mod examples;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod fix;
#[cfg(test)]
mod fmt;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod json;
#[cfg(test)]
mod mdbook;
#[cfg(test)]
mod nasty;
#[cfg(test)]
mod new;
#[cfg(test)]
mod pages;
#[cfg(test)]
#[cfg(feature = "pictures")]
mod preview;
#[cfg(test)]
mod render;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod sarif;
#[cfg(test)]
mod settings;
#[cfg(test)]
mod streams;
#[cfg(test)]
#[cfg(unix)]
mod watch;
