//! Keys: our own chords and actions, and THE table of bindings. Dispatch, footer, help and palette all read this table;
//! no key is named anywhere else. Which scopes are active is the model's business.

use std::fmt;

use crate::i18n::Words;

/// A key as a hand presses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, digit or sign.
    Char(char),
    /// The big one.
    Enter,
    /// Back.
    Esc,
    /// To the next.
    Tab,
    /// To the previous: Shift and Tab.
    BackTab,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// Away with what is here.
    Delete,
    /// Away with what is before.
    Backspace,
    /// A function key.
    Function(u8),
}

/// A key with what is held down beside it. Shift is part of the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Control is held.
    pub control: bool,
    /// Alt is held.
    pub alt: bool,
}

impl Chord {
    /// A key alone.
    pub const fn plain(key: Key) -> Self {
        Self { key, control: false, alt: false }
    }

    /// A key with Control.
    pub const fn control(letter: char) -> Self {
        Self { key: Key::Char(letter), control: true, alt: false }
    }

    /// A key with Alt.
    pub const fn alt(key: Key) -> Self {
        Self { key, control: false, alt: true }
    }

    /// The letter that it types, if it types one.
    pub fn letter(self) -> Option<char> {
        match self.key {
            Key::Char(letter) if !self.control && !self.alt => Some(letter),
            _ => None,
        }
    }

    /// The name on the key, in these words.
    pub fn name(self, words: &Words) -> String {
        let names = &words.keys;
        let key = match self.key {
            Key::Char(' ') => names.space.clone(),
            Key::Char(letter) if self.control => letter.to_uppercase().to_string(),
            Key::Char(letter) => letter.to_string(),
            Key::Enter => names.enter.clone(),
            Key::Esc => "Esc".to_owned(),
            Key::Tab => "Tab".to_owned(),
            Key::BackTab => "Shift-Tab".to_owned(),
            Key::Up => "↑".to_owned(),
            Key::Down => "↓".to_owned(),
            Key::Left => "←".to_owned(),
            Key::Right => "→".to_owned(),
            Key::PageUp => "PgUp".to_owned(),
            Key::PageDown => "PgDn".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::End => "End".to_owned(),
            Key::Delete => "Del".to_owned(),
            Key::Backspace => names.backspace.clone(),
            Key::Function(number) => format!("F{number}"),
        };
        let held = if self.control {
            "Ctrl-"
        } else if self.alt {
            "Alt-"
        } else {
            ""
        };
        format!("{held}{key}")
    }
}

/// Keys as a script writes them, such as `Ctrl-Z` or `Down`; tests read what this prints.
impl fmt::Display for Chord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            formatter.write_str("Ctrl-")?;
        }
        if self.alt {
            formatter.write_str("Alt-")?;
        }
        match self.key {
            Key::Char(letter) => write!(formatter, "{letter}"),
            key => write!(formatter, "{key:?}"),
        }
    }
}

/// Where a binding holds. The model tells which scopes are active, innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The list of sessions.
    Start,
    /// An open session, whatever panel is in front.
    Session,
    /// A panel with things in it, one below the other.
    Panel,
    /// A form, whatever field it is at.
    Form,
    /// A field with options in a form.
    Options,
    /// A text of several lines in a form.
    Lines,
    /// Choosing from a list while typing what to look for.
    Chooser,
    /// Something to read.
    Reader,
    /// A question that wants one of a few answers.
    Question,
    /// What to say when sharing.
    Message,
    /// Places that two people changed differently.
    Conflict,
    /// The agenda beside the clock.
    Clock,
    /// The panel alone, for the wall.
    Presentation,
    /// Everything.
    Everywhere,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $words:ident,)*) => {
        /// What a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// All actions.
            pub const ALL: &'static [Action] = &[$(Action::$name,)*];

            /// What it does, in a few words.
            pub fn words(self, words: &Words) -> &str {
                match self {
                    $(Action::$name => &words.actions.$words,)*
                }
            }
        }
    };
}

actions! {
    /// One up.
    Up = up,
    /// One down.
    Down = down,
    /// A screenful up.
    PageUp = page_up,
    /// A screenful down.
    PageDown = page_down,
    /// To the first.
    First = first,
    /// To the last.
    Last = last,
    /// Open or change what is under the cursor.
    Open = open,
    /// Take what is under the cursor.
    Choose = choose,
    /// Back: close the top thing.
    Back = back,
    /// Add one.
    New = new,
    /// Take away.
    Remove = remove,
    /// Take it up.
    MoveUp = move_up,
    /// Take it down.
    MoveDown = move_down,
    /// To the next state.
    Mark = mark,
    /// The next panel.
    NextPanel = next_panel,
    /// The previous panel.
    PreviousPanel = previous_panel,
    /// The cycle.
    Cycle = cycle,
    /// Step 1.
    Step1 = step_1,
    /// Step 2.
    Step2 = step_2,
    /// Step 3.
    Step3 = step_3,
    /// Step 4.
    Step4 = step_4,
    /// Step 5.
    Step5 = step_5,
    /// Step 6.
    Step6 = step_6,
    /// The checklist.
    Checklist = checklist,
    /// The next field.
    NextField = next_field,
    /// The previous field.
    PreviousField = previous_field,
    /// Ready with the form.
    Finish = finish,
    /// Ready, and one more.
    Another = another,
    /// The next option.
    NextOption = next_option,
    /// The previous option.
    PreviousOption = previous_option,
    /// Take or leave an option.
    Toggle = toggle,
    /// A new line.
    NewLine = new_line,
    /// Undo.
    Undo = undo,
    /// Redo.
    Redo = redo,
    /// Park a remark.
    Park = park,
    /// Record a decision.
    Decide = decide,
    /// Find.
    Search = search,
    /// All commands by name.
    Palette = palette,
    /// The clock.
    Clock = clock,
    /// A block of the agenda begins now.
    Begin = begin,
    /// One more.
    More = more,
    /// One fewer.
    Fewer = fewer,
    /// Take lost minutes from later blocks.
    CatchUp = catch_up,
    /// The panel alone.
    Present = present,
    /// What changed here.
    History = history,
    /// Help.
    Help = help,
    /// The help pages.
    Pages = pages,
    /// A new round from what is still open.
    NextRound = next_round,
    /// The list of sessions.
    Sessions = sessions,
    /// Save under another name.
    SaveAs = save_as,
    /// Share with others.
    Share = share,
    /// Read the file again.
    Reload = reload,
    /// What two people changed differently.
    Resolve = resolve,
    /// What stands there stays.
    Keep = keep,
    /// What the other wrote comes in its place.
    TakeOther = take_other,
    /// Write it anew.
    Rewrite = rewrite,
    /// What came along from an earlier round.
    CameAlong = came_along,
    /// What came along is done.
    DecideDone = decide_done,
    /// What came along goes on.
    DecideGoesOn = decide_goes_on,
    /// What came along is dropped.
    DecideDropped = decide_dropped,
    /// Put back.
    Restore = restore,
    /// Let go.
    Discard = discard,
    /// List or matrix.
    Matrix = matrix,
    /// Every round, or the newest.
    Rounds = rounds,
    /// Another order.
    Order = order,
    /// Only what holds a word.
    Narrow = narrow,
    /// Only what misses something.
    Lacking = lacking,
    /// Leave.
    Leave = leave,
}

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// The keys; the first is the one that is shown.
    pub chords: &'static [Chord],
    /// What they do.
    pub action: Action,
    /// The place in the footer, lowest first; none for what only help names.
    pub footer: Option<u8>,
}

const fn key(key: Key) -> Chord {
    Chord::plain(key)
}

const fn letter(letter: char) -> Chord {
    Chord::plain(Key::Char(letter))
}

const fn binding(scope: Scope, action: Action, footer: Option<u8>, chords: &'static [Chord]) -> Binding {
    Binding { scope, chords, action, footer }
}

/// The table.
pub const BINDINGS: &[Binding] = {
    use Action as A;
    use Scope as S;
    &[
        // the list of sessions
        binding(S::Start, A::Open, Some(1), &[key(Key::Enter)]),
        binding(S::Start, A::New, Some(2), &[letter('n')]),
        binding(S::Start, A::Matrix, Some(3), &[letter('m')]),
        binding(S::Start, A::Narrow, Some(4), &[letter('/')]),
        binding(S::Start, A::Lacking, Some(5), &[letter('f')]),
        binding(S::Start, A::Order, Some(6), &[letter('o')]),
        binding(S::Start, A::Rounds, Some(7), &[letter('r')]),
        binding(S::Start, A::Share, None, &[letter('g')]),
        // a panel
        binding(S::Panel, A::Open, Some(1), &[key(Key::Enter)]),
        binding(S::Panel, A::New, Some(2), &[letter('n')]),
        binding(S::Panel, A::Mark, Some(3), &[letter(' ')]),
        binding(S::Panel, A::More, Some(3), &[letter('+')]),
        binding(S::Panel, A::Fewer, Some(3), &[letter('-')]),
        binding(S::Panel, A::Remove, None, &[letter('d'), key(Key::Delete)]),
        binding(S::Panel, A::MoveUp, None, &[Chord::alt(Key::Up)]),
        binding(S::Panel, A::MoveDown, None, &[Chord::alt(Key::Down)]),
        binding(S::Panel, A::History, None, &[letter('h')]),
        binding(S::Panel, A::DecideDone, Some(0), &[letter('k')]),
        binding(S::Panel, A::DecideGoesOn, Some(0), &[letter('l')]),
        binding(S::Panel, A::DecideDropped, Some(0), &[letter('v')]),
        // an open session
        binding(S::Session, A::NextPanel, Some(4), &[key(Key::Tab), key(Key::Right)]),
        binding(S::Session, A::PreviousPanel, None, &[key(Key::BackTab), key(Key::Left)]),
        binding(S::Session, A::Cycle, None, &[letter('0')]),
        binding(S::Session, A::Step1, None, &[letter('1')]),
        binding(S::Session, A::Step2, None, &[letter('2')]),
        binding(S::Session, A::Step3, None, &[letter('3')]),
        binding(S::Session, A::Step4, None, &[letter('4')]),
        binding(S::Session, A::Step5, None, &[letter('5')]),
        binding(S::Session, A::Step6, None, &[letter('6')]),
        binding(S::Session, A::Checklist, None, &[letter('7')]),
        binding(S::Session, A::Undo, Some(7), &[letter('u'), Chord::control('z')]),
        binding(S::Session, A::Redo, None, &[letter('U'), Chord::control('y')]),
        binding(S::Session, A::Park, Some(5), &[letter('p')]),
        binding(S::Session, A::Decide, None, &[letter('b')]),
        binding(S::Session, A::Search, None, &[letter('/')]),
        binding(S::Session, A::Resolve, Some(0), &[letter('c')]),
        binding(S::Session, A::CameAlong, None, &[letter('m')]),
        binding(S::Session, A::Clock, None, &[letter('t')]),
        binding(S::Session, A::Present, None, &[key(Key::Function(5))]),
        binding(S::Session, A::Sessions, None, &[letter('s')]),
        binding(S::Session, A::NextRound, None, &[Chord::control('r')]),
        binding(S::Session, A::SaveAs, None, &[Chord::control('s')]),
        binding(S::Session, A::Share, None, &[letter('g')]),
        // the panel alone
        binding(S::Presentation, A::Back, Some(8), &[key(Key::Esc), key(Key::Function(5))]),
        // a form
        binding(S::Options, A::Toggle, Some(1), &[letter(' ')]),
        binding(S::Options, A::NextOption, Some(2), &[key(Key::Right)]),
        binding(S::Options, A::PreviousOption, None, &[key(Key::Left)]),
        binding(S::Lines, A::NewLine, Some(1), &[key(Key::Enter)]),
        binding(S::Form, A::NextField, Some(3), &[key(Key::Enter), key(Key::Tab), key(Key::Down)]),
        binding(S::Form, A::PreviousField, None, &[key(Key::BackTab), key(Key::Up)]),
        binding(S::Form, A::Another, Some(5), &[Chord::control('n')]),
        binding(S::Form, A::Undo, None, &[Chord::control('z')]),
        binding(S::Form, A::Redo, None, &[Chord::control('y')]),
        binding(S::Form, A::Finish, Some(8), &[key(Key::Esc)]),
        binding(S::Form, A::Help, None, &[key(Key::Function(1))]),
        binding(S::Form, A::Leave, None, &[Chord::control('q')]),
        // a list to choose from
        binding(S::Chooser, A::Choose, Some(1), &[key(Key::Enter)]),
        binding(S::Chooser, A::Up, None, &[key(Key::Up)]),
        binding(S::Chooser, A::Down, None, &[key(Key::Down)]),
        binding(S::Chooser, A::PageUp, None, &[key(Key::PageUp)]),
        binding(S::Chooser, A::PageDown, None, &[key(Key::PageDown)]),
        binding(S::Chooser, A::Back, Some(8), &[key(Key::Esc)]),
        binding(S::Chooser, A::Leave, None, &[Chord::control('q')]),
        // something to read
        binding(S::Reader, A::Up, Some(2), &[key(Key::Up)]),
        binding(S::Reader, A::Down, Some(1), &[key(Key::Down), letter(' ')]),
        binding(S::Reader, A::PageUp, None, &[key(Key::PageUp)]),
        binding(S::Reader, A::PageDown, None, &[key(Key::PageDown)]),
        binding(S::Reader, A::First, None, &[key(Key::Home)]),
        binding(S::Reader, A::Last, None, &[key(Key::End)]),
        binding(S::Reader, A::Pages, Some(3), &[letter('m')]),
        binding(S::Reader, A::Back, Some(8), &[key(Key::Esc), key(Key::Enter), letter('q')]),
        binding(S::Reader, A::Leave, None, &[Chord::control('q')]),
        // the agenda beside the clock
        binding(S::Clock, A::Begin, Some(1), &[key(Key::Enter), letter(' ')]),
        binding(S::Clock, A::CatchUp, Some(2), &[letter('i')]),
        binding(S::Clock, A::More, Some(3), &[letter('+')]),
        binding(S::Clock, A::Fewer, Some(4), &[letter('-')]),
        binding(S::Clock, A::Undo, Some(5), &[letter('u'), Chord::control('z')]),
        binding(S::Clock, A::Redo, None, &[letter('U'), Chord::control('y')]),
        binding(S::Clock, A::Back, Some(8), &[key(Key::Esc), letter('t'), letter('q')]),
        binding(S::Clock, A::Leave, None, &[Chord::control('q')]),
        // a question that wants an answer
        binding(S::Question, A::Restore, Some(1), &[key(Key::Enter)]),
        binding(S::Question, A::Reload, Some(1), &[letter('l')]),
        binding(S::Question, A::SaveAs, Some(2), &[letter('s')]),
        binding(S::Question, A::Resolve, Some(0), &[letter('c')]),
        binding(S::Question, A::Discard, Some(3), &[letter('w')]),
        binding(S::Question, A::Back, Some(8), &[key(Key::Esc)]),
        binding(S::Question, A::Leave, None, &[Chord::control('q')]),
        // what to say when sharing
        binding(S::Message, A::Share, Some(1), &[key(Key::Enter)]),
        binding(S::Message, A::Back, Some(8), &[key(Key::Esc)]),
        binding(S::Message, A::Leave, None, &[Chord::control('q')]),
        // places that two people changed differently
        binding(S::Conflict, A::Keep, Some(1), &[letter('1')]),
        binding(S::Conflict, A::TakeOther, Some(2), &[letter('2')]),
        binding(S::Conflict, A::Rewrite, Some(3), &[letter('3')]),
        binding(S::Conflict, A::Undo, Some(4), &[letter('u'), Chord::control('z')]),
        binding(S::Conflict, A::Back, Some(8), &[key(Key::Esc)]),
        binding(S::Conflict, A::Leave, None, &[Chord::control('q')]),
        // everything
        binding(S::Everywhere, A::Up, None, &[key(Key::Up)]),
        binding(S::Everywhere, A::Down, None, &[key(Key::Down)]),
        binding(S::Everywhere, A::PageUp, None, &[key(Key::PageUp)]),
        binding(S::Everywhere, A::PageDown, None, &[key(Key::PageDown)]),
        binding(S::Everywhere, A::First, None, &[key(Key::Home)]),
        binding(S::Everywhere, A::Last, None, &[key(Key::End)]),
        binding(S::Everywhere, A::Palette, None, &[letter(':'), Chord::control('p')]),
        binding(S::Everywhere, A::Help, Some(8), &[letter('?'), key(Key::Function(1))]),
        binding(S::Everywhere, A::Back, None, &[key(Key::Esc)]),
        binding(S::Everywhere, A::Leave, Some(9), &[letter('q'), Chord::control('q')]),
    ]
};

/// Whether text is being typed in this scope: then a letter is always text.
pub fn is_typing(scope: Scope) -> bool {
    matches!(scope, Scope::Form | Scope::Lines | Scope::Chooser | Scope::Message)
}

/// The action of a chord in these scopes, innermost first. Where text is typed, a bare letter never gets past the
/// scope that takes it.
pub fn resolve(scopes: &[Scope], chord: Chord) -> Option<Action> {
    for &scope in scopes {
        let found = BINDINGS.iter().find(|binding| binding.scope == scope && binding.chords.contains(&chord));
        if let Some(binding) = found {
            return Some(binding.action);
        }
        if is_typing(scope) && chord.letter().is_some() {
            return None;
        }
    }
    None
}

/// The bindings that can be reached in these scopes, each with the first of its chords that really leads to it. Of two
/// that bind one action, the inner one counts.
pub fn reachable(scopes: &[Scope]) -> impl Iterator<Item = (&'static Binding, Chord)> {
    let bindings = scopes.iter().flat_map(|&scope| BINDINGS.iter().filter(move |binding| binding.scope == scope));
    let mut seen: Vec<Action> = Vec::new();
    bindings.filter_map(move |binding| {
        if seen.contains(&binding.action) {
            return None;
        }
        seen.push(binding.action);
        let chord = binding.chords.iter().find(|chord| resolve(scopes, **chord) == Some(binding.action))?;
        Some((binding, *chord))
    })
}
