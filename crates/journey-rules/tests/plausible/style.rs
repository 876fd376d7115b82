//! How a map is written down: spelling, layout, care.

use crate::maps::Level;
use crate::outline::{Block, Item};
use crate::seeded::Seeded;

/// The hand of one writer.
#[derive(Debug)]
pub(crate) struct Style {
    is_american: bool,
    is_sloppy: bool,
    indentation: &'static str,
    has_ids: bool,
}

/// British, then American.
const SPELLINGS: [(&str, &str); 12] = [
    ("programme", "program"),
    ("apologise", "apologize"),
    ("learnt", "learned"),
    ("flat", "apartment"),
    ("queue", "line"),
    ("Queue", "Line"),
    ("mobile number", "cell number"),
    ("cellar", "basement"),
    ("post", "mail"),
    ("lease", "rental agreement"),
    ("holiday", "vacation"),
    ("lift", "elevator"),
];

impl Style {
    pub(crate) fn of(level: Level, chance: &mut Seeded) -> Self {
        let is_sloppy = chance.chance(if level == Level::FirstDraft { 45 } else { 5 });
        Self {
            is_american: chance.chance(50),
            is_sloppy,
            indentation: if is_sloppy { ["\t", "    ", "   ", ""][chance.below(4)] } else { "  " },
            has_ids: !is_sloppy || chance.chance(50),
        }
    }

    /// The text of a file.
    pub(crate) fn write(&self, mut file: Block, chance: &mut Seeded) -> String {
        if self.is_sloppy {
            file.each(&mut |block| self.hurry(block, chance));
        }
        let mut text = String::new();
        for item in &file.items {
            self.item(item, 0, &mut text);
        }
        text
    }

    /// Small letters, things to be filled in later, no ids where nobody refers to them.
    fn hurry(&self, block: &mut Block, chance: &mut Seeded) {
        let lower = chance.chance(40) && !block.label().is_empty();
        if lower {
            let label = block.label().to_owned();
            let mut characters = label.chars();
            let first: String = characters.next().into_iter().flat_map(char::to_lowercase).collect();
            block.set_label(&(first + characters.as_str()));
        }
        if !self.has_ids && matches!(block.keyword(), "gain" | "stage" | "opportunity") {
            block.head = format!("{} \"{}\"", block.keyword(), block.label());
        }
        for item in &mut block.items {
            if let Item::Line(line) = item
                && line.starts_with("cause:")
                && chance.chance(20)
            {
                "cause: \"tbd\"".clone_into(line);
            }
        }
    }

    fn item(&self, item: &Item, depth: usize, text: &mut String) {
        let indentation = self.indentation.repeat(depth);
        match item {
            Item::Line(line) => *text += &format!("{indentation}{}\n", self.spelt(line)),
            Item::Block(block) if block.items.is_empty() => {
                *text += &format!("{indentation}{}\n", self.spelt(&block.head));
            }
            Item::Block(block) if block.is_short => {
                let body: Vec<String> = block.lines().map(|line| self.spelt(line)).collect();
                *text += &format!("{indentation}{} {{ {} }}\n", self.spelt(&block.head), body.join("; "));
            }
            Item::Block(block) => {
                if matches!(block.keyword(), "stage" | "journey" | "touchpoint" | "persona") && !text.is_empty() {
                    *text += "\n";
                }
                *text += &format!("{indentation}{} {{\n", self.spelt(&block.head));
                for item in &block.items {
                    self.item(item, depth + 1, text);
                }
                *text += &format!("{indentation}}}\n");
            }
        }
    }

    /// A line in the writer's English; what stands outside of quotes is left alone.
    fn spelt(&self, line: &str) -> String {
        if !self.is_american {
            return line.to_owned();
        }
        let parts = line.split('"').enumerate().map(|(number, part)| {
            let words = part.split(' ').map(|word| {
                let american = SPELLINGS.iter().find(|(british, _)| number % 2 == 1 && *british == word);
                american.map_or(word, |(_, american)| american)
            });
            words.collect::<Vec<_>>().join(" ")
        });
        parts.collect::<Vec<_>>().join("\"")
    }
}
