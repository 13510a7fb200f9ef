//! Step 2, priorities and goals: themes, wishes, votes, goals.

use jiff::civil::Date;

use crate::domain::decimal::Decimal;
use crate::domain::record::{choices, records};
use crate::domain::value::{Choices, Flag, Line, Link, Text, Typed};

use super::meeting::Group;
use super::profile::{ChosenBy, Indicator};

choices! {
    /// The four integral domains (M02).
    Domain {
        /// Lifestyle.
        Lifestyle = lifestyle,
        /// Access to care and prevention.
        Care = care,
        /// Physical and social environment.
        Environment = environment,
        /// Participation in society.
        Participation = participation,
    }

    /// The phase of life that a theme is about (M79).
    LifePhase {
        /// Pregnancy and the first years.
        EarlyYears = early_years,
        /// Children at school.
        Childhood = childhood,
        /// Young people.
        Youth = youth,
        /// Adults.
        Adulthood = adulthood,
        /// Older people.
        LaterLife = later_life,
        /// Everybody.
        All = all,
    }

    /// What was decided about a theme.
    ThemeState {
        /// Still to be chosen or not.
        Candidate = candidate: Open,
        /// Chosen.
        Chosen = chosen: Done,
        /// Not now.
        Later = later: NotApplicable,
    }

    /// What a goal is about (M12).
    GoalKind {
        /// Something that partners do.
        Performance = performance,
        /// Something that changes in society.
        SocietalEffect = societal_effect,
    }

    /// Short or long term (M11).
    Horizon {
        /// Short.
        Short = short,
        /// Long.
        Long = long,
    }
}

records! {
    /// A theme that may become a priority.
    Theme {
        /// What it is called.
        #[title]
        name: Line,
        /// The integral domains it touches.
        domains: Choices<Domain>,
        /// The phase of life it is about.
        life_phase: Option<LifePhase>,
        /// There is energy for it (M94).
        energy: Flag,
        /// What was decided.
        state: Option<ThemeState>,
        /// Why.
        reason: Text,
    }

    /// What residents wish, and the policy it is linked to (M99).
    Wish {
        /// The wish.
        #[title]
        what: Line,
        /// From which group.
        group: Link<Group>,
        /// The theme it belongs to.
        theme: Link<Theme>,
        /// The priority of the municipality that it fits.
        policy: Line,
    }

    /// The votes of a group for a theme.
    Vote {
        /// The theme.
        #[title]
        theme: Link<Theme>,
        /// The group.
        #[title]
        group: Link<Group>,
        /// How many votes.
        #[asked]
        #[counted]
        votes: Typed<u32>,
    } next_round: stays("a vote is of the day on which it was cast"), grid: (theme, group),

    /// A goal that can be steered on (M12).
    Goal {
        /// What is to be reached.
        #[title]
        what: Line,
        /// The theme it serves.
        theme: Link<Theme>,
        /// Performance or societal effect.
        kind: Option<GoalKind>,
        /// Short or long term.
        horizon: Option<Horizon>,
        /// For or by whom.
        who: Line,
        /// How much.
        how_much: Line,
        /// By when.
        by_when: Typed<Date>,
        /// The figure by which it is measured.
        indicator: Link<Indicator>,
        /// Before the start (M66).
        baseline: Typed<Decimal>,
        /// When that was measured.
        baseline_date: Typed<Date>,
        /// To be reached.
        target: Typed<Decimal>,
        /// Where the figures come from.
        source: Line,
        /// Who chose it.
        chosen_by: Option<ChosenBy>,
        /// What each partner brings (M11).
        contributions: Text,
        /// When it is measured next.
        next_measurement: Typed<Date>,
    }
}
