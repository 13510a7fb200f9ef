//! Step 2, priorities and goals: themes, wishes, votes, goals.

use jiff::civil::Date;

use crate::domain::decimal::Decimal;
use crate::domain::record::{choices, records};
use crate::domain::value::{Choices, Flag, Line, Link, Links, Text, Typed};

use super::meeting::{Group, Person};
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

    /// The four areas of life of the model of Overvecht, with the person in the middle (M77).
    LifeArea {
        /// Body.
        Body = body,
        /// Mind.
        Mind = mind,
        /// Society.
        Society = society,
        /// Social contacts.
        Social = social,
    }

    /// The five themes of the approach to forty neighbourhoods (M101).
    AreaTheme {
        /// Housing.
        Housing = housing,
        /// Work.
        Work = work,
        /// Learning and growing up.
        Learning = learning,
        /// Integration.
        Integration = integration,
        /// Safety.
        Safety = safety,
    }

    /// The field of a policy plan (M136).
    PolicyField {
        /// Public health.
        Health = health,
        /// Environment.
        Environment = environment,
        /// Spatial planning (M135).
        SpatialPlanning = spatial_planning,
        /// Economy.
        Economy = economy,
        /// Social affairs.
        SocialAffairs = social_affairs,
        /// Health insurance for a region or for low incomes (M130).
        HealthInsurance = health_insurance,
        /// Another.
        Other = other,
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
        /// The areas of life it is about.
        life_areas: Choices<LifeArea>,
        /// Which themes of the neighbourhood it touches.
        area_themes: Choices<AreaTheme>,
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
        /// What became of it (M112).
        result: Line,
    }

    /// A plan of the municipality or another authority, and the themes that it touches (M135, M136).
    PolicyPlan {
        /// What it is called.
        #[title]
        name: Line,
        /// Of which field.
        policy_field: Option<PolicyField>,
        /// When it is decided.
        date: Typed<Date>,
        /// The themes that it touches.
        touches: Links<Theme>,
        /// What it says about health.
        health: Text,
        /// What is brought in for the neighbourhood.
        brought_in: Text,
        /// Who sees to that.
        #[owner]
        owner: Link<Person>,
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
        /// The integral domains it touches (M02).
        domains: Choices<Domain>,
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

    /// Another figure of a goal that is about more than one (M110).
    GoalFigure {
        /// The goal.
        #[title]
        goal: Link<Goal>,
        /// The figure.
        #[title]
        indicator: Link<Indicator>,
        /// Before the start.
        baseline: Typed<Decimal>,
        /// When that was measured.
        baseline_date: Typed<Date>,
        /// To be reached.
        target: Typed<Decimal>,
        /// Measured later.
        measured: Typed<Decimal>,
        /// When.
        measured_on: Typed<Date>,
        /// A remark.
        note: Line,
    }
}
