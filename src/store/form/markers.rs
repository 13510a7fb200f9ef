//! A file in which git left conflict markers, as the session that it was on either side: merged by place, with what the
//! sides disagree on kept as conflicts to settle.

use crate::domain::merge::merge;
use crate::domain::session::Session;

use super::reading::parse;
use super::spans::sides::sides;

/// The session that a text with conflict markers stands for; none where one of its sides cannot be read.
pub fn merged(text: &str) -> Option<Session> {
    let sides = sides(text)?;
    let (ours, theirs) = (parse(&sides.ours).ok()?, parse(&sides.theirs).ok()?);
    // Without a base everything that both sides have and that differs is to be chosen, and nothing is lost.
    let base = sides.base.and_then(|base| parse(&base).ok()).unwrap_or_else(|| Session::empty(ours.id.clone()));
    Some(merge(&base, &ours, &theirs).ok()?.session)
}

#[cfg(test)]
mod tests {
    use super::{merged, parse, sides};
    use crate::domain::value::Value;

    const FILE: &str = "Session(\n    format: 1,\n    id: \"s-1\",\n    round: 1,\n    meeting: Meeting(\n<<<<<<< ours\n        \
        place: \"De Brug\",\n||||||| base\n        place: \"De Kade\",\n=======\n        place: \"De Loods\",\n\
        >>>>>>> theirs\n        motto: \"Samen\",\n    ),\n)\n";

    #[test]
    fn a_file_with_markers_opens_with_the_conflict_to_settle() {
        let session = merged(FILE).expect("both sides can be read");
        assert_eq!(&*session.the_meeting().motto, "Samen");
        let values = session.conflicts[0].open(&session).expect("open").values;
        let text = |text: &str| vec![Value::text(text)];
        assert_eq!((values.before, values.stands), (Some(text("De Kade")), text("De Loods")));
        assert_eq!(values.others, [text("De Brug")]);
    }

    #[test]
    fn without_a_base_both_values_are_there_to_choose_from() {
        let file = FILE.replace("||||||| base\n        place: \"De Kade\",\n", "");
        let session = merged(&file).expect("both sides can be read");
        assert_eq!(session.conflicts.len(), 1);
        assert_eq!(&*session.the_meeting().motto, "Samen");
    }

    #[test]
    fn markers_that_do_not_fit_together_are_left_to_a_person() {
        for text in ["<<<<<<< a\n", ">>>>>>> b\n", "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n"] {
            assert_eq!(sides(text), None, "{text}");
        }
    }

    #[test]
    fn lines_of_a_text_are_no_markers() {
        let text = "Session(format: 1, id: \"s-1\", meeting: Meeting(vision: \"\n<<<<<<< a\n=======\n>>>>>>> b\n\"))";
        let session = parse(text).expect("it is a session");
        assert!(session.the_meeting().vision.contains("<<<<<<< a"));
        assert_eq!(sides(text).expect("one side").ours, text);
    }
}
