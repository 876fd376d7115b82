//! The one place from which bytes leave: a queue, and the thread that empties it into the output.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread;

use tokio::sync::Notify;

use super::framing::write_frame;
use crate::record::{Recorder, Side};

/// How much may wait for a client that does not read, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Before the server stops sending of its own accord. Answers are not held back.
    pub(super) room: usize,
    /// Before new requests are refused.
    pub(super) flood: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { room: 16 << 20, flood: 256 << 20 }
    }
}

/// A queue of messages on their way to the client. Never blocks.
///
/// Its memory is bounded although its length is not: the server's own messages wait outside while there is no room
/// ([`Outbox::has_room`]), and requests are refused in a few words while it is flooded, so that a client that never reads
/// makes it grow by less than what the client itself writes.
#[derive(Clone, Debug)]
pub(super) struct Outbox {
    queue: Sender<Item>,
    level: Arc<Level>,
    limits: Limits,
}

#[derive(Debug)]
enum Item {
    Message(Vec<u8>),
    End,
}

#[derive(Debug, Default)]
struct Level {
    waiting: AtomicUsize,
    falls: Notify,
}

impl Outbox {
    /// Starts the thread. `ended` is called once everything is written that was sent before [`Outbox::end`].
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(
        output: impl Write + Send + 'static,
        recorder: Option<Arc<Recorder>>,
        limits: Limits,
        ended: impl FnOnce() + Send + 'static,
    ) -> io::Result<Self> {
        let (queue, items) = mpsc::channel();
        let level = Arc::<Level>::default();
        let writer =
            Writer { output: Some(BufWriter::with_capacity(64 << 10, output)), recorder, level: level.clone() };
        thread::Builder::new().name("journey-output".to_owned()).spawn(move || {
            writer.empty(&items);
            ended();
        })?;
        Ok(Self { queue, level, limits })
    }

    /// Queues the JSON text of a message. After the end it is dropped.
    pub(super) fn send(&self, message: Vec<u8>) {
        self.level.waiting.fetch_add(message.len(), Ordering::Relaxed);
        // Fails only when the writer has ended: nobody is there to be told.
        let _ = self.queue.send(Item::Message(message));
    }

    /// Nothing more is written than what has been sent.
    pub(super) fn end(&self) {
        let _ = self.queue.send(Item::End);
    }

    pub(super) fn has_room(&self) -> bool {
        self.level.waiting.load(Ordering::Relaxed) < self.limits.room
    }

    pub(super) fn is_flooded(&self) -> bool {
        self.level.waiting.load(Ordering::Relaxed) >= self.limits.flood
    }

    /// Returns when the queue has got shorter, perhaps at once.
    pub(super) async fn falls(&self) {
        self.level.falls.notified().await;
    }
}

struct Writer<W: Write> {
    /// `None` once the client has closed it.
    output: Option<BufWriter<W>>,
    recorder: Option<Arc<Recorder>>,
    level: Arc<Level>,
}

impl<W: Write> Writer<W> {
    fn empty(mut self, items: &Receiver<Item>) {
        loop {
            let item = match items.try_recv() {
                Ok(item) => item,
                Err(TryRecvError::Empty) => {
                    self.write(BufWriter::flush);
                    let Ok(item) = items.recv() else { return };
                    item
                }
                Err(TryRecvError::Disconnected) => return self.write(BufWriter::flush),
            };
            let Item::Message(message) = item else { return self.write(BufWriter::flush) };
            if let Some(recorder) = &self.recorder {
                recorder.message(Side::Server, &message);
            }
            self.write(|output| write_frame(output, &message));
            self.level.waiting.fetch_sub(message.len(), Ordering::Relaxed);
            self.level.falls.notify_one();
        }
    }

    /// A client that does not listen may still speak, `exit` above all, so a broken output ends nothing.
    fn write(&mut self, write: impl FnOnce(&mut BufWriter<W>) -> io::Result<()>) {
        if let Some(output) = &mut self.output
            && let Err(error) = write(output)
        {
            tracing::warn!("the editor does not take messages any more: {error}");
            // What is in the buffer must not be tried again when it is dropped.
            if let Some(output) = self.output.take() {
                let _ = output.into_parts();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, PipeReader};

    use super::*;
    use crate::transport::framing::FrameReader;

    fn frames(output: PipeReader) -> FrameReader<BufReader<PipeReader>> {
        FrameReader::new(BufReader::new(output))
    }

    #[test]
    fn messages_leave_in_their_order_and_the_end_is_told() {
        let (output, input) = io::pipe().unwrap();
        let (ended, end) = mpsc::channel();
        let outbox = Outbox::start(input, None, Limits::default(), move || ended.send(()).unwrap()).unwrap();
        for number in 0..100 {
            outbox.send(number.to_string().into_bytes());
        }
        outbox.end();
        outbox.send(b"too late".to_vec());
        end.recv().unwrap();
        let mut frames = frames(output);
        for number in 0..100 {
            assert_eq!(frames.next_frame().unwrap(), Some(Ok(number.to_string().into_bytes())));
        }
        assert_eq!(frames.next_frame().unwrap(), None);
    }

    #[test]
    fn a_client_that_does_not_read_makes_it_full_and_reading_empties_it() {
        let (output, input) = io::pipe().unwrap();
        let outbox = Outbox::start(input, None, Limits::default(), || {}).unwrap();
        let count = 20;
        for _ in 0..count {
            outbox.send(vec![b' '; 1 << 20]);
        }
        assert!(!outbox.has_room() && !outbox.is_flooded());
        let mut frames = frames(output);
        for _ in 0..count {
            frames.next_frame().unwrap().unwrap().unwrap();
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        while !outbox.has_room() {
            runtime.block_on(outbox.falls());
        }
    }

    #[test]
    fn a_client_that_closes_its_end_does_not_stop_the_queue() {
        let (output, input) = io::pipe().unwrap();
        drop(output);
        let (ended, end) = mpsc::channel();
        let outbox = Outbox::start(input, None, Limits::default(), move || ended.send(()).unwrap()).unwrap();
        for _ in 0..100 {
            outbox.send(vec![b' '; 1 << 20]);
        }
        outbox.end();
        end.recv().unwrap();
        assert!(outbox.has_room());
    }
}
