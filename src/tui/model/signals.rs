//! What the open session asks, as of its last change and today: worked out when something changed, never while drawing.

use std::cell::OnceCell;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::domain::id::Id;
use crate::domain::offers::Offer;
use crate::domain::session::{Section, Session};
use crate::domain::signals::{Moment, Signal, Weight};
use crate::guide::{Content, Panel, Step};

use super::Context;

/// The signals of the open session.
#[derive(Debug, Default)]
pub struct Signals {
    as_of: Option<(u64, Date)>,
    all: Vec<Signal>,
    /// How many things each step asks of the people in the room.
    counts: Vec<usize>,
    /// Nothing as long as nobody asked for them since the last change.
    offers: OnceCell<Vec<Offer>>,
    /// Each with how many changes held then.
    waved_away: Vec<(Offer, usize)>,
}

impl Signals {
    /// Works them out anew if the session or the day is another. Hands back one that a change raised about a value that
    /// was filled in: about what is still empty there is nothing to say the moment that an item is made.
    pub fn refresh(&mut self, session: &Session, revision: u64, today: Date, context: &Context) -> Option<Signal> {
        if self.is_of(revision, today) {
            return None;
        }
        let sentences = context.sentences(today);
        let all = sentences.signals(session);
        self.offers.take();
        let before = std::mem::replace(&mut self.all, all);
        self.counts = context.guide.structure.steps.iter().map(|step| self.asked_in(step)).collect();
        let was_open = self.as_of.replace((revision, today)).is_some();
        let mut known: HashMap<_, Vec<&Signal>> = HashMap::new();
        for signal in before.iter().filter(|_| was_open) {
            known.entry(place(signal)).or_default().push(signal);
        }
        let is_known = |signal: &Signal| known.get(&place(signal)).is_some_and(|there| there.contains(&signal));
        let is_filled = |signal: &Signal| {
            let record = signal.item.as_ref().and_then(|item| session.find(signal.section, item));
            record.zip(signal.field).is_some_and(|(record, field)| !record.value(field).is_empty())
        };
        self.all.iter().find(|signal| was_open && is_filled(signal) && !is_known(signal)).cloned()
    }

    /// Whether they are those of this state of the session, on this day.
    pub fn is_of(&self, revision: u64, today: Date) -> bool {
        self.as_of == Some((revision, today))
    }

    /// Those that are put to the people in the room, the most pressing first.
    pub fn in_the_room(&self) -> impl Iterator<Item = &Signal> {
        self.all.iter().filter(|signal| signal.rule.moment != Moment::Coordinator)
    }

    /// Those that want an answer before the people go home, the most pressing first.
    pub fn at_closing(&self) -> impl Iterator<Item = &Signal> {
        self.all.iter().filter(|signal| signal.rule.moment == Moment::Closing)
    }

    /// What the session offers, as of its last change.
    pub(super) fn offers(&self, session: &Session, context: &Context) -> &[Offer] {
        self.offers.get_or_init(|| {
            let today = self.as_of.map(|(_, today)| today);
            let waved_away: Vec<Offer> = self.waved_away.iter().map(|(offer, _)| offer.clone()).collect();
            context.sentences(today).offers(session, &waved_away)
        })
    }

    /// Something that is offered is not wanted, after so many changes.
    pub fn wave_away(&mut self, offer: Offer, changes: usize) {
        self.offers.take();
        self.waved_away.push((offer, changes));
    }

    /// Whether waving something away is the last thing that was done of what still holds.
    pub fn has_waved(&self, changes: usize) -> bool {
        self.waved_away.last().is_some_and(|(_, at)| *at >= changes)
    }

    /// Offers again what was last waved away, once all that was done since is taken back.
    pub fn offer_again(&mut self, changes: usize) -> Option<Offer> {
        let (offer, _) = self.waved_away.pop_if(|(_, at)| *at >= changes)?;
        self.offers.take();
        Some(offer)
    }

    /// Those that are about an item.
    pub fn of_item<'all>(&'all self, section: Section, item: &'all Id) -> impl Iterator<Item = &'all Signal> {
        self.all.iter().filter(move |signal| signal.is_of(section, item))
    }

    /// Those that are about something in a section.
    pub fn of_section(&self, section: Section) -> impl Iterator<Item = &Signal> {
        self.all.iter().filter(move |signal| signal.section == section)
    }

    /// Those that are about something on a panel.
    pub fn of_panel<'all>(&'all self, panel: &'all Panel) -> impl Iterator<Item = &'all Signal> {
        self.all.iter().filter(move |signal| {
            is_on(panel, signal.section, signal.item.as_ref(), signal.field)
                || matches!(panel.view.content(), Content::Cells(grid) if signal.rule.adds_up == Some(grid.section))
        })
    }

    /// Those about an item of which what stands in the cells of this section adds up.
    pub fn of_sum<'all>(&'all self, cells: Section, item: &'all Id) -> impl Iterator<Item = &'all Signal> {
        self.all.iter().filter(move |signal| signal.rule.adds_up == Some(cells) && signal.item.as_ref() == Some(item))
    }

    /// How many things a step asks of the people in the room, by its number.
    pub fn count(&self, step: usize) -> usize {
        self.counts.get(step).copied().unwrap_or(0)
    }

    fn asked_in(&self, step: &Step) -> usize {
        let of_panels = step.panels.iter().flat_map(|panel| self.of_panel(panel));
        let asks = |signal: &&Signal| signal.rule.weight > Weight::Tell && signal.rule.moment != Moment::Coordinator;
        of_panels.filter(asks).count()
    }

    /// How much the heaviest signal of an item asks: its row is marked with it.
    pub fn weight_of(&self, section: Section, item: &Id) -> Option<Weight> {
        heaviest(self.of_item(section, item))
    }

    /// Whether the session asks something of an item since a day has passed on which it was to be.
    pub fn is_late(&self, section: Section, item: &Id, day: Date) -> bool {
        let since = day.tomorrow().ok();
        let is_late = |signal: &Signal| signal.rule.weight > Weight::Tell && since.is_some() && signal.since == since;
        self.of_item(section, item).any(is_late)
    }
}

/// How much the heaviest of these asks.
pub fn heaviest<'all>(signals: impl Iterator<Item = &'all Signal>) -> Option<Weight> {
    signals.map(|signal| signal.rule.weight).max()
}

/// What is offered first for something on a panel.
pub(super) fn offer_on<'all>(offers: &'all [Offer], panel: &Panel) -> Option<&'all Offer> {
    offers.iter().find(|offer| is_on(panel, offer.section, offer.item.as_ref(), None))
}

/// What a signal is about, however much it says about it.
fn place(signal: &Signal) -> (&'static str, Section, Option<&Id>, Option<usize>) {
    (signal.rule.name, signal.section, signal.item.as_ref(), signal.field)
}

/// Whether something stands on a panel.
fn is_on(panel: &Panel, section: Section, item: Option<&Id>, field: Option<usize>) -> bool {
    match panel.view.content() {
        Content::Nothing => false,
        Content::Items(shown) => section == shown,
        Content::Cells(grid) if section == Section::Answers => {
            grid.list().is_some_and(|list| item.is_some_and(|item| is_of_list(item, list)))
        }
        Content::Cells(grid) => grid.shows(section),
        Content::Fields(shown, names) => {
            let field = field.filter(|_| section == shown).map(|field| section.kind().fields[field].name);
            field.is_some_and(|field| names.is_empty() || names.iter().any(|name| name == field))
        }
        Content::Answers(list) => section == Section::Answers && item.is_some_and(|item| is_of_list(item, list)),
    }
}

/// Whether an answer is one of a list.
fn is_of_list(answer: &Id, list: &str) -> bool {
    answer.as_str().strip_prefix(list).is_some_and(|rest| rest.starts_with('.'))
}
