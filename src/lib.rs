//! `werksessie`: a keyboard-driven screen with which a facilitator walks a room of residents and professionals through a
//! *Preventie in de Buurt* work session, and a command line that keeps the work alive afterwards. One session is one text
//! file that a person can read and git can compare.
//!
//! This page is the architecture. The folders of `src/` are its rooms; whoever reads only their names should be able to
//! say where a change goes.
//!
//! # The one idea: everything is an edit
//!
//! A session is a tree of values, each with a [place](domain::edit::Place): section, item, field. Whatever changes a
//! session is an [`Edit`](domain::edit::Edit): set a field, insert, remove or move an item. [`apply`](domain::edit::apply)
//! hands back the edit that undoes it. All else is built on that one currency:
//!
//! - the screen turns keys into edits, and [undo](domain::edit::History) applies their inverses;
//! - an edit can be told [in a sentence](telling::sentences::Sentences), in both languages: a notice, the history of an item;
//! - the [journal](store::safety::journal) that survives a crash is the edits since the last save, and the text being typed.
//!
//! Records [declare their fields once](domain::record): name, kind of value, order. The file, the form, the table, search,
//! the report and the check all read that declaration. A new field is one line there and a word in each language. Question
//! lists are content of the [guide], not code; a session holds answers by id.
//!
//! # The rooms
//!
//! From low to high; a room knows only those above it in this list, and no arrow goes back.
//!
//! | room | what it is | knows |
//! |---|---|---|
//! | [`domain`] | what a session is: records, places, edits, progress, sums, checks; pure, without a word of any language | nothing |
//! | [`guide`] | steps, panels, question lists and their texts, as data in Dutch and English | `domain` |
//! | [`i18n`] | the words of the interface, and the forms of dates and numbers, in Dutch and English | `domain` |
//! | [`store`] | sessions on disk: text, reading, atomic saving, journal | `domain` |
//! | [`telling`] | sessions in words: values, changes, problems, steps, rounds; what needs both words and guide | `domain`, `guide`, `i18n` |
//! | [`exchange`] | what goes out: the report as a document and as plain text | `domain`, `guide`, `i18n`, `telling` |
//! | [`overview`] | many sessions: rows, columns, filters, sums | `domain`, `guide`, `i18n`, `telling` |
//! | [`git`] | merge and diff drivers, history, sharing: a thin layer over the `git` program | `domain`, `store`, `i18n`, `telling` |
//! | [`tui`] | the screen: keymap, model, update, theme, view, and the terminal around them | all of these |
//! | [`cli`] | the command line, one small file per command | all of these |
//!
//! # Invariants
//!
//! Each is a test. Most say what is absent.
//!
//! 1. `domain` and `tui::update` name no terminal, no file, no clock, no environment. Time, ids and words come in as data.
//! 2. Both languages have the same keys and placeholders, no text is empty, and no word of the screen or the command line
//!    stands anywhere but in the language files.
//! 3. A session comes back from its file as it went in; the same session is the same bytes everywhere.
//! 4. An edit and its inverse together change nothing.
//! 5. What was typed is never thrown away: a date that is not understood stays as it was typed.
//! 6. Text from a file reaches a screen or a pipe only as [`SafeText`](domain::safe_text::SafeText): no control characters, no
//!    turned order, nothing invisible. Commands write through one module, `cli::out`.
//! 7. Everything that can be typed is in the [report](exchange::report), and the report is the same on every day.
//! 8. Saving leaves the old file or the new one, whole; a file that somebody else wrote is not overwritten.
//! 9. No state is told by colour alone; every theme is readable; every key is in the one [keymap](tui::keymap).
//!
//! # Reading order
//!
//! [`domain::value`] and [`domain::record`] (what a field is, how a record is declared), one file of
//! [`domain::records`], [`domain::session`], [`domain::edit`]. Then [`store::form::text`] and [`store::form::reading`] for the file,
//! [`guide`] for the content. For the screen: [`tui::keymap`], [`tui::model`], [`tui::update`], and last
//! [`tui::terminal`]. For the command line: [`cli`], then the file of one command.
//!
//! # Glossary
//!
//! Code is in English, the room speaks Dutch.
//!
//! | in code | on the screen | what it is |
//! |---|---|---|
//! | session | sessie | one meeting of a neighbourhood, and what came out of it |
//! | round | ronde | the how-manieth session of the same neighbourhood |
//! | neighbourhood | wijk | where the people live; at best no more than 15,000 |
//! | step | stap | one of the six of the cycle; `session` and `follow_up` stand around them |
//! | profile | wijkgezondheidsprofiel | step 1: figures and stories |
//! | priorities | prioriteiten en doelen | step 2 |
//! | plan | plan van aanpak | step 3 |
//! | execution | uitvoeren | step 4 |
//! | signalling | signaleren en verwijzen | step 5 |
//! | monitoring | monitoren en evalueren | step 6 |
//! | follow-up | vervolglijst | the 21 items that keep the work alive |
//! | panel | blad | one thing on the screen: a form, a table, questions, a picture |
//! | board | overzicht van een lijst | all states of a question list at a glance |
//! | insight | behoefte, kracht, activiteit | what is seen per dimension of positive health |
//! | chance | kans of barrière | per dimension and group |
//! | stand | waar sta je | how many people stood at a dimension |
//! | web | spinnenweb | scores per dimension: a conversation, not a measurement |
//! | goal, baseline | doel, nulmeting | what is to change, and how it was before |
//! | role: puller, director | kartrekker, regisseur | who gives energy, who keeps the overview |
//! | provision, social map | aanbod, sociale kaart | where residents can be referred to |
//! | hand-over | warme overdracht | referring somebody by bringing them together |
//! | embedding | borging | how an activity keeps going without depending on one person |
//! | parked remark | geparkeerde opmerking | said, and to be taken up later |
//! | came along, decided | meegekomen, beslist | open in an earlier round; now done, going on or dropped |
//! | course | verloop | a goal from its baseline, round after round, to its target |
//! | carried item | wat meekwam | still open after an earlier round, and waiting for a decision |
//! | clock | klok en agenda | the agenda against the time: how far over, and where minutes can be found |
//! | grid | — | a table with a row for each pair, such as the votes of each group for each theme |
//! | gap | wat er nog mist | shown by name, never demanded |
//! | canonical form | vaste vorm | the one way in which a session is written |

pub mod cli;
pub mod domain;
pub mod exchange;
pub mod git;
pub mod guide;
pub mod i18n;
pub mod overview;
pub mod store;
pub mod telling;
pub mod tui;
