//! The two texts that git put under each other in one file, with its markers between them.

use super::{Marker, head, spans};
use crate::domain::id::Id;

/// The text of each side.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ConflictSides {
    /// Before either side changed it; none where git did not write it down.
    pub base: Option<String>,
    /// The side that is checked out.
    pub ours: String,
    /// The side that comes in.
    pub theirs: String,
}

/// Which side the lines belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Ours,
    Base,
    Theirs,
}

/// The sides of a text with conflict markers; none where the markers do not fit together.
pub fn sides(text: &str) -> Option<ConflictSides> {
    let mut sides = ConflictSides { base: Some(String::new()), ..ConflictSides::default() };
    let mut part = Part::All;
    let mut has_base = false;
    let mut markers = spans(text).markers.into_iter().peekable();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if let Some((_, marker)) = markers.next_if(|(line, _)| *line == number) {
            part = match (part, marker) {
                (Part::All, Marker::Ours) => Part::Ours,
                (Part::Ours, Marker::Base) => Part::Base,
                (Part::Ours | Part::Base, Marker::Theirs) => Part::Theirs,
                (Part::Theirs, Marker::End) => Part::All,
                _ => return None,
            };
            has_base |= part == Part::Base;
            continue;
        }
        let base = sides.base.get_or_insert_default();
        match part {
            Part::All => {
                for side in [base, &mut sides.ours, &mut sides.theirs] {
                    side.push_str(line);
                }
            }
            Part::Ours => sides.ours.push_str(line),
            Part::Base => base.push_str(line),
            Part::Theirs => sides.theirs.push_str(line),
        }
    }
    sides.base = sides.base.filter(|_| has_base);
    (part == Part::All).then_some(sides)
}

/// Whether the sides of a text with conflict markers are two sessions, and not two versions of one.
pub fn are_two_sessions(text: &str) -> bool {
    let ids = |sides: ConflictSides| -> Option<[Id; 2]> { Some([head(&sides.ours).id?, head(&sides.theirs).id?]) };
    sides(text).and_then(ids).is_some_and(|[ours, theirs]| ours != theirs)
}
