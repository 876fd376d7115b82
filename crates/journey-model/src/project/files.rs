//! The files of a project in two levels, so that a project with another version of one file shares the rest.

use std::sync::Arc;

use super::{File, FileId, file_id};

/// How many files a section holds. Another version of one file copies its section and the list of sections.
const SECTION: usize = 64;

#[derive(Clone, Debug)]
pub(super) struct FileList {
    sections: Arc<Vec<Arc<Vec<File>>>>,
    length: usize,
}

impl FileList {
    pub(super) fn new(files: Vec<File>) -> Self {
        let length = files.len();
        let mut waiting = files.into_iter();
        let mut sections = Vec::with_capacity(length.div_ceil(SECTION));
        while waiting.len() > 0 {
            sections.push(Arc::new(waiting.by_ref().take(SECTION).collect()));
        }
        Self { sections: Arc::new(sections), length }
    }

    pub(super) fn get(&self, id: FileId) -> &File {
        let index = id.0 as usize;
        &self.sections[index / SECTION][index % SECTION]
    }

    pub(super) fn get_mut(&mut self, id: FileId) -> &mut File {
        let index = id.0 as usize;
        let section = &mut Arc::make_mut(&mut self.sections)[index / SECTION];
        &mut Arc::make_mut(section)[index % SECTION]
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (FileId, &File)> {
        (0..self.length).map(|index| (file_id(index), self.get(file_id(index))))
    }
}
