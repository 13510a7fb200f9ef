//! Step 2, priorities and goals: themes, wishes, votes, goals.

#![expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]

use jiff::civil::Date;

use crate::domain::decimal::Decimal;
use crate::domain::record::{choices, records};
use crate::domain::value::{Choices, Flag, Line, Link, Links, Text, Typed};

use super::meeting::{Group, Person};
use super::profile::{ChosenBy, Indicator};

choices! {
    /// The four integral domains (M02).
    Domain {
        Lifestyle = lifestyle,
        /// Access to care and prevention.
        Care = care,
        Environment = environment,
        Participation = participation,
    }

    /// The phase of life that a theme is about (M79).
    LifePhase {
        /// Pregnancy and the first years.
        EarlyYears = early_years,
        Childhood = childhood,
        Youth = youth,
        Adulthood = adulthood,
        LaterLife = later_life,
        All = all,
    }

    /// What was decided about a theme.
    ThemeState {
        /// Still to be chosen or not.
        Candidate = candidate: Open,
        Chosen = chosen: Done,
        Later = later: NotApplicable,
    }

    /// The four areas of life of the model of Overvecht, with the person in the middle (M77).
    LifeArea {
        Body = body,
        Mind = mind,
        Society = society,
        Social = social,
    }

    /// The five themes of the approach to forty neighbourhoods (M101).
    AreaTheme {
        Housing = housing,
        Work = work,
        Learning = learning,
        Integration = integration,
        Safety = safety,
    }

    /// The field of a policy plan (M136).
    PolicyField {
        Health = health,
        Environment = environment,
        /// Spatial planning (M135).
        SpatialPlanning = spatial_planning,
        Economy = economy,
        SocialAffairs = social_affairs,
        /// Health insurance for a region or for low incomes (M130).
        HealthInsurance = health_insurance,
        Other = other,
    }

    /// What a goal is about (M12).
    GoalKind {
        Performance = performance,
        /// Something that changes in society.
        SocietalEffect = societal_effect,
    }

    /// Short or long term (M11).
    Horizon {
        Short = short,
        Long = long,
    }
}

records! {
    /// A theme that may become a priority.
    Theme {
        #[Title]
        name: Line,
        /// The integral domains it touches.
        domains: Choices<Domain>,
        /// The phase of life it is about.
        life_phase: Option<LifePhase>,
        /// There is energy for it (M94).
        energy: Flag,
        state: Option<ThemeState>,
        reason: Text,
        /// The areas of life it is about.
        life_areas: Choices<LifeArea>,
        /// Which themes of the neighbourhood it touches.
        area_themes: Choices<AreaTheme>,
    }

    /// What residents wish, and the policy it is linked to (M99).
    Wish {
        #[Title]
        what: Line,
        group: Link<Group>,
        /// The theme it belongs to.
        theme: Link<Theme>,
        /// The priority of the municipality that it fits.
        policy: Line,
        /// What became of it (M112).
        result: Line,
    }

    /// A plan of the municipality or another authority, and the themes that it touches (M135, M136).
    PolicyPlan {
        #[Title]
        name: Line,
        policy_field: Option<PolicyField>,
        date: Typed<Date>,
        /// The themes that it touches.
        touches: Links<Theme>,
        /// What it says about health.
        health: Text,
        /// What is brought in for the neighbourhood.
        brought_in: Text,
        #[Owner]
        owner: Link<Person>,
    }

    /// The votes of a group for a theme.
    Vote {
        #[Title]
        theme: Link<Theme>,
        #[Title]
        group: Link<Group>,
        #[Asked]
        #[Counted]
        #[Dots]
        votes: Typed<u32>,
    } next_round: stays("a vote is of the day on which it was cast"), grid: (theme, group),

    /// A goal that can be steered on (M12).
    Goal {
        /// What is to be reached.
        #[Title]
        what: Line,
        theme: Link<Theme>,
        kind: Option<GoalKind>,
        horizon: Option<Horizon>,
        who: Line,
        /// The integral domains it touches (M02).
        domains: Choices<Domain>,
        how_much: Line,
        by_when: Typed<Date>,
        /// The figure by which it is measured.
        indicator: Link<Indicator>,
        /// What was measured before the work began (M66).
        baseline: Typed<Decimal>,
        baseline_date: Typed<Date>,
        target: Typed<Decimal>,
        /// Where the figures come from.
        source: Line,
        chosen_by: Option<ChosenBy>,
        /// What each partner brings (M11).
        contributions: Text,
        /// When it is measured next.
        next_measurement: Typed<Date>,
    }

    /// Another figure of a goal that is about more than one (M110).
    GoalFigure {
        #[Title]
        goal: Link<Goal>,
        #[Title]
        indicator: Link<Indicator>,
        baseline: Typed<Decimal>,
        baseline_date: Typed<Date>,
        target: Typed<Decimal>,
        measured: Typed<Decimal>,
        measured_on: Typed<Date>,
        note: Line,
    }
}
