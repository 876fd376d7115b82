//! Document links: files, addresses, tickets, and teams that a click leads to.

mod address;

use journey_model::syntax::{Node, SyntaxKind, TextRange};
use journey_model::value::Text;
use journey_model::{FileId, Property, ValueType};

use crate::Snapshot;

/// Where clicks lead that the text alone does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkSettings {
    /// The address of a ticket, with `{}` where its number belongs, such as `https://tracker.example.org/browse/{}`.
    pub ticket: Option<String>,
    /// The address of a team or person, with `{}` where the name (without `@`) belongs.
    pub owner: Option<String>,
}

/// Something to click on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// What is clicked on, in bytes: a text without its quotes.
    pub range: TextRange,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// To a file, given relative to the folder of the file that the link stands in.
    File(String),
    /// To an address, in the form of RFC 3986.
    Address(String),
}

/// The links of a file, in the order of the text. None contains another.
pub fn document_links(snapshot: &Snapshot, file: FileId, settings: &LinkSettings) -> Vec<DocumentLink> {
    let context = snapshot.file(file);
    let model = &context.file().model;
    let schema = snapshot.project.schema();
    let mut links: Vec<DocumentLink> = Vec::new();
    for property in model.declarations().flat_map(|declaration| declaration.properties()) {
        if let Some(key) = property.schema(schema) {
            links.extend(of_property(snapshot, &context.file().path, property, &key.value, settings));
        }
    }
    links.sort_by_key(|link| link.range);
    let mut addresses: Vec<DocumentLink> = Vec::new();
    for node in model.parse().chunks().flat_map(|chunk| chunk.node().descendants()) {
        let may_have_one = matches!(
            node.kind(),
            SyntaxKind::Text | SyntaxKind::BlockText | SyntaxKind::Comment | SyntaxKind::Documentation
        );
        if may_have_one {
            addresses.extend(address::all_in(node));
        }
    }
    addresses.retain(|link| {
        let before = links.partition_point(|known| known.range.end <= link.range.start);
        links.get(before).is_none_or(|known| known.range.start >= link.range.end)
    });
    links.extend(addresses);
    links.sort_by_key(|link| link.range);
    links
}

/// What people are told who point at a link.
pub fn document_link_tooltip(snapshot: &Snapshot, file: FileId, target: &LinkTarget) -> String {
    match target {
        LinkTarget::File(path) if snapshot.folders.is_file(&snapshot.project.file(file).path, path) => {
            format!("Open {path}")
        }
        LinkTarget::File(path) => format!("There is no file {path} yet"),
        LinkTarget::Address(address) => format!("Open {address}"),
    }
}

fn of_property(
    snapshot: &Snapshot,
    path: &str,
    property: Property<'_>,
    value_type: &ValueType,
    settings: &LinkSettings,
) -> Vec<DocumentLink> {
    let pattern = match value_type {
        ValueType::File | ValueType::Link => None,
        ValueType::Ticket => Some(settings.ticket.as_deref()),
        ValueType::Handle => Some(settings.owner.as_deref()),
        _ => return Vec::new(),
    };
    let mut links = Vec::new();
    for value in property.values() {
        let part = value.first();
        if part.kind().is_error() {
            continue;
        }
        let (range, written) = content(part);
        let target = match pattern {
            _ if address::is_address(&written) => Some(LinkTarget::Address(address::encoded(&written))),
            Some(pattern) => pattern.and_then(|pattern| address::filled(pattern, written.trim_start_matches('@'))),
            None if *value_type == ValueType::Link => place(snapshot, path, written),
            None => (!written.trim().is_empty()).then_some(LinkTarget::File(written)),
        };
        links.extend(target.map(|target| DocumentLink { range, target }).filter(|link| !link.range.is_empty()));
    }
    links
}

/// What a value says, and where: a text without its quotes.
fn content(part: Node<'_>) -> (TextRange, String) {
    let range = part.range();
    let quotes = match part.kind() {
        SyntaxKind::Text => 1,
        SyntaxKind::BlockText => 3,
        _ => return (range, part.text().to_owned()),
    };
    let inner = TextRange::new(range.start + quotes, range.end.saturating_sub(quotes));
    (inner, Text::decode(part.text()).value.trim().to_owned())
}

/// Where the text of a `link` leads that has no `https:` in front: to a file that is there, or to the web if it looks like
/// an address.
fn place(snapshot: &Snapshot, path: &str, written: String) -> Option<LinkTarget> {
    if written.is_empty() || written.contains(char::is_whitespace) || address::has_scheme(&written) {
        return None;
    }
    if snapshot.folders.is_file(path, &written) {
        return Some(LinkTarget::File(written));
    }
    let host = written.split(['/', '?', '#']).next().unwrap_or_default();
    let has_dot_inside = host.trim_matches('.').contains('.') && !host.starts_with('.');
    has_dot_inside.then(|| LinkTarget::Address(address::encoded(&format!("https://{written}"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Fixture;

    fn settings() -> LinkSettings {
        LinkSettings {
            ticket: Some("https://tracker.example.org/browse/{}".to_owned()),
            owner: Some("https://people.example.org/{}".to_owned()),
        }
    }

    /// Each link: where it leads, and what its tooltip says. The links have to be those between `⟦` and `⟧`.
    fn told(fixture: &str, settings: &LinkSettings) -> Vec<String> {
        let fixture = Fixture::new(fixture);
        let links = document_links(&fixture.snapshot, fixture.files[0], settings);
        let shown = |range: TextRange| fixture.texts[0][range.to_usize()].to_owned();
        assert_eq!(
            links.iter().map(|link| shown(link.range)).collect::<Vec<_>>(),
            fixture.marks.iter().map(|(_, range)| shown(*range)).collect::<Vec<_>>()
        );
        assert_eq!(
            links.iter().map(|link| link.range).collect::<Vec<_>>(),
            fixture.marks.iter().map(|(_, range)| *range).collect::<Vec<_>>()
        );
        links.iter().map(|link| document_link_tooltip(&fixture.snapshot, fixture.files[0], &link.target)).collect()
    }

    #[test]
    fn data_leads_to_its_file_whether_it_is_there_or_not() {
        let text = "source s { kind: survey; data: \"⟦data/q3.csv⟧\", \"⟦data/q4.csv⟧\", \"\" }";
        assert_eq!(told(text, &settings()), ["Open data/q3.csv", "There is no file data/q4.csv yet"]);
        let text = "source s { kind: survey; data: \"⟦https://example.org/q3.csv⟧\" }";
        assert_eq!(told(text, &settings()), ["Open https://example.org/q3.csv"]);
    }

    #[test]
    fn a_link_leads_to_the_web_or_to_a_file_that_is_there() {
        let link = |link: &str| told(&format!("source s {{ kind: survey; link: {link} }}"), &settings());
        assert_eq!(link("\"⟦https://example.org/a b⟧\""), ["Open https://example.org/a%20b"]);
        assert_eq!(link("\"⟦mailto:maya@example.org⟧\""), ["Open mailto:maya@example.org"]);
        assert_eq!(link("\"⟦example.org/a⟧\""), ["Open https://example.org/a"]);
        assert_eq!(link("\"⟦notes.txt⟧\""), ["Open notes.txt"]);
        for nothing in ["\"The shelf in room 4\"", "\"command:delete\"", "\"javascript:x\"", "\"\"", "\"../x\"", "home"]
        {
            assert_eq!(link(nothing), [""; 0], "{nothing}");
        }
    }

    #[test]
    fn tickets_and_owners_lead_where_the_settings_say() {
        let text = "opportunity o { ticket: ⟦SHOP-123⟧, \"⟦#7 é⟧\", ⟦12⟧; owner: ⟦@growth⟧ }";
        assert_eq!(
            told(text, &settings()),
            [
                "Open https://tracker.example.org/browse/SHOP-123",
                "Open https://tracker.example.org/browse/%237%20%C3%A9",
                "Open https://tracker.example.org/browse/12",
                "Open https://people.example.org/growth",
            ]
        );
        let text = "opportunity o { ticket: SHOP-123, \"⟦https://example.org/7⟧\"; owner: @growth }";
        assert_eq!(told(text, &LinkSettings::default()), ["Open https://example.org/7"]);
        let no_place = LinkSettings { ticket: Some("https://example.org/".to_owned()), owner: Some(String::new()) };
        assert_eq!(told("opportunity o { ticket: A-1; owner: @b }", &no_place), [""; 0]);
    }

    #[test]
    fn addresses_inside_texts_and_comments_are_links() {
        let text = "// See ⟦https://example.org/a_(b)⟧.\n/// ⟦http://example.org/?q=1&r=é⟧, and\npersona p {\n  role: \"as (⟦https://example.org⟧) said, \\\"⟦https://x.org/y⟧\\\"\"\n  \
                    job: \"\"\"\n    long ⟦https://example.org/z⟧\n    \"\"\"\n}\njourney \"⟦https://example.org/label⟧\" { }";
        let shown = told(text, &settings());
        assert_eq!(shown[1], "Open http://example.org/?q=1&r=%C3%A9");
        assert_eq!(shown.len(), 6);
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        assert_eq!(told("// https:// and xhttps://example.org and http:/x\npersona p", &settings()), [""; 0]);
    }
}
