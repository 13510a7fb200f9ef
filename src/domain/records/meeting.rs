//! The session itself: the neighbourhood, the meeting, the people, and what is written down at any step.

#![expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]

use jiff::civil::{Date, Time};

use crate::domain::record::{choices, records};
use crate::domain::value::{Choices, Flag, Line, Link, Links, Marks, Text, Typed, Versions};

choices! {
    /// The steps of the cycle and the session around them; their names are fixed.
    StepName {
        Profile = profile,
        Priorities = priorities,
        Plan = plan,
        Execution = execution,
        Signalling = signalling,
        Monitoring = monitoring,
        FollowUp = follow_up,
    }

    /// What a block of the agenda is.
    BlockKind {
        Step = step,
        Opening = opening,
        Pause = pause,
        /// Closing, with the first follow-up activity.
        Closing = closing,
        Other = other,
    }

    /// What kind of place the session is about (M108).
    Settlement {
        /// A district of a town.
        District = district,
        /// A part of a district.
        Quarter = quarter,
        Village = village,
    }

    /// Which description of health the neighbourhood uses (M76).
    HealthDefinition {
        /// That of the World Health Organization.
        Who = who,
        Huber = huber,
        Own = own,
    }

    /// Whether a person comes as a resident or as a professional.
    PersonKind {
        Resident = resident,
        Professional = professional,
    }

    /// Whether a person was there, or is still wanted (1.2, 7.3).
    Attendance {
        /// Belongs to the group and is expected.
        Expected = expected: Open,
        /// Is expected, and comes later.
        Later = later: Partly,
        Present = present: Done,
        /// Was asked and could not come.
        Absent = absent: NotApplicable,
        /// Was missed and is still wanted.
        Wanted = wanted: Open,
        /// Was missed and has been invited since.
        Invited = invited: Partly,
    }

    /// The kinds of participant that the workbook names (M03).
    ParticipantKind {
        /// General practice and other primary care.
        PrimaryCare = primary_care,
        Welfare = welfare,
        /// Sports coach of the neighbourhood.
        SportsCoach = sports_coach,
        PublicHealth = public_health,
        Resident = resident,
        NeighbourhoodManager = neighbourhood_manager,
        Other = other,
    }

    /// The four layers of a project team (M57).
    TeamLayer {
        ActiveResidents = active_residents,
        Professionals = professionals,
        Researchers = researchers,
        /// Residents who are not active yet.
        InactiveResidents = inactive_residents,
    }

    /// The ten kinds of people suggested for a project team (M58).
    TeamRole {
        Researcher = researcher,
        /// Knows the neighbourhood, such as a journalist.
        KnowsNeighbourhood = knows_neighbourhood,
        /// Knows the local health organisations.
        KnowsHealth = knows_health,
        KnowsGovernment = knows_government,
        PublicHealth = public_health,
        Municipality = municipality,
        /// Board of the health centre.
        HealthCentre = health_centre,
        SocialWork = social_work,
        HealthNetwork = health_network,
        ActiveResident = active_resident,
    }

    /// Who a group is made of.
    GroupKind {
        Residents = residents,
        Professionals = professionals,
        Mixed = mixed,
    }

    /// What became of something that was left open.
    OpenState {
        Open = open: Open,
        Done = done: Done,
        /// Let go, with a reason.
        Dropped = dropped: NotApplicable,
    }

    /// What the room fills in without showing it, until all is in; called as its section is.
    Instrument {
        /// The scores of positive health.
        Scores = scores,
        /// The three greatest themes of each group.
        TopThemes = top_themes,
        Votes = votes,
    }

    /// How far an item of a list is.
    AnswerState {
        Open = open: Open,
        Partly = partly: Partly,
        Done = done: Done,
        /// It was asked, and it is not so: something else than that it was not asked (M24).
        No = no: No,
        NotApplicable = not_applicable: NotApplicable,
    }
}

impl AnswerState {
    /// Whether nothing is asked any more: it is there, or does not matter here.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::NotApplicable)
    }
}

records! {
    /// The neighbourhood that the session is about.
    Neighbourhood {
        #[Title]
        name: Line,
        /// The municipality it lies in.
        municipality: Line,
        /// The code of Statistics Netherlands (`WK…` or `BU…`).
        cbs_code: Line,
        /// How many people live there (M75: a notice above 15,000).
        #[People]
        residents: Typed<u32>,
        kind: Option<Settlement>,
    }

    /// The meeting, and what holds for all of it.
    Meeting {
        #[OfTheDay]
        date: Typed<Date>,
        #[OfTheDay]
        start: Typed<Time>,
        /// When it is to end; with nothing here, when the agenda is done.
        #[OfTheDay]
        end: Typed<Time>,
        #[OfTheDay]
        place: Line,
        /// Who invites people and arranges the session (M107).
        organiser: Line,
        supporter: Line,
        /// Which description of health is used.
        definition: Option<HealthDefinition>,
        /// Health in the neighbourhood's own words.
        health_words: Text,
        /// The motto that people rally behind (M64, 3.3).
        motto: Line,
        /// Where the film is in which a person tells about it (M64).
        clip: Line,
        /// The plan that the room talks about (M133).
        subject: Line,
        /// What of it is fixed.
        fixed: Text,
        /// What of it is still open.
        still_open: Text,
        /// What happened before when residents were asked (M134).
        earlier_experience: Text,
        /// What is done otherwise now.
        done_otherwise: Text,
        /// The vision that all share (M11).
        vision: Text,
        /// The ambition of the plan (M14).
        ambition: Text,
        /// The highest score that is given; a setting, not the source's.
        scale: Typed<u32>,
        /// How many dots each person has to vote with.
        #[Dots]
        dots: Typed<u32>,
        /// What was filled in and is not shown yet.
        #[OfTheDay]
        hidden: Choices<Instrument>,
        /// What only the facilitator reads; never on the wall.
        #[Private]
        #[OfTheDay]
        private_notes: Text,
    }

    /// A person in the room, or missed there.
    Person {
        #[Title]
        name: Line,
        role: Line,
        organisation: Line,
        kind: Option<PersonKind>,
        /// Which kind of participant the person is.
        participant: Option<ParticipantKind>,
        /// Layer of the project team.
        layer: Option<TeamLayer>,
        /// Which of the ten suggested kinds the person stands for.
        team_roles: Choices<TeamRole>,
        /// Speaks for the plan in the neighbourhood (M52, M64).
        ambassador: Flag,
        /// Whether the person was there.
        attendance: Option<Attendance>,
        #[OfTheDay]
        from: Typed<Time>,
        #[OfTheDay]
        till: Typed<Time>,
        /// What there is to know about the person.
        note: Line,
    }

    /// A group that scores, votes or bids together.
    Group {
        /// What the group is called.
        #[Title]
        name: Line,
        kind: Option<GroupKind>,
        #[People]
        size: Typed<u32>,
        /// What the group may spend in an auction, in euros (M63).
        #[Euro]
        budget: Typed<u32>,
    }

    /// A block of the agenda.
    Block {
        #[Title]
        what: Line,
        /// What kind of block it is.
        kind: Option<BlockKind>,
        /// The step that it treats.
        step: Option<StepName>,
        /// How long the block takes, in minutes.
        #[Minutes]
        minutes: Typed<u32>,
        began: Typed<Time>,
    } next_round: stays("a programme is of one day"),

    /// A remark that was parked to be taken up later.
    Remark {
        #[Title]
        text: Line,
        step: Option<StepName>,
        date: Typed<Date>,
        #[Owner]
        owner: Link<Person>,
        state: Option<OpenState>,
        #[Reason]
        outcome: Line,
        /// How many times it moved on to a next round.
        #[Carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[GoesOn]
        goes_on: Flag,
    } next_round: open,

    /// A decision and why it was taken.
    Decision {
        #[Title]
        what: Line,
        reason: Text,
        step: Option<StepName>,
        date: Typed<Date>,
        people: Links<Person>,
    }

    /// The answer to a question of a list; its id is that of the question.
    Answer {
        status: Option<AnswerState>,
        /// The option that was chosen.
        #[Judgement]
        choice: Line,
        /// The marks that are set.
        #[Judgement]
        marks: Marks,
        /// Groups that were added by hand.
        #[Judgement]
        own: Marks,
        /// The people it holds for.
        #[Judgement]
        people: Links<Person>,
        text: Text,
        /// A remark with it, or an explanation.
        #[Explains]
        note: Text,
        /// Who takes care of it.
        #[Owner]
        owner: Link<Person>,
        /// The date that belongs to it.
        #[Due]
        date: Typed<Date>,
        /// At what time, where people meet.
        time: Typed<Time>,
        /// The year of a source.
        #[Year]
        year: Typed<u32>,
        holder: Line,
        /// Where what was answered happens, such as the first activity (M18).
        place: Line,
        /// Who pays for a provision.
        financing: Line,
        /// Why it was let go.
        #[Reason]
        dropped_because: Line,
        /// How many times it moved on to a next round.
        #[Carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[GoesOn]
        goes_on: Flag,
        /// The round in which it was given, as long as nobody has looked at it again since.
        #[OfRound]
        of_round: Typed<u32>,
    } next_round: open,

    /// A place that two people changed differently, until it is settled. Its id names the place.
    Conflict {
        /// The section of the place.
        section: Line,
        item: Line,
        /// The fields; none where it is about the item as a whole.
        fields: Marks,
        before: Versions,
        /// What else they may hold than what stands there now.
        others: Versions,
    } next_round: stays("it is settled in the round in which it arose"),
}

impl Remark {
    /// Whether it still waits for what becomes of it.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, Some(OpenState::Done | OpenState::Dropped))
    }
}
