//! Step 1, the neighbourhood health profile: sources, figures, what residents and professionals see, and the six
//! dimensions of positive health. Scores and counts belong to a group, never to a person.

use jiff::civil::Date;

use crate::domain::decimal::Decimal;
use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Scores, Text, Typed};

use super::meeting::{Group, Person};

choices! {
    /// Whether a source is at hand (M07).
    Availability {
        /// At hand.
        Have = have: Done,
        /// Partly at hand.
        Partly = partly: Partly,
        /// Not there yet.
        Missing = missing: No,
    }

    /// What a figure is about: health, or one of the five factors beside it (M06).
    Factor {
        /// Health.
        Health = health,
        /// Poverty.
        Poverty = poverty,
        /// Income.
        Income = income,
        /// Loneliness.
        Loneliness = loneliness,
        /// Safety.
        Safety = safety,
        /// Living environment.
        LivingEnvironment = living_environment,
        /// Something else.
        Other = other,
    }

    /// Which way a figure is better.
    Favourable {
        /// Higher is better.
        Higher = higher,
        /// Lower is better.
        Lower = lower,
        /// Neither.
        Neither = neither,
    }

    /// By whom something was chosen (M65).
    ChosenBy {
        /// By residents.
        Residents = residents,
        /// By partners.
        Partners = partners,
        /// By both.
        Both = both,
    }

    /// The six dimensions of positive health (M32).
    Dimension {
        /// Bodily functions.
        BodilyFunctions = bodily_functions,
        /// Mental well-being.
        MentalWellBeing = mental_well_being,
        /// Meaning.
        Meaning = meaning,
        /// Quality of life.
        QualityOfLife = quality_of_life,
        /// Participation.
        Participation = participation,
        /// Daily functioning.
        DailyFunctioning = daily_functioning,
    }

    /// What is told about a dimension (Bolk model, M48).
    InsightKind {
        /// A need.
        Need = need,
        /// A strength.
        Strength = strength,
        /// An activity that exists.
        Activity = activity,
        /// Something in the surroundings.
        Surroundings = surroundings,
    }

    /// Who has control over it (M48).
    Control {
        /// People themselves.
        Oneself = oneself,
        /// The street.
        Street = street,
        /// An organisation.
        Organisation = organisation,
        /// The municipality.
        Municipality = municipality,
    }

    /// Which way something works out.
    Feeling {
        /// For the better.
        Positive = positive,
        /// For the worse.
        Negative = negative,
        /// Both.
        Mixed = mixed,
    }

    /// Opportunity or barrier (M44).
    ChanceKind {
        /// An opportunity.
        Opportunity = opportunity,
        /// A barrier.
        Barrier = barrier,
    }
}

records! {
    /// A source of the profile beside the six that the workbook names.
    Source {
        /// What it is.
        #[title]
        name: Line,
        /// Whether it is at hand.
        availability: Option<Availability>,
        /// Of which year.
        #[year]
        year: Typed<u32>,
        /// Who holds it.
        holder: Line,
        /// Who asks for it.
        #[owner]
        owner: Link<Person>,
        /// By when.
        #[due]
        due: Typed<Date>,
        /// A remark.
        note: Text,
    }

    /// A figure of the neighbourhood beside those of the municipality and the country (M09).
    Indicator {
        /// What is counted.
        #[title]
        name: Line,
        /// In what, such as `%`.
        unit: Line,
        /// In the neighbourhood.
        neighbourhood: Typed<Decimal>,
        /// In the municipality.
        municipality: Typed<Decimal>,
        /// In the country.
        country: Typed<Decimal>,
        /// Which way is better.
        favourable: Option<Favourable>,
        /// Which factor it belongs to.
        factor: Option<Factor>,
        /// Of which year.
        #[year]
        year: Typed<u32>,
        /// From which source.
        source: Line,
        /// The group for which it is worst (M131).
        worst_off: Line,
        /// Who chose it.
        chosen_by: Option<ChosenBy>,
        /// A remark.
        note: Text,
    }

    /// People who live in the neighbourhood and have something in common: how many they are, and with how many of them
    /// somebody spoke (M113, M119, M138).
    PopulationGroup {
        /// Who.
        #[title]
        who: Line,
        /// How many live there.
        number: Typed<u32>,
        /// Of which year.
        #[year]
        year: Typed<u32>,
        /// With how many was spoken.
        spoken_to: Typed<u32>,
        /// How many were reached by what is done.
        reached: Typed<u32>,
        /// Which language or interpreter helps (M118).
        language: Line,
        /// From which source.
        source: Line,
        /// A remark.
        note: Text,
    }

    /// One of the three greatest themes that a group names (M08).
    TopTheme {
        /// The group.
        group: Link<Group>,
        /// First, second or third.
        rank: Typed<u32>,
        /// The theme in the group's own words.
        #[title]
        #[asked]
        theme: Line,
    } next_round: stays("each group is asked anew"), grid: (group, rank),

    /// A need, strength or activity at a dimension, and who has control over it (M48).
    Insight {
        /// The dimension.
        dimension: Option<Dimension>,
        /// What it is.
        kind: Option<InsightKind>,
        /// In words.
        #[title]
        what: Line,
        /// Who has control.
        control: Option<Control>,
        /// From which group.
        group: Link<Group>,
    }

    /// The scores of a group for a dimension, and the reasons behind them (M32, M33).
    GroupScore {
        /// The group.
        #[title]
        group: Link<Group>,
        /// The dimension.
        #[title]
        dimension: Option<Dimension>,
        /// What was called out.
        #[asked]
        scores: Scores,
        /// Why.
        reasons: Text,
    } next_round: stays("each group is asked anew"), grid: (group, dimension),

    /// How many people stood at a dimension, and why (M43).
    Stand {
        /// The dimension.
        #[title]
        dimension: Option<Dimension>,
        /// How many.
        #[counted]
        count: Typed<u32>,
        /// For the better or the worse.
        #[title]
        feeling: Option<Feeling>,
        /// Why.
        reasons: Text,
        /// Which group.
        group: Link<Group>,
    } next_round: stays("people stand anew"),

    /// An opportunity or barrier, and what was done with it (M44, M46).
    Chance {
        /// The dimension.
        dimension: Option<Dimension>,
        /// Opportunity or barrier.
        kind: Option<ChanceKind>,
        /// In words.
        #[title]
        what: Line,
        /// From which group.
        group: Link<Group>,
        /// Who takes it along.
        #[owner]
        taken_by: Link<Person>,
        /// When the group hears back.
        #[due]
        feedback_on: Typed<Date>,
        /// What was done with it.
        #[settles]
        result: Text,
        /// Why it was let go.
        #[reason]
        dropped_because: Line,
        /// How many times it moved on to a next round.
        #[carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[goes_on]
        goes_on: Flag,
    } next_round: open_if(taken_by, feedback_on),

    /// Something a resident said, in the resident's own words and without a name (M47, M60).
    Quote {
        /// What was said.
        #[title]
        text: Text,
        /// About which dimension.
        dimension: Option<Dimension>,
        /// In which group.
        group: Link<Group>,
    }
}

impl Source {
    /// Whether it is not there, or only partly.
    pub fn is_missing(&self) -> bool {
        matches!(self.availability, Some(Availability::Missing | Availability::Partly))
    }
}
