//! What people bring enters as they would read it aloud, once, and can be taken back; what does not come in is refused in
//! words, and changes nothing.

mod as_written;
mod broken;
mod figures;
mod lists;
mod screen;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::date;
use werksessie::domain::edit::{Edit, apply, apply_all};
use werksessie::domain::id::{Id, IdSource};
use werksessie::domain::records::meeting::Neighbourhood;
use werksessie::domain::session::{Section, Session};
use werksessie::domain::value::Value;
use werksessie::exchange::import::brought::Brought;
use werksessie::exchange::import::prepare;
use werksessie::exchange::import::preview::{ImportChoices, Prepared};
use werksessie::exchange::import::refusal::Refusal;
use werksessie::i18n::Words;
use werksessie::i18n::language::Language;

/// Tables that were downloaded, and such as people make.
fn imports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(imports().join(name)).expect("a table of the tests")
}

fn dutch() -> Words {
    Words::load(Language::Dutch).expect("the words")
}

/// A session about this neighbourhood.
fn session_of(name: &str, municipality: &str, code: &str) -> Session {
    let mut session = Session::empty(Id::new("s-0000000001"));
    for (field, text) in
        [(Neighbourhood::name, name), (Neighbourhood::municipality, municipality), (Neighbourhood::cbs_code, code)]
    {
        let id = session.the_neighbourhood().id.clone();
        apply(&mut session, Edit::set(Section::Neighbourhood, &id, field, Value::text(text))).expect("it fits");
    }
    session
}

/// Ids that no other in the test has.
fn ids() -> IdSource {
    static SEED: AtomicU64 = AtomicU64::new(1);
    IdSource::new(SEED.fetch_add(1, Ordering::Relaxed) << 32)
}

/// What was brought, ready to enter.
fn prepared(session: &Session, name: &str, bytes: &[u8], choices: &ImportChoices) -> Result<Prepared, Refusal> {
    let brought = Brought::read(name, bytes)?;
    prepare(&brought, session, choices, &mut ids(), date(2026, 3, 12), &dutch())
}

/// Lets it enter; sees that one undo takes all of it back, and that the same once more changes nothing.
fn enter(session: &mut Session, name: &str, bytes: &[u8], choices: &ImportChoices) -> Prepared {
    let before = session.clone();
    let first =
        prepared(session, name, bytes, choices).unwrap_or_else(|refusal| panic!("{name}: {}", refusal.text(&dutch())));
    assert!(first.is_ready(), "{name}: {:?}", first.preview.asks);
    let undo = apply_all(session, &first.edits).expect("it fits");
    let mut undone = session.clone();
    apply_all(&mut undone, &undo).expect("it can be taken back");
    assert!(undone == before, "{name}: one undo takes all of it back");
    let again = prepared(session, name, bytes, choices).expect("it comes in again");
    assert_eq!(again.edits, [], "{name}: the same once more");
    first
}

/// Choices with these answers.
fn answers(answers: &[(&str, &str)]) -> ImportChoices {
    let answers = answers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    ImportChoices { answers, ..ImportChoices::default() }
}
