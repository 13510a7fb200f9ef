//! Step 5, signalling and referral: who knows whom, the social map, agreements to refer, and warm hand-overs. Never a
//! resident's name, never health data.

use jiff::civil::Date;

use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Text, Typed};

use super::meeting::Person;

choices! {
    /// The three main streams of questions (M89).
    Stream {
        /// Illness.
        Illness = illness,
        /// Health.
        Health = health,
        /// Well-being.
        WellBeing = well_being,
    }

    /// What an entry of the social map is (M102, M129).
    ProvisionKind {
        /// An activity.
        Activity = activity,
        /// Help.
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
        /// A resident is referred.
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
        /// Nothing.
        Nothing = nothing,
    }
}

records! {
    /// A person or organisation that others can find (M19).
    Contact {
        /// Who.
        #[title]
        name: Line,
        /// From which organisation.
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
        /// What there is.
        #[title]
        what: Line,
        /// For whom.
        for_whom: Line,
        /// How to refer there.
        how_to_refer: Line,
        /// The stream it answers.
        stream: Option<Stream>,
        /// Where it is.
        place: Line,
        /// When it was last checked.
        last_checked: Typed<Date>,
        /// By whom.
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
        #[title]
        signal: Line,
        /// From.
        from: Line,
        /// To.
        to: Line,
        /// Within what time.
        term: Line,
        /// How the sender hears back.
        feedback: Line,
        /// Which way it goes.
        kind: Option<ReferralKind>,
        /// The stream it belongs to (M89).
        stream: Option<Stream>,
    }

    /// A warm hand-over: two professionals, an occasion, and three dates; never about whom (M42, M51).
    HandOver {
        /// The occasion, without anything that tells who it is about.
        #[title]
        occasion: Line,
        /// From.
        from: Line,
        /// To.
        to: Line,
        /// What the resident could choose from.
        options: Text,
        /// What the resident chose.
        chosen: Line,
        /// The stream it belongs to (M89).
        stream: Option<Stream>,
        /// When it was agreed.
        agreed: Typed<Date>,
        /// When it is promised.
        #[due]
        promised: Typed<Date>,
        /// When it was confirmed.
        confirmed: Typed<Date>,
        /// When the sender heard back.
        #[settles]
        fed_back: Typed<Date>,
        /// What it led to.
        outcome: Option<HandOverOutcome>,
        /// Why it was let go.
        #[reason]
        dropped_because: Line,
        /// How many times it moved on to a next round.
        #[carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[goes_on]
        goes_on: Flag,
    } next_round: open_if(agreed, promised),
}
