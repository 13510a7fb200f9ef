//! Puts things in order. Each kind of thing that the standard library sorts is some eight kilobytes of program; here
//! places are sorted, whatever stands there, by code that is there once. For what is sorted once in a while.

use std::cmp::Ordering;

/// Sorts from the lowest on; what is equal stays in its order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, Ord::cmp);
}

/// Sorts; what is equal stays in its order.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = sorted_places(items.len(), &mut |one, other| compare(&items[one], &items[other]));
    follow(order, &mut |one, other| items.swap(one, other));
}

/// Sorts by something of each; what is equal stays in its order.
pub fn sort_by_key<T, Key: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> Key) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// The places of so many things, in the order of the things.
#[inline(never)]
fn sorted_places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Puts at each place what is to come there, by changing two at a time.
#[inline(never)]
fn follow(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by_key;

    #[test]
    fn things_come_in_order_and_equal_ones_stay_in_theirs() {
        for length in 0..60 {
            let mut seed = 7 + length;
            let mut items: Vec<(usize, usize)> = (0..length)
                .map(|number| {
                    seed = (seed * 1_103_515_245 + 12345) % 2_147_483_648;
                    (seed / 65536 % 9, number)
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut items, |(key, _)| *key);
            assert_eq!(items, expected);
        }
    }
}
