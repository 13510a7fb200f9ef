//! The words on the screen: what keys do, messages, headings.

use serde::Deserialize;

/// The names on the keys that have one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyWords {
    /// “Space”
    pub space: String,
    /// “Enter”
    pub enter: String,
    /// “Backspace”
    pub backspace: String,
}

/// Everything else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScreenWords {
    /// “Work session”
    pub program: String,
    /// “Working together on a healthy neighbourhood”
    pub program_is: String,
    /// “These are the sessions of this folder. Choose one with the arrows and press Enter, or begin a new one with n.”
    pub start_help: String,
    /// “There are no sessions here yet. Press n for the first.”
    pub no_sessions: String,
    /// “Looking which sessions there are …”
    pub looking: String,
    /// “{count} session”
    pub one_session: String,
    /// “{count} sessions”
    pub many_sessions: String,
    /// “Neighbourhood without a name”
    pub no_name: String,
    /// “round {round}”
    pub round: String,
    /// “saved”
    pub saved: String,
    /// “saving …”
    pub saving: String,
    /// “not saved”
    pub not_saved: String,
    /// “disk full, not saved”
    pub disk_full: String,
    /// “somebody else wrote too”
    pub changed_short: String,
    /// “Somebody else changed this file too. Finish this first; then you can choose.”
    pub changed_on_disk: String,
    /// “Somebody else changed this file too”
    pub changed_title: String,
    /// “Nothing was overwritten. You can read the file again (what you did here since it was last saved then goes from the screen), or save your version under another name.”
    pub changed_text: String,
    /// “Not everything is saved yet”
    pub leaving_title: String,
    /// “What you filled in is safe in the emergency file and comes back next time. Save it under another name, or leave anyway.”
    pub leaving_text: String,
    /// “Nothing can be written to the emergency file either: what you filled in is only on this screen. Save it under another name. If you leave now, it is lost.”
    pub leaving_unsafe_text: String,
    /// “Save under another name”
    pub save_as_title: String,
    /// “In the same folder as this file.”
    pub save_as_text: String,
    /// “Last time not everything was saved”
    pub recovery_title: String,
    /// “You were typing this text: ‘{text}’”
    pub recovered_text: String,
    /// “Changes that were not saved: {count}”
    pub recovered_edits: String,
    /// Above a form that an earlier run left behind.
    pub begun_before: String,
    /// “The text belongs nowhere any more and stands with the parked remarks now.”
    pub draft_parked: String,
    /// “There is no room for more than {most} items in one list. Nothing was added.”
    pub too_many_items: String,
    /// “There is no room for that much text in one field (at most {most} characters). Nothing was added.”
    pub too_long_text: String,
    /// “A text has at most {most} lines. Nothing was added.”
    pub too_many_lines: String,
    /// “There is no room for more than {most} names or choices in one field. Nothing was added.”
    pub too_many_members: String,
    /// “This window is too small. Make it at least {columns} columns wide and {rows} rows high; nothing is lost.”
    pub too_small: String,
    /// “more ({count})”
    pub more: String,
    /// “before ({count})”
    pub before: String,
    /// “{number} of {total}”
    pub of: String,
    /// “{filled} of {parts}”
    pub filled: String,
    /// “checklist {done} of {total}”
    pub of_checklist: String,
    /// “{count} open action”
    pub open_action: String,
    /// “{count} open actions”
    pub open_actions: String,
    /// “{count} overdue”
    pub overdue: String,
    /// “First step after the session: {text}”
    pub first_activity: String,
    /// “Our first step after the session”
    pub first_activity_label: String,
    /// “Not chosen yet. Open question 7.1.”
    pub first_activity_open: String,
    /// “Next date: {date}”
    pub next_date: String,
    /// “The six steps”
    pub steps: String,
    /// “(hidden, open to read)”
    pub hidden: String,
    /// “Invited”
    pub invited: String,
    /// “Whom did we miss?”
    pub missed_name: String,
    /// “yes”
    pub yes: String,
    /// “no owner”
    pub no_owner: String,
    /// “no date”
    pub no_date_yet: String,
    /// “wanted”
    pub wanted: String,
    /// “not known”
    pub unknown: String,
    /// “nothing yet”
    pub nothing_yet: String,
    /// “First fill in figures on the panel of figures.”
    pub no_figures: String,
    /// “First fill in scores on the panel of scores.”
    pub no_scores_yet: String,
    /// “First fill in votes on the panel of votes.”
    pub no_votes: String,
    /// While the room votes.
    pub votes_hidden: String,
    /// The rows of a grid were made: `{count}`.
    pub rows_ready: String,
    /// “These questions belong to a theme. First add a theme on the panel of themes.”
    pub no_items_to_ask: String,
    /// “compared with the municipality”
    pub than_municipality: String,
    /// “with the country”
    pub than_country: String,
    /// “no comparison”
    pub nothing_to_compare: String,
    /// “better”
    pub better: String,
    /// “worse”
    pub worse: String,
    /// “the same”
    pub same: String,
    /// “different”
    pub different: String,
    /// “middle”
    pub median: String,
    /// “A conversation, not a measurement. Talk about differences.”
    pub web_is_a_conversation: String,
    /// “As many votes ({votes}): choose together.”
    pub tie: String,
    /// “Command:”
    pub palette: String,
    /// “Find:”
    pub search: String,
    /// “About:”
    pub pages: String,
    /// “Type a word or part of it.”
    pub type_to_find: String,
    /// “Nothing found.”
    pub nothing_found: String,
    /// “New session”
    pub new_session: String,
    /// “A name is enough; the rest can wait.”
    pub new_session_hint: String,
    /// “Agenda”
    pub clock: String,
    /// “{count} min”
    pub minutes: String,
    /// “Fill in when the session begins; then the times stand here.”
    pub clock_needs_start: String,
    /// “Ends at {time}”
    pub clock_end: String,
    /// “minute”, behind a number
    pub minutes_one: String,
    /// “minutes”, behind a number
    pub minutes_many: String,
    /// What is left of a block: `{count}`.
    pub minutes_left: String,
    /// How much longer a block takes than was planned: `{count}`.
    pub minutes_too_long: String,
    /// In time: `{time}`.
    pub clock_in_time: String,
    /// Over time: `{minutes}`, `{time}`, `{planned}`.
    pub clock_late: String,
    /// Ahead of time: `{minutes}`, `{time}`, `{planned}`.
    pub clock_early: String,
    /// Minutes were taken from later blocks: `{minutes}`.
    pub clock_taken: String,
    /// “Keys here”
    pub keys_here: String,
    /// “All keys”
    pub all_keys: String,
    /// “Keys while filling in”
    pub keys_form: String,
    /// “Keys while choosing”
    pub keys_chooser: String,
    /// “Keys while reading and at questions”
    pub keys_reader: String,
    /// “Tips”
    pub tips: String,
    /// “Examples”
    pub examples: String,
    /// “What changed: {title}”
    pub history_of: String,
    /// “Nothing changed here since the session was opened.”
    pub no_changes: String,
    /// “‘{title}’ was removed. {key} puts it back.”
    pub removed: String,
    /// “‘{title}’ was removed, and from {count} other places. {key} puts all back.”
    pub removed_with_links: String,
    /// “Somebody else changed the same. Finish this first; then choose with c.”
    pub conflicts_wait: String,
    /// “Came in from somebody else: {change}”
    pub came_in_one: String,
    /// “From somebody else came {count} changes, such as: {change}”
    pub came_in_many: String,
    /// “All double changes are settled.”
    pub all_settled: String,
    /// “changed twice: {count}; choose with c”
    pub open_conflicts: String,
    /// “Two people changed the same”
    pub resolver_title: String,
    /// “Before it was”
    pub before_both: String,
    /// “1  Now it is”
    pub stands_now: String,
    /// “2  The other wrote”
    pub other_wrote: String,
    /// “still there”
    pub still_there: String,
    /// “taken away”
    pub taken_away: String,
    /// “nothing”
    pub nothing_there: String,
    /// “This place is no longer there.”
    pub place_is_gone: String,
    /// “{label} · {author}, {date}”
    pub written_by: String,
    /// “Share with others”
    pub share_title: String,
    /// “What you did is recorded, put together with what others did, and sent to them.”
    pub share_text: String,
    /// “What do you want to say? Nothing is needed: then it says what changed.”
    pub share_message: String,
    /// “You can go on working; this goes on by itself.”
    pub share_goes_on: String,
    /// “Not shared yet. With {key} you see why, once you are ready.”
    pub share_stopped: String,
    /// What was begun.
    pub round_begun: String,
    /// “Parked. You find it with the parked remarks (0).”
    pub parked: String,
    /// “Decision recorded. You find it with the decisions (0).”
    pub decided: String,
    /// “Undone: {change}”
    pub undone: String,
    /// “Done again: {change}”
    pub redone: String,
    /// “Dropped. Press Enter and write down why.”
    pub why_dropped: String,
    /// “‘{name}’ is new and stands on the list now ({kind}).”
    pub added_by_name: String,
    /// “‘{text}’ is no date that I know. It stays as it is. Type for instance 12-3.”
    pub no_date: String,
    /// “‘{text}’ is no time that I know. It stays as it is. Type for instance 9:30.”
    pub no_time: String,
    /// “‘{text}’ is no number that I know. It stays as it is. Type for instance 12.5.”
    pub no_number: String,
    /// “‘{text}’ are no scores. It stays as it is. Type numbers with spaces between.”
    pub no_scores: String,
    /// “not a date that I know yet”
    pub not_a_date_yet: String,
    /// “Type a name; a new one joins the list. Enter chooses.”
    pub pick_hint: String,
    /// “Arrows choose, Space turns on or off.”
    pub options_hint: String,
}
