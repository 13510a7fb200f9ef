//! Step 6, monitoring and evaluation: measurements per goal, conversations about the process, adjustments, and how
//! activities are kept going.

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
        /// The effect.
        Effect = effect,
        /// The process.
        Process = process,
    }

    /// When something is evaluated (M111).
    EvaluationMoment {
        /// Along the way.
        Interim = interim,
        /// At the end.
        Final = at_the_end,
    }

    /// The tools that the sources name: six beside the talk (M72), four for it (M139).
    ToolName {
        /// Interviews.
        Interviews = interviews,
        /// A scan of a place.
        PlaceScan = place_scan,
        /// Workshops.
        Workshops = workshops,
        /// The model of the Louis Bolk Institute.
        BolkModel = bolk_model,
        /// Costs and benefits for society.
        CostsAndBenefits = costs_and_benefits,
        /// Evaluation of process and effect.
        Evaluation = evaluation,
        /// Folders.
        Folders = folders,
        /// Spider webs.
        SpiderWebs = spider_webs,
        /// The action wheel.
        ActionWheel = action_wheel,
        /// Games.
        Games = games,
        /// Another.
        Other = other,
    }

    /// What others can learn from (M95, M121).
    LessonKind {
        /// Something that works.
        Works = works,
        /// Something that is stuck.
        Stuck = stuck,
        /// A story of a success.
        Story = story,
        /// A question to other neighbourhoods.
        Question = question,
    }

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

    /// A row of the evaluation plan: what, how, who and when (M21, M111).
    EvaluationRow {
        /// What.
        #[title]
        what: Line,
        /// Effect or process.
        kind: Option<EvaluationKind>,
        /// How.
        how: Line,
        /// The monitor that exists already and is joined.
        monitor: Line,
        /// Who.
        #[owner]
        owner: Link<Person>,
        /// When.
        #[due]
        date: Typed<Date>,
        /// Along the way or at the end.
        moment: Option<EvaluationMoment>,
        /// What came out.
        #[settles]
        finding: Text,
    }

    /// A step of a change with its effect on the short and the long term (M40).
    EffectStep {
        /// The step.
        #[title]
        step: Line,
        /// The effect on the short term.
        short_effect: Line,
        /// The effect on the long term.
        long_effect: Line,
        /// The goal it serves.
        goal: Link<Goal>,
        /// How one sees it.
        seen_by: Line,
    }

    /// A tool that is put to use: what for, who, when (M72, M139).
    ToolUse {
        /// Which.
        #[title]
        tool: Option<ToolName>,
        /// What for.
        purpose: Line,
        /// Who.
        #[owner]
        owner: Link<Person>,
        /// When.
        date: Typed<Date>,
        /// What came out.
        result: Line,
    }

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
        /// Who takes part of those that can be found (M116).
        partners: Links<Contact>,
        /// The ties that grew since the round before.
        new_ties: Line,
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

    /// A lesson, a story or a question for other neighbourhoods (M95, M121).
    Lesson {
        /// What.
        #[title]
        what: Line,
        /// What kind it is.
        kind: Option<LessonKind>,
        /// When.
        date: Typed<Date>,
        /// The story behind it.
        story: Text,
        /// Who is asked.
        asked_of: Line,
        /// What the answer was.
        answer: Text,
    }
}
