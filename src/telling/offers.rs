//! An offer in words, and the texts that it enters in the language of the session.

use crate::domain::offers::{Entered, Offer, OfferTexts, offers};
use crate::domain::session::Session;

use super::sentences::Sentences;
use super::shorten::shorten;

/// What an offer names is repeated no further than this.
const LONGEST_NAME: usize = 60;

impl Sentences<'_> {
    /// All that is offered in a session, but for what was waved away.
    #[must_use]
    pub fn offers(&self, session: &Session, waved_away: &[Offer]) -> Vec<Offer> {
        let words = &self.words.offers;
        let entered = |text: Entered<'_>| match text {
            Entered::AskForSource(name) => words.ask_for_source(name),
            Entered::TellThem(names) => words.tell_them(names),
            Entered::Decision { chosen, others } => words.decision(chosen, others),
        };
        offers(session, OfferTexts { entered: &entered, question: &|answer| self.short_question(answer) }, waved_away)
    }

    /// What an offer would do: `de actie ‘Opvragen: Buurtmonitor’`.
    #[must_use]
    pub fn offer(&self, offer: &Offer) -> String {
        let name = shorten(&offer.name, LONGEST_NAME);
        self.words.offers.rules.get(offer.rule).map_or_else(String::new, |text| text.fill(&[("name", name)]))
    }
}
