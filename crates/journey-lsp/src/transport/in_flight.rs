//! The requests that still have to be answered: one place that decides who answers, so that everybody is answered once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::future::{AbortHandle, AbortRegistration};

use super::message::RequestId;
use journey_ide::Cancellation;

/// Requests from the moment they are read. Whoever takes a request out of it has to answer it, and nobody else may.
#[derive(Debug, Default)]
pub(super) struct InFlight(Mutex<Requests>);

#[derive(Debug, Default)]
struct Requests {
    by_id: HashMap<RequestId, Request>,
    next_serial: u64,
}

#[derive(Debug)]
struct Request {
    serial: u64,
    cancellable: bool,
    cancellation: Cancellation,
    abort: AbortHandle,
}

/// What the handler's side holds of a request.
#[derive(Debug)]
pub(super) struct Ticket {
    /// The client's id. Free again for the client once it has the answer.
    pub(super) id: RequestId,
    /// Ours, which no other request ever has.
    pub(super) serial: u64,
    /// Set when somebody else has answered.
    pub(super) cancellation: Cancellation,
    /// Drops the handler when somebody else has answered.
    pub(super) abort: AbortRegistration,
}

impl InFlight {
    /// Enters a request, unless one with its id is in flight.
    pub(super) fn enter(&self, id: &RequestId, cancellable: bool) -> Option<Ticket> {
        let mut requests = self.lock();
        let serial = requests.next_serial;
        let Entry::Vacant(entry) = requests.by_id.entry(id.clone()) else { return None };
        let (handle, abort) = AbortHandle::new_pair();
        let cancellation = Cancellation::default();
        entry.insert(Request { serial, cancellable, cancellation: cancellation.clone(), abort: handle });
        requests.next_serial += 1;
        Some(Ticket { id: id.clone(), serial, cancellation, abort })
    }

    /// Takes a request out because its handler is done. False if somebody else has answered it.
    pub(super) fn finish(&self, id: &RequestId, serial: u64) -> bool {
        let mut requests = self.lock();
        let is_that_one = requests.by_id.get(id).is_some_and(|request| request.serial == serial);
        is_that_one && requests.by_id.remove(id).is_some()
    }

    /// Takes a request out because the client cancels it, and stops its handler. False if there is nothing to cancel.
    pub(super) fn cancel(&self, id: &RequestId) -> bool {
        let mut requests = self.lock();
        if !requests.by_id.get(id).is_some_and(|request| request.cancellable) {
            return false;
        }
        let request = requests.by_id.remove(id);
        drop(requests);
        request.as_ref().inspect(|request| request.stop()).is_some()
    }

    /// Takes all requests out because the server leaves, and stops their handlers.
    pub(super) fn cancel_all(&self) -> Vec<RequestId> {
        let requests = std::mem::take(&mut self.lock().by_id);
        requests.values().for_each(Request::stop);
        requests.into_keys().collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lock().by_id.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, Requests> {
        // No step inside can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Request {
    fn stop(&self) {
        self.cancellation.cancel();
        self.abort.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i32) -> RequestId {
        RequestId::Number(number.into())
    }

    #[test]
    fn a_request_is_taken_out_once() {
        let in_flight = InFlight::default();
        let ticket = in_flight.enter(&id(1), true).unwrap();
        assert!(in_flight.enter(&id(1), true).is_none(), "in flight");
        assert!(in_flight.cancel(&id(1)));
        assert!(ticket.cancellation.is_cancelled());
        assert!(!in_flight.cancel(&id(1)));
        assert!(!in_flight.finish(&id(1), ticket.serial));
    }

    #[test]
    fn the_end_of_a_cancelled_request_leaves_its_successor_with_the_same_id_alone() {
        let in_flight = InFlight::default();
        let first = in_flight.enter(&id(1), true).unwrap();
        in_flight.cancel(&id(1));
        let second = in_flight.enter(&id(1), true).unwrap();
        assert!(!in_flight.finish(&id(1), first.serial));
        assert!(in_flight.finish(&id(1), second.serial));
        assert!(in_flight.is_empty());
    }

    #[test]
    fn numbers_and_texts_are_different_ids() {
        let in_flight = InFlight::default();
        assert!(in_flight.enter(&id(1), true).is_some());
        assert!(in_flight.enter(&RequestId::String("1".to_owned()), true).is_some());
    }

    #[test]
    fn what_must_not_be_cancelled_ends_only_with_the_server() {
        let in_flight = InFlight::default();
        let ticket = in_flight.enter(&id(1), false).unwrap();
        assert!(!in_flight.cancel(&id(1)));
        assert!(!ticket.cancellation.is_cancelled());
        assert_eq!(in_flight.cancel_all(), [id(1)]);
        assert!(ticket.cancellation.is_cancelled() && in_flight.is_empty());
    }
}
