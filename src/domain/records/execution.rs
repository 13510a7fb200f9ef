//! Step 4, execution: what happened, what changed around it, what went well, the rhythm of meeting, channels,
//! outreach, and small steps.

use jiff::civil::{Date, Time};

use crate::domain::record::{choices, records};
use crate::domain::value::{Flag, Line, Link, Links, Text, Typed};

use super::meeting::{Group, Person};
use super::plan::Action;

choices! {
    /// What kind of meeting it is (M55, M85).
    MeetingKind {
        /// Those who direct.
        SteeringGroup = steering_group,
        /// Those who do the work.
        WorkingMeeting = working_meeting,
        /// Everybody who wants to meet the others.
        NetworkMeeting = network_meeting,
        /// Learning together.
        LearningMeeting = learning_meeting,
        /// Talks between those who commission (M93).
        StrategicDialogue = strategic_dialogue,
        /// Independent advisers look back with the team (M59).
        AdvisoryGroup = advisory_group,
        /// Residents and professionals meet (M114).
        Encounter = encounter,
        /// Another.
        Other = other,
    }

    /// What is on the calendar (M129).
    EventKind {
        /// A meeting of a series.
        Meeting = meeting,
        /// A health market.
        HealthMarket = health_market,
        /// A celebration for the whole neighbourhood.
        Festival = festival,
        /// A workshop.
        Workshop = workshop,
        /// A learning meeting (M122).
        LearningMeeting = learning_meeting,
        /// Another.
        Other = other,
    }

    /// Whether it goes on (M120).
    EventState {
        /// It is to come.
        Planned = planned: Open,
        /// It was held.
        Held = held: Done,
        /// It was called off.
        CalledOff = called_off: NotApplicable,
    }

    /// Whether a skill is offered or asked for (M73).
    SkillKind {
        /// Offered.
        Offered = offered,
        /// Asked for.
        Asked = asked,
    }

    /// How large a step is (M52).
    StepSize {
        /// An hour or so.
        Small = small,
        /// Now and then.
        Medium = medium,
        /// Every week.
        Large = large,
    }

    /// A kind of channel (M68, M98).
    ChannelKind {
        /// Social media.
        SocialMedia = social_media,
        /// A group of messages.
        MessageGroup = message_group,
        /// A website.
        Website = website,
        /// The local paper.
        LocalPaper = local_paper,
        /// Local television or radio.
        LocalBroadcast = local_broadcast,
        /// Flyers and posters.
        Print = print,
        /// From mouth to mouth.
        InPerson = in_person,
        /// Another.
        Other = other,
    }

    /// How people were sought out (M53).
    OutreachKind {
        /// A visit at home.
        HomeVisit = home_visit,
        /// An open door.
        OpenDoor = open_door,
        /// Through a partner.
        ThroughPartner = through_partner,
        /// In the street, a shop or a community centre.
        OnTheSpot = on_the_spot,
        /// Another way.
        Other = other,
    }
}

records! {
    /// What happened.
    LogEntry {
        /// When.
        date: Typed<Date>,
        /// What.
        #[title]
        what: Text,
        /// With which action.
        action: Link<Action>,
        /// Who tells it.
        person: Link<Person>,
    } next_round: stays("what happened is told in the round in which it did"),

    /// Something around the plan that may change it (M17).
    Development {
        /// What.
        #[title]
        what: Line,
        /// When it was seen.
        date: Typed<Date>,
        /// What it means for the plan.
        effect: Text,
        /// Who keeps an eye on it.
        #[owner]
        owner: Link<Person>,
    }

    /// Something that went well, however small (M17).
    Success {
        /// What.
        #[title]
        what: Line,
        /// When.
        date: Typed<Date>,
        /// How it is celebrated.
        celebration: Line,
    }

    /// A meeting that comes back (M55, M85).
    Gathering {
        /// What it is called.
        #[title]
        name: Line,
        /// What kind it is.
        kind: Option<MeetingKind>,
        /// How often.
        rhythm: Line,
        /// The next time.
        next: Typed<Date>,
        /// Who belongs to it.
        members: Links<Person>,
        /// At what time.
        time: Typed<Time>,
        /// Where.
        place: Line,
        /// What came out of it last time (M130).
        outcome: Text,
    }

    /// Something on the calendar: a meeting of a series, a market, a celebration (M55, M120, M122, M129).
    CalendarEvent {
        /// What.
        #[title]
        what: Line,
        /// What kind it is.
        kind: Option<EventKind>,
        /// When.
        date: Typed<Date>,
        /// From what time.
        start: Typed<Time>,
        /// Where.
        place: Line,
        /// Whether it goes on.
        state: Option<EventState>,
        /// Of which series.
        series: Link<Gathering>,
        /// Who sees to it.
        #[owner]
        owner: Link<Person>,
        /// Who is asked to come, and by whom.
        invited: Line,
        /// Why it was called off.
        #[reason]
        because: Line,
        /// Where the report is.
        report_at: Line,
    }

    /// A way to reach people (M68).
    Channel {
        /// What it is called.
        #[title]
        name: Line,
        /// What kind it is.
        kind: Option<ChannelKind>,
        /// Whom it reaches.
        reach: Line,
        /// What is told there.
        message: Text,
        /// Who sees to it.
        #[owner]
        owner: Link<Person>,
        /// The groups that it reaches.
        reaches: Links<Group>,
        /// The groups that say that they use it.
        used_by: Links<Group>,
        /// In which language (M118).
        language: Line,
    }

    /// A place where people were sought out, and who was reached there (M53, M100).
    Outreach {
        /// Where.
        #[title]
        place: Line,
        /// How.
        kind: Option<OutreachKind>,
        /// When.
        date: Typed<Date>,
        /// Who was reached.
        reached: Line,
        /// Who was not.
        not_reached: Line,
        /// Who went.
        #[owner]
        owner: Link<Person>,
    }

    /// A wish and the first small step towards it (M35, M52).
    SmallStep {
        /// The wish.
        #[title]
        wish: Line,
        /// The first small step.
        first_step: Line,
        /// Who helps.
        helper: Line,
        /// When.
        date: Typed<Date>,
        /// The action it became.
        action: Link<Action>,
        /// How large the step is.
        size: Option<StepSize>,
        /// It is work of a volunteer.
        volunteering: Flag,
    }

    /// Something that residents can do, or want to learn (M73).
    Skill {
        /// What.
        #[title]
        what: Line,
        /// Offered or asked for.
        kind: Option<SkillKind>,
        /// From which group.
        group: Link<Group>,
        /// Who supports it, without taking over.
        support: Line,
        /// The action for which it is put to use.
        action: Link<Action>,
    }

    /// A training for those who work in the neighbourhood (M123).
    Training {
        /// What.
        #[title]
        what: Line,
        /// For whom.
        for_whom: Line,
        /// Who gives it.
        given_by: Line,
        /// When.
        date: Typed<Date>,
        /// Who arranges it.
        #[owner]
        owner: Link<Person>,
    }
}
