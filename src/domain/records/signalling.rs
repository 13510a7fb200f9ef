//! Step 5, signalling and referral: who knows whom, the social map, agreements to refer, and warm hand-overs. Never a
//! resident's name, never health data.

#![expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]

use jiff::civil::Date;

use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Text, Typed};

use super::meeting::Person;

choices! {
    /// The three main streams of questions (M89).
    Stream {
        Illness = illness,
        Health = health,
        WellBeing = well_being,
    }

    /// What an entry of the social map is (M102, M129).
    ProvisionKind {
        Activity = activity,
        Help = help,
        /// A desk for all questions.
        Desk = desk,
        /// A place to walk in.
        WalkIn = walk_in,
        /// A health square, in a building or on a screen.
        HealthSquare = health_square,
    }

    /// Which way a signal goes (M127).
    ReferralKind {
        Refer = refer,
        /// Another is told early that something is the matter.
        Alert = alert,
    }

    /// What a hand-over led to (M132, M137).
    HandOverOutcome {
        /// The resident goes on alone.
        Alone = alone,
        /// Help or an activity without an assessment.
        Informal = informal,
        /// A provision that was assigned.
        Formal = formal,
        Nothing = nothing,
    }
}

records! {
    /// A person or organisation that others can find (M19).
    Contact {
        #[Title]
        name: Line,
        organisation: Line,
        /// What one can come for.
        offers: Text,
        /// How to get in touch.
        reach: Line,
        /// Who of the group knows them.
        known_by: Link<Person>,
    }

    /// An entry of the social map (M88, M102).
    Provision {
        #[Title]
        what: Line,
        for_whom: Line,
        how_to_refer: Line,
        stream: Option<Stream>,
        place: Line,
        /// When it was last checked.
        last_checked: Typed<Date>,
        checked_by: Link<Person>,
        /// What kind of entry it is.
        kind: Option<ProvisionKind>,
        /// Who takes the resident there (M126).
        guide: Line,
        /// Which language or interpreter helps (M118).
        language: Line,
    }

    /// An agreement to refer (M20).
    Referral {
        /// The signal that starts it.
        #[Title]
        signal: Line,
        from: Line,
        to: Line,
        term: Line,
        /// How the sender hears back.
        feedback: Line,
        /// Whether a resident is referred, or others are told early.
        kind: Option<ReferralKind>,
        /// The stream it belongs to (M89).
        stream: Option<Stream>,
    }

    /// A warm hand-over: two professionals, an occasion, and three dates; never about whom (M42, M51).
    HandOver {
        /// The occasion, without anything that tells who it is about.
        #[Title]
        occasion: Line,
        from: Line,
        to: Line,
        /// What the resident could choose from.
        options: Text,
        chosen: Line,
        /// The stream it belongs to (M89).
        stream: Option<Stream>,
        agreed: Typed<Date>,
        #[Due]
        promised: Typed<Date>,
        confirmed: Typed<Date>,
        /// When the sender heard back.
        #[Settles]
        fed_back: Typed<Date>,
        outcome: Option<HandOverOutcome>,
        /// Why it was let go.
        #[Reason]
        dropped_because: Line,
        /// How many times it moved on to a next round.
        #[Carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[GoesOn]
        goes_on: Flag,
    } next_round: open_if(agreed, promised),
}
