//! Completion at every place of the examples, whole and cut off where somebody is typing: it never fails, and what it
//! offers can be accepted.

mod examples;

use journey_ide::plugin::CompletionKind;
use journey_ide::{CompletionList, Snapshot, complete, completion_documentation};
use journey_model::FileId;
use journey_model::syntax::{SourceText, parse};

use examples::{example, snapshot};

const EXAMPLES: [&str; 4] =
    ["weekly-shop.journey", "public-service.journey", "as-is-to-be/to-be.journey", "as-is-to-be/opportunities.journey"];

fn list(snapshot: &Snapshot, file: FileId, offset: usize) -> CompletionList {
    complete(snapshot, file, u32::try_from(offset).expect("a short text")).expect("nobody cancels")
}

/// The ranges contain the cursor and stay on its line; the offers are ready to be shown.
fn check_list(text: &str, lines: &SourceText, offset: usize, list: &CompletionList) {
    let at = u32::try_from(offset).expect("a short text");
    let line_of = |offset: u32| lines.position(offset, journey_model::syntax::Encoding::Utf8).line;
    for range in [list.replace, list.insert] {
        assert!(range.touches(at), "{offset}: {range}");
        assert_eq!(line_of(range.start), line_of(range.end), "{offset}: {range}");
        assert!(text.get(range.to_usize()).is_some(), "{offset}: {range}");
    }
    assert_eq!(list.insert.start, list.replace.start);
    assert_eq!(list.insert.end, at);
    assert_eq!(list.items.is_empty(), list.items.is_empty() || list.layout.is_none());
    for item in &list.items {
        assert!(!item.label.is_empty() && !item.label.contains(['\n', '\r']), "{offset}: {item:?}");
    }
}

/// The text with the first offer accepted, for a client without snippets, and whether more is to be typed behind it.
fn accepted(text: &str, list: &CompletionList) -> Option<(String, bool)> {
    let item = list.items.first()?;
    let layout = list.layout.as_ref().expect("a list with offers has a layout");
    let mut accepted = text.to_owned();
    accepted.replace_range(list.replace.to_usize(), &item.insertion.to_plain(layout));
    Some((accepted, item.then_complete))
}

#[test]
fn ranges_contain_the_cursor_at_every_place_of_every_example() {
    for (number, path) in EXAMPLES.into_iter().enumerate() {
        // Each kind of line end in one example.
        let line_ends: &[&str] = if number == 0 { &["\n", "\r\n", "\r"] } else { &["\n"] };
        for line_end in line_ends {
            let mut files = example(path);
            for (_, text) in &mut files {
                *text = text.replace('\n', line_end);
            }
            let text = files.iter().find(|(name, _)| name == path).expect("the example").1.clone();
            let (snapshot, file) = snapshot(&files, path);
            let lines = SourceText::new(&text);
            let mut documented = 0;
            for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
                let list = list(&snapshot, file, offset);
                check_list(&text, &lines, offset, &list);
                let topics = list.items.first().and_then(|item| item.topic.as_ref());
                let documentation = topics.map(|topic| completion_documentation(&snapshot, topic));
                documented += usize::from(documentation.is_some_and(|text| text.expect("documentation").len() > 10));
            }
            assert!(documented > 100, "{documented}");
        }
    }
}

#[test]
fn what_is_accepted_breaks_nothing() {
    let mut count = 0;
    for (number, path) in EXAMPLES.into_iter().enumerate() {
        let files = example(path);
        let whole = files.iter().find(|(name, _)| name == path).expect("the example").1.clone();
        let cut_at = (0..=whole.len()).filter(|offset| whole.is_char_boundary(*offset));
        // What a typist sees: the text ends here. All of one example, some places of the others.
        for offset in cut_at.filter(|offset| number == 0 || offset % 29 == 0) {
            let line = whole[offset..].find('\n').map_or(whole.len(), |end| offset + end);
            // A line with a block would leave its brace behind.
            let takes_braces = whole[offset..line].contains(['{', '}']);
            for (text, is_whole) in
                [(whole[..offset].to_owned(), false), ([&whole[..offset], &whole[line..]].concat(), true)]
            {
                if is_whole && takes_braces {
                    continue;
                }
                let mut files = files.clone();
                files.iter_mut().find(|(name, _)| name == path).expect("the example").1.clone_from(&text);
                let (snapshot, file) = snapshot(&files, path);
                let list = list(&snapshot, file, offset);
                check_list(&text, &SourceText::new(&text), offset, &list);
                let Some((after, goes_on)) = accepted(&text, &list) else { continue };
                let (before, now) = (parse(&text).errors().len(), parse(&after).errors().len());
                assert!(
                    now <= before + usize::from(goes_on),
                    "{path} at {offset}, whole: {is_whole}:\n{:?}\n{:?}",
                    &text[..offset],
                    parse(&after).errors()
                );
                count += 1;
            }
        }
    }
    assert!(count > 2_000, "{count}");
}

#[test]
fn what_is_chosen_is_right() {
    let path = "weekly-shop.journey";
    let whole = example(path).remove(0).1;
    let told = ["wrong-value", "unknown-name", "ambiguous-name", "unknown-key", "syntax-error"];
    let mut count = 0;
    for offset in (0..=whole.len()).filter(|offset| whole.is_char_boundary(*offset)) {
        let line = whole[offset..].find(['\n', '{', '}', ';']).map_or(whole.len(), |end| offset + end);
        let text = [&whole[..offset], &whole[line..]].concat();
        let (before, file) = snapshot(&[(path.to_owned(), text.clone())], path);
        let list = list(&before, file, offset);
        for item in list.items.iter().take(2) {
            let is_value = !matches!(item.kind, CompletionKind::Key | CompletionKind::Keyword | CompletionKind::Folder);
            // An empty text is a wrong value until it is filled in.
            if !is_value || item.then_complete || item.insertion.has_stops() {
                continue;
            }
            let layout = list.layout.as_ref().expect("a list with offers has a layout");
            let mut after = text.clone();
            let written = item.insertion.to_plain(layout);
            after.replace_range(list.replace.to_usize(), &written);
            let end = list.replace.start + u32::try_from(written.len()).expect("short");
            let (now, file) = snapshot(&[(path.to_owned(), after.clone())], path);
            let findings = now.registry.check(&now.project, file, now.environment());
            let wrong = findings.iter().find(|finding| {
                let range = finding.place.range;
                told.contains(&finding.code) && range.start < end && list.replace.start < range.end
            });
            // Behind a broken head, or in a block that has lost its brace, nothing can be right.
            let known = before.registry.check(&before.project, file, before.environment());
            let is_new = |code: &str| known.iter().all(|finding| finding.code != code);
            if let Some(wrong) = wrong.filter(|wrong| is_new(wrong.code)) {
                panic!("{:?} at {offset}: {wrong:#?}", &after[after[..offset].rfind('\n').unwrap_or(0)..]);
            }
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}
