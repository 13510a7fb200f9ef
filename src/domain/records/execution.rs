//! Step 4, execution: what happened, what changed around it, what went well, the rhythm of meeting, channels,
//! outreach, and small steps.

#![expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]

use jiff::civil::{Date, Time};

use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Links, Text, Typed};

use super::meeting::{Group, Person};
use super::plan::Action;

choices! {
    /// What kind of meeting it is (M55, M85).
    MeetingKind {
        SteeringGroup = steering_group,
        /// Those who do the work.
        WorkingMeeting = working_meeting,
        /// Everybody who wants to meet the others.
        NetworkMeeting = network_meeting,
        LearningMeeting = learning_meeting,
        /// Talks between those who commission (M93).
        StrategicDialogue = strategic_dialogue,
        /// Independent advisers look back with the team (M59).
        AdvisoryGroup = advisory_group,
        /// Residents and professionals meet (M114).
        Encounter = encounter,
        Other = other,
    }

    /// What is on the calendar (M129).
    EventKind {
        /// A meeting of a series.
        Meeting = meeting,
        HealthMarket = health_market,
        /// A celebration for the whole neighbourhood.
        Festival = festival,
        Workshop = workshop,
        /// People from several places learn from each other (M122).
        LearningMeeting = learning_meeting,
        Other = other,
    }

    /// Whether it goes on (M120).
    EventState {
        Planned = planned: Open,
        Held = held: Done,
        CalledOff = called_off: NotApplicable,
    }

    /// Whether a skill is offered or asked for (M73).
    SkillKind {
        Offered = offered,
        Asked = asked,
    }

    /// How large a step is (M52).
    StepSize {
        Small = small,
        Medium = medium,
        Large = large,
    }

    /// A kind of channel (M68, M98).
    ChannelKind {
        SocialMedia = social_media,
        MessageGroup = message_group,
        Website = website,
        LocalPaper = local_paper,
        LocalBroadcast = local_broadcast,
        Print = print,
        InPerson = in_person,
        Other = other,
    }

    /// How people were sought out (M53).
    OutreachKind {
        HomeVisit = home_visit,
        OpenDoor = open_door,
        ThroughPartner = through_partner,
        /// In the street, a shop or a community centre.
        OnTheSpot = on_the_spot,
        Other = other,
    }
}

records! {
    /// What happened while the plan was carried out, on a day.
    LogEntry {
        date: Typed<Date>,
        #[Title]
        what: Text,
        action: Link<Action>,
        person: Link<Person>,
    } next_round: stays("what happened is told in the round in which it did"),

    /// Something around the plan that may change it (M17).
    Development {
        #[Title]
        what: Line,
        date: Typed<Date>,
        /// What it means for the plan.
        effect: Text,
        /// Who keeps an eye on it.
        #[Owner]
        owner: Link<Person>,
    }

    /// Something that went well, however small (M17).
    Success {
        #[Title]
        what: Line,
        date: Typed<Date>,
        celebration: Line,
    }

    /// A meeting that comes back (M55, M85).
    Gathering {
        #[Title]
        name: Line,
        kind: Option<MeetingKind>,
        rhythm: Line,
        next: Typed<Date>,
        members: Links<Person>,
        time: Typed<Time>,
        place: Line,
        /// What came out of it last time (M130).
        outcome: Text,
    }

    /// Something on the calendar: a meeting of a series, a market, a celebration (M55, M120, M122, M129).
    CalendarEvent {
        #[Title]
        what: Line,
        kind: Option<EventKind>,
        date: Typed<Date>,
        start: Typed<Time>,
        place: Line,
        state: Option<EventState>,
        series: Link<Gathering>,
        #[Owner]
        owner: Link<Person>,
        /// Who is asked to come, and by whom.
        invited: Line,
        /// Why it was called off.
        #[Reason]
        because: Line,
        report_at: Line,
    }

    /// A way to reach people (M68).
    Channel {
        #[Title]
        name: Line,
        kind: Option<ChannelKind>,
        reach: Line,
        message: Text,
        #[Owner]
        owner: Link<Person>,
        /// The groups that it reaches.
        reaches: Links<Group>,
        /// The groups that say that they use it.
        used_by: Links<Group>,
        /// The language in which it reaches people (M118).
        language: Line,
    }

    /// A place where people were sought out, and who was reached there (M53, M100).
    Outreach {
        #[Title]
        place: Line,
        kind: Option<OutreachKind>,
        date: Typed<Date>,
        reached: Line,
        not_reached: Line,
        #[Owner]
        owner: Link<Person>,
    }

    /// A wish and the first small step towards it (M35, M52).
    SmallStep {
        #[Title]
        wish: Line,
        /// The first step, small enough for this week.
        first_step: Line,
        helper: Line,
        date: Typed<Date>,
        action: Link<Action>,
        /// How large the step is.
        size: Option<StepSize>,
        /// It is work of a volunteer.
        volunteering: Flag,
    }

    /// Something that residents can do, or want to learn (M73).
    Skill {
        #[Title]
        what: Line,
        kind: Option<SkillKind>,
        group: Link<Group>,
        /// Who supports it, without taking over.
        support: Line,
        /// The action for which it is put to use.
        action: Link<Action>,
    }

    /// A training for those who work in the neighbourhood (M123).
    Training {
        #[Title]
        what: Line,
        for_whom: Line,
        given_by: Line,
        date: Typed<Date>,
        #[Owner]
        owner: Link<Person>,
    }
}
