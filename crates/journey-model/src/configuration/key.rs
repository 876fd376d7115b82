//! What may be written in a `journey.toml`, and what each of it is for: one table for its JSON Schema and for editors.

/// A key, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyDescription {
    /// As it is written.
    pub name: &'static str,
    /// What it takes, in a word or two: `a text`.
    pub takes: &'static str,
    /// What it is for: a sentence or a few, in Markdown.
    pub documentation: &'static str,
}

/// The keys at the top of the file, in the order in which they are mostly written.
pub const KEYS: [KeyDescription; 6] = [
    KeyDescription {
        name: "language",
        takes: "a number",
        documentation: "The version of the journey language that the files are written in. A file keeps its meaning \
                        when a later version appears.",
    },
    KeyDescription { name: "name", takes: "a text", documentation: "The name of the project, for titles." },
    KeyDescription {
        name: "extends",
        takes: "a path",
        documentation: "Another file with settings in the same repository, relative to this file, such as \
                        `../journey.base.toml`. Its `exclude`, `[rules]` and `[[overrides]]` count here too; what \
                        stands here counts more.",
    },
    KeyDescription {
        name: "exclude",
        takes: "patterns",
        documentation: "Files and folders that are left out when a folder is checked, as patterns such as \
                        `drafts/**`, relative to this file and written as in a `.gitignore`.",
    },
    KeyDescription {
        name: "rules",
        takes: "a table",
        documentation: "How serious the findings of a rule are, for each rule, group of rules or plugin that differs \
                        from its default, and the options of rules. What is said of a rule counts more than what is \
                        said of its group, and that more than what is said of its plugin.",
    },
    KeyDescription {
        name: "overrides",
        takes: "tables",
        documentation: "Other settings of rules for some files. Where several overrides concern a file, the last of \
                        them counts most.",
    },
];

/// The keys of each of the `[[overrides]]`.
pub const OVERRIDE_KEYS: [KeyDescription; 2] = [
    KeyDescription {
        name: "files",
        takes: "patterns",
        documentation: "The files and folders that it is about, as patterns such as `archive/**`, relative to the \
                        project's root and written as in a `.gitignore`.",
    },
    KeyDescription {
        name: "rules",
        takes: "a table",
        documentation: "What counts for rules in these files, written as in `[rules]`.",
    },
];

/// The key of a rule's table that is no option.
pub const SEVERITY_KEY: KeyDescription = KeyDescription {
    name: "severity",
    takes: "a severity",
    documentation: "How serious the findings of the rule are: `error`, `warning`, `info`, `hint` or `off`.",
};
