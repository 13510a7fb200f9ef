//! Step 6, monitoring and evaluation: measurements per goal, conversations about the process, adjustments, and how
//! activities are kept going.

use jiff::civil::Date;

use crate::domain::decimal::Decimal;
use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Text, Typed};

use super::meeting::Person;
use super::plan::Action;
use super::priorities::Goal;

choices! {
    /// How far an activity is on its way to a lasting home.
    EmbeddingState {
        /// Nothing agreed.
        Open = open: Open,
        /// Being talked about.
        Talking = talking: Partly,
        /// Agreed.
        Agreed = agreed: Done,
    }
}

records! {
    /// A follow-up measurement of a goal (M22).
    Measurement {
        /// The goal.
        #[title]
        goal: Link<Goal>,
        /// When.
        #[title]
        date: Typed<Date>,
        /// How much.
        value: Typed<Decimal>,
        /// From which source.
        source: Line,
        /// What it tells.
        note: Text,
    } next_round: stays("the course of a goal is read from the rounds themselves"),

    /// A conversation about how working together goes (M22).
    Interview {
        /// With whom.
        #[title]
        with: Line,
        /// About what.
        topics: Text,
        /// Who talks to them.
        #[owner]
        owner: Link<Person>,
        /// When.
        date: Typed<Date>,
        /// What came out.
        finding: Text,
    }

    /// Something that was learnt and what is changed because of it (M67).
    Adjustment {
        /// What was found.
        #[title]
        finding: Text,
        /// What was decided.
        decision: Text,
        /// The action it led to.
        action: Link<Action>,
        /// When.
        date: Typed<Date>,
    }

    /// How an activity keeps going without depending on one person (M69).
    Embedding {
        /// The activity.
        #[title]
        activity: Line,
        /// The organisation that keeps it going.
        home_organisation: Line,
        /// By when.
        #[due]
        date: Typed<Date>,
        /// Who answers for it.
        #[owner]
        owner: Link<Person>,
        /// Who steps in.
        deputy: Link<Person>,
        /// How far it is.
        state: Option<EmbeddingState>,
        /// Why it was let go.
        #[reason]
        dropped_because: Line,
        /// How many times it moved on to a next round.
        #[carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[goes_on]
        goes_on: Flag,
    } next_round: open,
}
