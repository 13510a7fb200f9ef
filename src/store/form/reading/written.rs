//! What stands in a session file as it goes out: most of a file is read only to be written elsewhere.

use crate::domain::session::Section;

/// The items of a session file, with their fields as they are written.
#[derive(Debug)]
pub struct WrittenItems<'text> {
    /// For each section that is there, in the order of the file, how many items stand before it.
    sections: Vec<(Section, usize)>,
    /// For each item a bit for each field that is filled in, and how many values stand before its end.
    items: Vec<(u64, usize)>,
    /// The values that are read from nothing but what they are written as, without quotes, each with the number of its field.
    values: Vec<(usize, &'text str)>,
}

/// The fields of an item as they are written.
#[derive(Clone, Copy, Debug)]
pub struct WrittenItem<'written> {
    filled: u64,
    values: &'written [(usize, &'written str)],
}

impl<'written> WrittenItem<'written> {
    /// An item of which no more is known than what its record says.
    pub const UNKNOWN: Self = Self { filled: u64::MAX, values: &[] };

    /// Whether a field may hold something.
    #[must_use]
    pub fn may_hold(self, field: usize) -> bool {
        self.filled & (1 << field) != 0
    }

    /// What a field holds, where it is a text that is plain and composed, or another value that has one form.
    #[must_use]
    pub fn value(self, field: usize) -> Option<&'written str> {
        self.values.iter().find(|(known, _)| *known == field).map(|(_, value)| *value)
    }
}

/// A value takes about so many bytes of a file, with what stands around it; an item has a handful of them.
const PER_VALUE: usize = 48;
const PER_ITEM: usize = 5 * PER_VALUE;

impl<'text> WrittenItems<'text> {
    pub(super) fn with_room_for(text: &str) -> Self {
        let (items, values) = (text.len() / PER_ITEM, text.len() / PER_VALUE);
        Self { sections: Vec::new(), items: Vec::with_capacity(items), values: Vec::with_capacity(values) }
    }

    pub(super) fn begin(&mut self, section: Section) {
        self.sections.push((section, self.items.len()));
    }

    pub(super) fn add(&mut self, field: usize, value: &'text str) {
        self.values.push((field, value));
    }

    pub(super) fn end(&mut self, filled: u64) {
        self.items.push((filled, self.values.len()));
    }

    /// The item at a position of a section. What is not there holds nothing.
    #[must_use]
    pub fn item(&self, section: Section, position: usize) -> WrittenItem<'_> {
        let section = self.sections.binary_search_by_key(&section, |(section, _)| *section).ok();
        let number = section.map_or(usize::MAX, |section| self.sections[section].1 + position);
        let (filled, end) = self.items.get(number).copied().unwrap_or_default();
        let begin = number.checked_sub(1).and_then(|before| self.items.get(before)).map_or(0, |(_, end)| *end);
        WrittenItem { filled, values: self.values.get(begin..end).unwrap_or_default() }
    }
}
