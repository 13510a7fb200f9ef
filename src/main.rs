//! main
use std::path::PathBuf;
use werksessie::{guide::{Guide, Language}, i18n::Words, tui::{model::Context, terminal::{Launch, run}, theme::{BUILT_IN, ColourSupport, Styles, Theme}}};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let open = args.get(1).filter(|a| !a.trim().is_empty()).map(|p| werksessie::store::open::Reading::begin(PathBuf::from(p)));
    let theme = std::env::var("THEME").unwrap_or("light".into());
    let text = BUILT_IN.iter().find(|(id, _)| *id == theme).unwrap().1;
    let styles = Styles::resolve(&Theme::parse(text).unwrap(), ColourSupport::TrueColour);
    let launch = Launch { context: std::sync::Arc::new(Context { words: Words::dutch().unwrap(), guide: Guide::load(Language::Dutch).unwrap() }), styles, folder: "sessions".into(), open, state: Some("/tmp/wstate".into()) };
    println!("{:?}", run(launch).err());
}
