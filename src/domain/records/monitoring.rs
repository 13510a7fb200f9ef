//! Step 6, monitoring and evaluation: measurements per goal, conversations about the process, adjustments, and how
//! activities are kept going.

#![expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]

use jiff::civil::Date;

use crate::domain::decimal::Decimal;
use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Links, Text, Typed};

use super::meeting::Person;
use super::plan::Action;
use super::priorities::Goal;
use super::signalling::Contact;

choices! {
    /// Whether the effect is looked at or the process (M21).
    EvaluationKind {
        Effect = effect,
        Process = process,
    }

    /// When something is evaluated (M111).
    EvaluationMoment {
        Interim = interim,
        Final = at_the_end,
    }

    /// The tools that the sources name: six beside the talk (M72), four for it (M139).
    ToolName {
        Interviews = interviews,
        /// A scan of a place.
        PlaceScan = place_scan,
        Workshops = workshops,
        /// The model of the Louis Bolk Institute.
        BolkModel = bolk_model,
        /// Costs and benefits for society.
        CostsAndBenefits = costs_and_benefits,
        /// Evaluation of process and effect.
        Evaluation = evaluation,
        Folders = folders,
        SpiderWebs = spider_webs,
        ActionWheel = action_wheel,
        Games = games,
        Other = other,
    }

    /// What others can learn from (M95, M121).
    LessonKind {
        Works = works,
        Stuck = stuck,
        /// A story of a success.
        Story = story,
        /// A question to other neighbourhoods.
        Question = question,
    }

    /// How far an activity is on its way to a lasting home.
    EmbeddingState {
        Open = open: Open,
        Talking = talking: Partly,
        Agreed = agreed: Done,
    }
}

records! {
    /// A follow-up measurement of a goal (M22).
    Measurement {
        #[Title]
        goal: Link<Goal>,
        #[Title]
        date: Typed<Date>,
        value: Typed<Decimal>,
        source: Line,
        note: Text,
    } next_round: stays("the course of a goal is read from the rounds themselves"),

    /// A row of the evaluation plan: what, how, who and when (M21, M111).
    EvaluationRow {
        #[Title]
        what: Line,
        kind: Option<EvaluationKind>,
        how: Line,
        /// The monitor that exists already and is joined.
        monitor: Line,
        #[Owner]
        owner: Link<Person>,
        #[Due]
        date: Typed<Date>,
        /// Along the way or at the end.
        moment: Option<EvaluationMoment>,
        #[Settles]
        finding: Text,
    }

    /// A step of a change with its effect on the short and the long term (M40).
    EffectStep {
        #[Title]
        step: Line,
        /// The effect on the short term.
        short_effect: Line,
        /// The effect on the long term.
        long_effect: Line,
        goal: Link<Goal>,
        seen_by: Line,
    }

    /// A tool that is put to use: what for, who, when (M72, M139).
    ToolUse {
        #[Title]
        tool: Option<ToolName>,
        purpose: Line,
        #[Owner]
        owner: Link<Person>,
        date: Typed<Date>,
        result: Line,
    }

    /// A conversation about how working together goes (M22).
    Interview {
        #[Title]
        with: Line,
        topics: Text,
        #[Owner]
        owner: Link<Person>,
        date: Typed<Date>,
        finding: Text,
    }

    /// Something that was learnt and what is changed because of it (M67).
    Adjustment {
        #[Title]
        finding: Text,
        decision: Text,
        /// The action it led to.
        action: Link<Action>,
        date: Typed<Date>,
    }

    /// How an activity keeps going without depending on one person (M69).
    Embedding {
        #[Title]
        activity: Line,
        /// The organisation that keeps it going.
        home_organisation: Line,
        #[Due]
        date: Typed<Date>,
        #[Owner]
        owner: Link<Person>,
        deputy: Link<Person>,
        state: Option<EmbeddingState>,
        /// Who takes part of those that can be found (M116).
        partners: Links<Contact>,
        /// The ties that grew since the round before.
        new_ties: Line,
        /// Why it was let go.
        #[Reason]
        dropped_because: Line,
        /// How many times it moved on to a next round.
        #[Carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[GoesOn]
        goes_on: Flag,
    } next_round: open,

    /// A lesson, a story or a question for other neighbourhoods (M95, M121).
    Lesson {
        #[Title]
        what: Line,
        kind: Option<LessonKind>,
        date: Typed<Date>,
        story: Text,
        asked_of: Line,
        answer: Text,
    }
}
