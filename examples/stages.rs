//! stages
use std::time::Instant;
use werksessie::{guide::{Guide, Language}, i18n::Words, store::read::parse_bytes};
fn main() {
    for _ in 0..5 {
        let t = Instant::now(); let w = Words::dutch().unwrap(); let a = t.elapsed();
        let t = Instant::now(); let g = Guide::load(Language::Dutch).unwrap(); let b = t.elapsed();
        let t = Instant::now(); let s = parse_bytes(&std::fs::read("sessions/lindenkwartier-2026-03-12.ron").unwrap()).unwrap(); let c = t.elapsed();
        let t = Instant::now(); let p = werksessie::store::text::print(&s); let d = t.elapsed();
        println!("words {a:?} guide {b:?} parse {c:?} print {d:?} {}", p.len());
        drop((w, g));
    }
}
