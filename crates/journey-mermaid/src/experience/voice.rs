//! Who says what about a feeling: the one place that tells a score, the words for it and whose they are.

use journey_model::syntax::TextRange;
use journey_model::value::Score;

use super::{Emotion, Touchpoint};
use crate::sentence::list;

/// Those who feel the same and say it in the same words, or without any: the most that may be told in one sentence.
#[derive(Debug)]
pub(crate) struct Voice<'e> {
    emotion: &'e Emotion,
    pub(crate) score: Score,
    /// Numbers of personas, each once. Empty for nobody in particular.
    pub(crate) personas: Vec<usize>,
    words: Vec<&'e str>,
}

impl Touchpoint {
    /// Who feels what there: emotion by emotion, and within one voice by voice.
    pub(crate) fn voices(&self) -> impl Iterator<Item = Voice<'_>> {
        self.emotions.iter().flat_map(Emotion::voices)
    }
}

impl Emotion {
    /// Each persona who feels it speaks with one of these, in the order of the personas. What is written for nobody in particular,
    /// because the journey names no persona, comes last.
    fn voices(&self) -> Vec<Voice<'_>> {
        let mut voices: Vec<Voice<'_>> = Vec::new();
        let voice = |personas, words| Voice { emotion: self, score: self.score, personas, words };
        for &persona in &self.personas {
            let words: Vec<&str> = self.words_of(Some(persona)).collect();
            match voices.iter_mut().find(|voice| voice.words == words) {
                Some(voice) => voice.personas.push(persona),
                None => voices.push(voice(vec![persona], words)),
            }
        }
        if self.written.iter().any(|(persona, _)| persona.is_none()) {
            voices.push(voice(Vec::new(), self.words_of(None).collect()));
        }
        voices
    }
}

impl Voice<'_> {
    /// `+2 relieved, glad`, with that between the score and the words.
    pub(crate) fn sentence(&self, between: &str) -> String {
        let score = self.score.written();
        if self.words.is_empty() { score.to_owned() } else { [score, between, &self.words.join(", ")].concat() }
    }

    /// `relieved, glad (+2)`, or what the score means where nobody says it.
    pub(crate) fn words_first(&self) -> String {
        let words = if self.words.is_empty() { self.score.meaning().to_owned() } else { self.words.join(", ") };
        format!("{words} ({})", self.score.written())
    }

    /// Those of these personas whose it is: one, `Maya and Tom`, or `Everybody` for several who are all. `None` for nobody in
    /// particular.
    pub(crate) fn who<N: AsRef<str>>(&self, names: &[N]) -> Option<String> {
        match self.personas.len() {
            0 => None,
            several if several > 1 && several == names.len() => Some("Everybody".to_owned()),
            _ => {
                let who = self.personas.iter().filter_map(|persona| names.get(*persona));
                Some(list(who.map(|name| name.as_ref().to_owned())))
            }
        }
    }

    /// Whether it is that persona's, or nobody's in particular.
    pub(crate) fn is_of(&self, persona: Option<usize>) -> bool {
        persona.map_or(self.personas.is_empty(), |persona| self.personas.contains(&persona))
    }

    /// Where it is written, each place once: for one of them, or for all.
    pub(crate) fn ranges(&self, persona: Option<usize>) -> Vec<TextRange> {
        let mut ranges: Vec<TextRange> = Vec::new();
        for (who, range) in &self.emotion.written {
            let is_wanted = self.is_of(*who) && (persona.is_none() || *who == persona);
            if is_wanted && !ranges.contains(range) {
                ranges.push(*range);
            }
        }
        ranges
    }
}
