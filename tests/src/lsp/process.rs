//! The server as a process: its pipes, its end, its memory.

use std::fs;
use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::framing;

/// When to stop hoping. Nothing is measured by it: it only ends a test that would never end.
pub const WATCHDOG: Duration = Duration::from_secs(120);

/// A running server.
#[derive(Debug)]
pub struct Server {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Output>,
    log: Arc<Mutex<Vec<u8>>>,
    /// Reads the log to its end.
    listener: Option<JoinHandle<()>>,
}

/// What comes out of a server.
#[derive(Debug)]
pub enum Output {
    /// A message, and when its last byte came.
    Message(Value, Instant),
    /// Something that is no message; nothing is read after it.
    Garbage(String),
    /// The end.
    End,
}

impl Server {
    /// Starts a program with pipes, and reads what it says from now on.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn start(command: &mut Command) -> Self {
        let mut server = Self::start_unread(command);
        server.read_on();
        server
    }

    /// Starts a program with pipes, and reads nothing of what it writes to its standard output.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn start_unread(command: &mut Command) -> Self {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let mut complaints = child.stderr.take().expect("a pipe");
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&log);
        let listener = thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = complaints.read(&mut part) {
                lines.lock().expect("nobody panics with it").extend_from_slice(&part[..length]);
            }
        });
        let input = child.stdin.take();
        Self { child, input, output: channel().1, log, listener: Some(listener) }
    }

    /// Reads from now on what the server writes.
    pub fn read_on(&mut self) {
        let Some(output) = self.child.stdout.take() else { return };
        let (sender, receiver) = channel();
        thread::spawn(move || {
            let mut output = BufReader::with_capacity(1 << 16, output);
            loop {
                let body = framing::read_body(&mut output);
                let arrived = Instant::now();
                let (next, is_last) = match body.and_then(|body| body.map(|body| framing::parse(&body)).transpose()) {
                    Ok(Some(message)) => (Output::Message(message, arrived), false),
                    Ok(None) => (Output::End, true),
                    Err(error) => (Output::Garbage(error.to_string()), true),
                };
                if sender.send(next).is_err() || is_last {
                    return;
                }
            }
        });
        self.output = receiver;
    }

    /// Closes the end of the pipe that the server writes to.
    pub fn stop_reading(&mut self) {
        drop(self.child.stdout.take());
    }

    /// Sends bytes as they are; `false` where the server does not listen any more.
    pub fn send(&mut self, bytes: &[u8]) -> bool {
        let Some(input) = &mut self.input else { return false };
        input.write_all(bytes).and_then(|()| input.flush()).is_ok()
    }

    /// The end of what is sent.
    pub fn close_input(&mut self) {
        self.input = None;
    }

    /// The pipe to the server, for somebody else to write to.
    pub fn take_input(&mut self) -> Option<ChildStdin> {
        self.input.take()
    }

    /// What comes next; `None` where nothing comes any more, although the server runs.
    pub fn next(&self) -> Option<Output> {
        match self.output.recv_timeout(WATCHDOG) {
            Ok(output) => Some(output),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Output::End),
        }
    }

    /// What has come already.
    pub fn next_at_once(&self) -> Option<Output> {
        self.output.try_recv().ok()
    }

    /// Waits for the end of the process; its log is whole then.
    ///
    /// # Panics
    /// When it does not come.
    pub fn wait(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                if let Some(listener) = self.listener.take() {
                    listener.join().expect("it only reads");
                }
                return status;
            }
            assert!(start.elapsed() < WATCHDOG, "the server does not end; its log:\n{}", self.log());
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Whether it runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child can be asked").is_none()
    }

    /// What it wrote to standard error.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&self.log.lock().expect("nobody panics with it")).into_owned()
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How much memory the process holds now, in bytes.
    ///
    /// # Panics
    /// Where there is no `/proc`.
    pub fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).expect("this needs /proc");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("the kernel tells");
        let kilobytes: u64 = line.split_whitespace().nth(1).expect("a number").parse().expect("a number");
        kilobytes * 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Where the test has seen its end, this does nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
