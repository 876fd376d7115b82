//! Backslashes inside of texts that mean nothing.

use journey_plugin::model::syntax::{SyntaxKind, TextRange};
use journey_plugin::model::value::Text;
use journey_plugin::{Applicability, Diagnostic, RuleContext};

use crate::wording::shown;

/// The findings in all texts of a file, labels included; about as many as `most`.
pub(super) fn findings(context: &RuleContext<'_>, most: usize) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for chunk in context.file().model.parse().chunks().filter(|chunk| chunk.contains(b'\\')) {
        for node in chunk.node().descendants() {
            if !matches!(node.kind(), SyntaxKind::Text | SyntaxKind::BlockText) || !node.text().contains('\\') {
                continue;
            }
            if findings.len() > most {
                return findings;
            }
            let start = node.range().start;
            for problem in Text::decode(node.text()).problems {
                let length = |bytes: usize| u32::try_from(bytes).expect("a text is shorter than 4 GiB");
                let range = TextRange::new(start + length(problem.range.start), start + length(problem.range.end));
                let place = context.place(range);
                let finding = Diagnostic::new(place, problem.error.message, problem.error.help);
                findings.push(match problem.error.correction {
                    Some(correction) => {
                        finding.fix(format!("Write {}", shown(&correction)), Applicability::Safe, place, correction)
                    }
                    None => finding,
                });
            }
        }
    }
    findings
}
