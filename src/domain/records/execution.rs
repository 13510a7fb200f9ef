//! Step 4, execution: what happened, what changed around it, what went well, the rhythm of meeting, channels,
//! outreach, and small steps.

use jiff::civil::Date;

use crate::domain::record::{choices, records};
use crate::domain::value::{Line, Link, Links, Text, Typed};

use super::meeting::Person;
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
        /// Another.
        Other = other,
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
    }
}
