//! The material as blocks and lines, which is all that is needed to leave things out of a map.

/// A declaration, or the whole file (with an empty head).
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// Everything before the brace.
    pub(crate) head: String,
    /// How beginners put it, instead of the label.
    pub(crate) beginners_label: Option<String>,
    pub(crate) items: Vec<Item>,
    /// Written on one line.
    pub(crate) is_short: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A property or a comment.
    Line(String),
    Block(Block),
}

/// Those that the material writes on one line.
const SHORT: [&str; 6] = ["channel", "actor", "source", "metric", "pain", "gain"];

impl Block {
    /// Reads material: one property a line, or a whole body on one line. What stands behind `// draft:` on the line of a
    /// head is the label that beginners would write.
    pub(crate) fn read(text: &str) -> Self {
        let mut open = vec![Self::default()];
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (line, beginners_label) = match line.split_once(" // draft: ") {
                Some((line, label)) => (line.trim_end(), Some(label.to_owned())),
                None => (line, None),
            };
            let is_head = SHORT.contains(&word(line));
            if line == "}" {
                let block = open.pop().unwrap();
                open.last_mut().unwrap().items.push(Item::Block(block));
            } else if let Some(head) = line.strip_suffix('{') {
                open.push(Self { head: head.trim_end().to_owned(), beginners_label, ..Self::default() });
            } else if let (true, Some((head, body))) = (is_head, line.split_once(" { ")) {
                let properties = body.trim_end_matches('}').split(';').map(|one| Item::Line(one.trim().to_owned()));
                let (head, items) = (head.to_owned(), properties.collect());
                let block = Self { head, beginners_label, items, is_short: true };
                open.last_mut().unwrap().items.push(Item::Block(block));
            } else {
                open.last_mut().unwrap().items.push(Item::Line(line.to_owned()));
            }
        }
        assert_eq!(open.len(), 1, "the material's braces match");
        open.pop().unwrap()
    }

    pub(crate) fn keyword(&self) -> &str {
        word(&self.head)
    }

    pub(crate) fn id(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub(crate) fn label(&self) -> &str {
        self.head.split_once('"').map_or("", |(_, label)| label.trim_end_matches('"'))
    }

    pub(crate) fn set_label(&mut self, label: &str) {
        self.head = format!("{} {} \"{}\"", self.keyword(), self.id(), label.trim_matches('"'));
    }

    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Self> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Line(_) => None,
        })
    }

    pub(crate) fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.items.iter_mut().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            Item::Line(_) => None,
        })
    }

    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line.as_str()),
            Item::Block(_) => None,
        })
    }

    /// What stands behind a key.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
    }

    /// Every block inside, the block itself first.
    pub(crate) fn each(&mut self, change: &mut dyn FnMut(&mut Self)) {
        change(self);
        for block in self.blocks_mut() {
            block.each(change);
        }
    }

    /// Keeps the blocks that are wanted, at any depth.
    pub(crate) fn keep_blocks(&mut self, wanted: &mut dyn FnMut(&Self) -> bool) {
        self.items.retain(|item| match item {
            Item::Block(block) => wanted(block),
            Item::Line(_) => true,
        });
        for block in self.blocks_mut() {
            block.keep_blocks(wanted);
        }
    }

    /// Keeps the lines that are wanted, in this block.
    pub(crate) fn keep_lines(&mut self, wanted: &mut dyn FnMut(&str) -> bool) {
        self.items.retain(|item| match item {
            Item::Line(line) => wanted(line),
            Item::Block(_) => true,
        });
    }

    /// Puts a property behind the properties.
    pub(crate) fn add_line(&mut self, line: impl Into<String>) {
        let at = self.items.iter().position(|item| matches!(item, Item::Block(_))).unwrap_or(self.items.len());
        self.items.insert(at, Item::Line(line.into()));
    }

    /// Ids of all blocks of a kind, at any depth.
    pub(crate) fn ids_of(&self, keyword: &str) -> Vec<String> {
        let own = (self.keyword() == keyword).then(|| self.id().to_owned());
        own.into_iter().chain(self.blocks().flat_map(|block| block.ids_of(keyword))).collect()
    }

    /// All words outside of quotes in properties, at any depth: whatever is referred to is among them.
    pub(crate) fn words(&self) -> Vec<String> {
        let own = self.lines().flat_map(|line| {
            line.split('"').step_by(2).flat_map(|part| part.split([' ', ',', ':', ';'])).map(str::to_owned)
        });
        own.chain(self.blocks().flat_map(Self::words)).filter(|word| !word.is_empty()).collect()
    }
}

/// The first word of a line, without a colon.
pub(crate) fn word(line: &str) -> &str {
    line.split([' ', ':']).next().unwrap_or_default()
}
