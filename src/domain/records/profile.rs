//! Step 1, the neighbourhood health profile: sources, figures, what residents and professionals see, and the six
//! dimensions of positive health. Scores and counts belong to a group, never to a person.

#![expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]

use jiff::civil::Date;

use crate::domain::decimal::Decimal;
use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Scores, Text, Typed};

use super::meeting::{Group, Person};

choices! {
    /// Whether a source is at hand (M07).
    Availability {
        Have = have: Done,
        Partly = partly: Partly,
        Missing = missing: No,
    }

    /// What a figure is about: health, or one of the five factors beside it (M06).
    Factor {
        Health = health,
        Poverty = poverty,
        Income = income,
        Loneliness = loneliness,
        Safety = safety,
        LivingEnvironment = living_environment,
        Other = other,
    }

    /// Which way a figure is better.
    Favourable {
        Higher = higher,
        Lower = lower,
        Neither = neither,
    }

    /// By whom something was chosen (M65).
    ChosenBy {
        Residents = residents,
        Partners = partners,
        Both = both,
    }

    /// The six dimensions of positive health (M32).
    Dimension {
        BodilyFunctions = bodily_functions,
        MentalWellBeing = mental_well_being,
        Meaning = meaning,
        QualityOfLife = quality_of_life,
        Participation = participation,
        DailyFunctioning = daily_functioning,
    }

    /// What is told about a dimension (Bolk model, M48).
    InsightKind {
        Need = need,
        Strength = strength,
        Activity = activity,
        Surroundings = surroundings,
    }

    /// Who has control over it (M48).
    Control {
        Oneself = oneself,
        Street = street,
        Organisation = organisation,
        Municipality = municipality,
    }

    /// Which way something works out.
    Feeling {
        Positive = positive,
        Negative = negative,
        Mixed = mixed,
    }

    /// Whether it helps or is in the way (M44).
    ChanceKind {
        Opportunity = opportunity,
        Barrier = barrier,
    }
}

records! {
    /// A source of the profile beside the six that the workbook names.
    Source {
        #[Title]
        name: Line,
        /// Whether it is at hand.
        availability: Option<Availability>,
        #[Year]
        year: Typed<u32>,
        holder: Line,
        #[Owner]
        owner: Link<Person>,
        #[Due]
        due: Typed<Date>,
        note: Text,
    }

    /// A figure of the neighbourhood beside those of the municipality and the country (M09).
    Indicator {
        #[Title]
        name: Line,
        /// In what, such as `%`.
        #[Unit]
        unit: Line,
        neighbourhood: Typed<Decimal>,
        municipality: Typed<Decimal>,
        country: Typed<Decimal>,
        /// Which way is better; without it a deviation is neither good nor bad.
        favourable: Option<Favourable>,
        /// Which factor it belongs to.
        factor: Option<Factor>,
        #[Year]
        year: Typed<u32>,
        source: Line,
        /// The group for which it is worst (M131).
        worst_off: Line,
        chosen_by: Option<ChosenBy>,
        note: Text,
    }

    /// People who live in the neighbourhood and have something in common: how many they are, and with how many of them
    /// somebody spoke (M113, M119, M138).
    PopulationGroup {
        #[Title]
        who: Line,
        #[People]
        number: Typed<u32>,
        #[Year]
        year: Typed<u32>,
        /// With how many was spoken.
        #[People]
        spoken_to: Typed<u32>,
        /// How many were reached by what is done.
        #[People]
        reached: Typed<u32>,
        /// Which language or interpreter helps (M118).
        language: Line,
        source: Line,
        note: Text,
    }

    /// One of the three greatest themes that a group names (M08).
    TopTheme {
        group: Link<Group>,
        rank: Typed<u32>,
        /// The theme in the group's own words.
        #[Title]
        #[Asked]
        theme: Line,
    } next_round: stays("each group is asked anew"), grid: (group, rank),

    /// A need, strength or activity at a dimension, and who has control over it (M48).
    Insight {
        dimension: Option<Dimension>,
        kind: Option<InsightKind>,
        #[Title]
        what: Line,
        control: Option<Control>,
        group: Link<Group>,
    }

    /// The scores of a group for a dimension, and the reasons behind them (M32, M33).
    GroupScore {
        #[Title]
        group: Link<Group>,
        #[Title]
        dimension: Option<Dimension>,
        #[Asked]
        scores: Scores,
        reasons: Text,
    } next_round: stays("each group is asked anew"), grid: (group, dimension),

    /// How many people stood at a dimension, and why (M43).
    Stand {
        #[Title]
        dimension: Option<Dimension>,
        #[Counted]
        #[People]
        count: Typed<u32>,
        /// For the better or the worse.
        #[Title]
        feeling: Option<Feeling>,
        reasons: Text,
        group: Link<Group>,
    } next_round: stays("people stand anew"),

    /// An opportunity or barrier, and what was done with it (M44, M46).
    Chance {
        dimension: Option<Dimension>,
        kind: Option<ChanceKind>,
        #[Title]
        what: Line,
        group: Link<Group>,
        #[Owner]
        taken_by: Link<Person>,
        /// When the group hears back.
        #[Due]
        feedback_on: Typed<Date>,
        /// What was done with it.
        #[Settles]
        result: Text,
        /// Why it was let go.
        #[Reason]
        dropped_because: Line,
        /// How many times it moved on to a next round.
        #[Carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[GoesOn]
        goes_on: Flag,
    } next_round: open_if(taken_by, feedback_on),

    /// Something a resident said, in the resident's own words and without a name (M47, M60).
    Quote {
        #[Title]
        text: Text,
        dimension: Option<Dimension>,
        group: Link<Group>,
    }
}

impl Source {
    /// Whether it is not there, or only partly.
    pub fn is_missing(&self) -> bool {
        matches!(self.availability, Some(Availability::Missing | Availability::Partly))
    }
}
