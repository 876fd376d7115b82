//! What a view is asked to render, and what the views of one journey read of it once for all.

use std::any::{Any, TypeId};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use journey_model::{DeclarationId, Project};

use super::Options;

/// A journey that is to be rendered. Views that render the same journey with the same options may be given one context, on
/// several threads too; then they share what they read.
#[derive(Debug)]
pub struct ViewContext<'p> {
    project: &'p Project,
    journey: DeclarationId,
    options: Options,
    shared: Mutex<Vec<(TypeId, Arc<dyn Any + Send + Sync>)>>,
}

impl<'p> ViewContext<'p> {
    /// One that nobody has read from yet.
    pub fn new(project: &'p Project, journey: DeclarationId, options: Options) -> Self {
        Self { project, journey, options, shared: Mutex::default() }
    }

    /// The project of the journey.
    pub fn project(&self) -> &'p Project {
        self.project
    }

    /// The journey.
    pub fn journey(&self) -> DeclarationId {
        self.journey
    }

    /// What was chosen about the rendering.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What `read` gives: it is asked once for each type, by whoever is the first to want it, and the others wait for it.
    /// `read` must not ask for its own type again.
    pub fn shared<T: Any + Send + Sync>(&self, read: impl FnOnce() -> T) -> Arc<T> {
        let wanted = TypeId::of::<T>();
        let place = {
            // Nothing that can panic is done under the lock, and reading is not, so that types can be read in any order.
            let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
            match shared.iter().find(|(known, _)| *known == wanted) {
                Some((_, place)) => Arc::clone(place),
                None => {
                    let place: Arc<dyn Any + Send + Sync> = Arc::new(OnceLock::<Arc<T>>::new());
                    shared.push((wanted, Arc::clone(&place)));
                    place
                }
            }
        };
        let place = place.downcast_ref::<OnceLock<Arc<T>>>().expect("each place is kept under its own type");
        Arc::clone(place.get_or_init(|| Arc::new(read())))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use journey_model::Keyword;

    use super::*;

    fn project() -> Project {
        Project::of_text("test.journey", "journey a")
    }

    #[test]
    fn what_several_want_is_read_once() {
        let project = project();
        let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let context = ViewContext::new(&project, journey, Options::default());
        let read = AtomicUsize::new(0);
        let label = || {
            context.shared(|| {
                read.fetch_add(1, Ordering::SeqCst);
                project.declaration(context.journey()).id().to_owned()
            })
        };
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..4).map(|_| scope.spawn(label)).collect();
            assert!(all.into_iter().all(|one| *one.join().unwrap() == "a"));
        });
        assert_eq!(read.load(Ordering::SeqCst), 1);
        assert_eq!(context.shared(|| 7_usize), 7.into(), "each type has a place of its own");
        assert_eq!(*ViewContext::new(&project, journey, Options::default()).shared(|| "b".to_owned()), "b");
    }

    #[test]
    fn what_is_read_can_be_made_of_what_was_read() {
        let project = project();
        let (journey, _) = project.declarations_of(Keyword::Journey).next().unwrap();
        let context = ViewContext::new(&project, journey, Options::default());
        assert_eq!(*context.shared(|| context.shared(|| 7_usize).to_string()), "7");
        assert_eq!(*context.shared(|| 8_usize), 7);
    }
}
