//! `werksessie`: a keyboard-driven screen with which a facilitator walks a room of residents and professionals through a
//! *Preventie in de Buurt* work session, and a command line that keeps the work alive afterwards. One session is one text
//! file that a person can read and git can compare.
//!
//! This page is the idea, a reading order and a glossary. Which room knows which, and what must never happen, stands in
//! `ARCHITECTURE.md`; how to change something in `CONTRIBUTING.md`; why it is so in `docs/decisions.md`.
//!
//! # The one idea: everything is an edit
//!
//! A session is a tree of values, each with a [place](domain::edit::Place): section, item, field. Whatever changes a
//! session is an [`Edit`](domain::edit::Edit): set a field, insert, remove or move an item. [`apply`](domain::edit::apply)
//! hands back the edit that undoes it. All else is built on that one currency:
//!
//! - the screen turns keys into edits, and [undo](domain::history::History) applies their inverses;
//! - an edit can be told [in a sentence](telling::sentences::Sentences), in both languages: a notice, the history of an item;
//! - the [journal](store::safety::journal) that survives a crash is the edits since the last save, and the text being typed.
//!
//! Records [declare their fields once](domain::record): name, kind of value, order. The file, the form, the table, search,
//! the report and the check all read that declaration. A new field is one line there and a word in each language. Question
//! lists are content of the [guide], not code; a session holds answers by id.
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
//! | round | ronde | which session of the same neighbourhood it is: first, second, … |
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
//! | hand-over | warme overdracht | referring a resident by bringing them together |
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
