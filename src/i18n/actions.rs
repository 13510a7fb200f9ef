//! What keys can do: each action by its name, with a few words for it in each language. Which keys do it, where, and how
//! is told once, in the file of the screen that performs it.

use std::collections::BTreeMap;

use super::word_fields::{WordFields, WordShape, WordSlot};

/// Declares the actions: a name, and the name of its words in the data files.
macro_rules! actions {
    ($($name:ident = $words:ident,)*) => {
        /// What a key can do.
        #[expect(missing_docs, reason = "its words in the data files say what each does")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($name,)*
        }

        /// What each action does, in a few words.
        #[derive(Debug, Default)]
        pub struct ActionWords(BTreeMap<usize, String>);

        impl WordFields for ActionWords {
            const SHAPE: &'static WordShape = &WordShape {
                name: "ActionWords",
                names: &[$(stringify!($words)),*],
                optional: &[false; Action::ALL.len()],
            };

            fn slot(&mut self, field: usize) -> Option<&mut dyn WordSlot> {
                Some(self.0.entry(field).or_default())
            }
        }

        impl Action {
            /// All actions, in the order in which a list of commands names them.
            pub const ALL: &'static [Action] = &[$(Action::$name,)*];

            /// The action with this name in the data files.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                ActionWords::SHAPE.names.iter().position(|known| *known == name).map(|at| Self::ALL[at])
            }

            /// Its words, and others by which people look for it.
            #[must_use]
            pub fn sought_by(self, words: &super::Words) -> String {
                let also = words.screen.also.get(ActionWords::SHAPE.names[self as usize]);
                format!("{} {}", self.words(words), also.map_or("", String::as_str))
            }

            /// What it does, in a few words.
            #[must_use]
            pub fn words(self, words: &super::Words) -> &str {
                words.actions.0.get(&(self as usize)).map_or("", String::as_str)
            }
        }
    };
}

actions! {
    Up = up,
    Down = down,
    PageUp = page_up,
    PageDown = page_down,
    First = first,
    Last = last,
    Open = open,
    Choose = choose,
    Back = back,
    New = new,
    Remove = remove,
    MoveUp = move_up,
    MoveDown = move_down,
    Mark = mark,
    Accept = accept,
    Cards = cards,
    WaveAway = wave_away,
    NextPart = next_part,
    PreviousPart = previous_part,
    NextCell = next_cell,
    PreviousCell = previous_cell,
    CellLeft = cell_left,
    CellRight = cell_right,
    TypeInCell = type_in_cell,
    Commands = commands,
    Write = write,
    EmptyCell = empty_cell,
    Explain = explain,
    Result = result,
    Pitch = pitch,
    MarkItem = mark_item,
    SetMarked = set_marked,
    OtherKind = other_kind,
    NextGroup = next_group,
    PreviousGroup = previous_group,
    NextPanel = next_panel,
    PreviousPanel = previous_panel,
    OpenPanel = open_panel,
    Cycle = cycle,
    Step1 = step_1,
    Step2 = step_2,
    Step3 = step_3,
    Step4 = step_4,
    Step5 = step_5,
    Step6 = step_6,
    Checklist = checklist,
    NextField = next_field,
    PreviousField = previous_field,
    Finish = finish,
    Another = another,
    NextOption = next_option,
    PreviousOption = previous_option,
    Toggle = toggle,
    NewLine = new_line,
    Undo = undo,
    Redo = redo,
    Park = park,
    Decide = decide,
    Search = search,
    Palette = palette,
    Clock = clock,
    Begin = begin,
    More = more,
    Fewer = fewer,
    CatchUp = catch_up,
    Present = present,
    History = history,
    Help = help,
    Pages = pages,
    NextRound = next_round,
    Sessions = sessions,
    SaveAs = save_as,
    Report = report,
    Import = import,
    TakeIn = take_in,
    Answer = answer,
    Share = share,
    Reload = reload,
    Resolve = resolve,
    Keep = keep,
    TakeOther = take_other,
    Rewrite = rewrite,
    CameAlong = came_along,
    DecideDone = decide_done,
    DecideGoesOn = decide_goes_on,
    DecideDropped = decide_dropped,
    Restore = restore,
    Discard = discard,
    Matrix = matrix,
    AskAll = ask_all,
    Rounds = rounds,
    Order = order,
    Narrow = narrow,
    Lacking = lacking,
    ThrowAway = throw_away,
    BringBack = bring_back,
    Join = join,
    Confirm = confirm,
    Abandon = abandon,
    WhereIsIt = where_is_it,
    WhoIsHere = who_is_here,
    IsHere = is_here,
    HasLeft = has_left,
    ComesLater = comes_later,
    ComesNot = comes_not,
    IsMissed = is_missed,
    AllAreHere = all_are_here,
    Note = note,
    Rehearse = rehearse,
    EndRehearsal = end_rehearsal,
    NextTheme = next_theme,
    Leave = leave,
}
