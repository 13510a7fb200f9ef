//! Step 3, the action plan: roles, interventions, actions and their money, interests, pilots with their auction,
//! working agreements, and who read along.

#![expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]

use jiff::civil::Date;

use crate::domain::record::{choices, records};
use crate::domain::value::{Choices, Flag, Line, Link, Links, Text, Typed};

use super::meeting::{Group, Person};
use super::priorities::{Domain, Goal, LifeArea};
use super::profile::PopulationGroup;

choices! {
    /// A role in the plan (M04, M84, M93).
    RoleName {
        Puller = puller,
        /// Directs and keeps the overview.
        Director = director,
        PlanWriter = plan_writer,
        Coordinator = coordinator,
        /// Commissions on behalf of the municipality.
        MunicipalCommissioner = municipal_commissioner,
        /// Commissions on behalf of the health insurer.
        InsurerCommissioner = insurer_commissioner,
        /// An expert from outside who has no interest in it (M59).
        Adviser = adviser,
        Other = other,
    }

    /// How well an intervention is proven (M15).
    Recognition {
        Recognised = recognised,
        Promising = promising,
        Own = own,
    }

    /// How far an action is.
    ActionState {
        Open = open: Open,
        Started = started: Partly,
        Done = done: Done,
        /// Let go, with a reason.
        Dropped = dropped: NotApplicable,
    }

    /// Where money or hours come from (M92).
    MoneySource {
        Municipality = municipality,
        Insurer = insurer,
        /// Public and private money together.
        PublicPrivate = public_private,
        InKind = in_kind,
        Other = other,
    }

    /// How sure the money is (M92).
    MoneyState {
        Idea = idea: Open,
        Requested = requested: Partly,
        Promised = promised: Partly,
        Received = received: Done,
    }

    /// The kinds of player in a neighbourhood, and where its strength lies (M83, M124).
    PlayerKind {
        ResidentInitiative = resident_initiative,
        PublicHealth = public_health,
        SportsCoach = sports_coach,
        NeighbourhoodTeam = neighbourhood_team,
        DistrictNurse = district_nurse,
        GeneralPractice = general_practice,
        Welfare = welfare,
        Library = library,
        Volunteers = volunteers,
        SelfEmployed = self_employed,
        /// A council of the neighbourhood.
        NeighbourhoodCouncil = neighbourhood_council,
        SelfOrganisation = self_organisation,
        SoundingBoard = sounding_board,
        ActiveResidents = active_residents,
        Other = other,
    }

    /// A form of working together (M86, M128).
    CollaborationForm {
        /// Nothing of the kind yet.
        Loose = loose,
        /// A cooperative or platform of the neighbourhood.
        Cooperative = cooperative,
        ChainCare = chain_care,
        HealthNetwork = health_network,
        InnovationAlliance = innovation_alliance,
        OneRoof = one_roof,
        /// One platform for the region.
        RegionalPlatform = regional_platform,
        RegionalCooperative = regional_cooperative,
    }

    /// How much say a party has (M61).
    Influence {
        Low = low,
        Medium = medium,
        High = high,
    }

    /// How far a pilot is.
    PilotState {
        Proposed = proposed: Open,
        Chosen = chosen: Done,
        NotChosen = not_chosen: NotApplicable,
        Running = running: Partly,
        Ended = ended: Done,
    }

    /// What a working agreement is about.
    AgreementKind {
        Meeting = meeting,
        /// How people keep each other informed.
        Informing = informing,
        Tasks = tasks,
        MoneyAndTime = money_and_time,
        Privacy = privacy,
        Other = other,
    }
}

records! {
    /// A role and who has it; an empty one stays visible (M04).
    Role {
        #[Title]
        role: Option<RoleName>,
        #[Title]
        #[Needed]
        person: Link<Person>,
        deputy: Link<Person>,
        note: Line,
    }

    /// Something that is put to work for a goal, with the four questions of a project (M15, M80, M105).
    Intervention {
        #[Title]
        name: Line,
        /// How well it is proven.
        recognition: Option<Recognition>,
        reference: Line,
        goal: Link<Goal>,
        /// The integral domains it touches (M109).
        domains: Choices<Domain>,
        /// For whom it is (M119).
        target_group: Link<PopulationGroup>,
        /// How many of them were reached.
        #[People]
        reached: Typed<u32>,
        /// What already works well here.
        works_well: Text,
        elsewhere: Text,
        /// What is known about its effect.
        evidence: Text,
        /// Why this one is chosen, and what it should yield.
        choice: Text,
        /// What is there already that it may overlap with (M125).
        overlaps: Line,
        /// Prevention that fits one person's needs and risks (M78).
        personal_prevention: Flag,
        /// Which language or interpreter helps (M118).
        language: Line,
        /// When the partners hear what it yields (M105).
        #[Due]
        feedback_on: Typed<Date>,
        #[Settles]
        told: Text,
    }

    /// Something that one person will do.
    Action {
        #[Title]
        what: Line,
        #[Owner]
        #[Needed]
        owner: Link<Person>,
        #[Due]
        #[Needed]
        due: Typed<Date>,
        status: Option<ActionState>,
        /// Who steps in when the owner cannot (M69).
        deputy: Link<Person>,
        /// Who shares the responsibility (M62).
        partner: Line,
        goal: Link<Goal>,
        /// The intervention it belongs to.
        intervention: Link<Intervention>,
        /// The integral domains it touches (M02).
        domains: Choices<Domain>,
        /// The areas of life it is about (M77).
        life_areas: Choices<LifeArea>,
        resources: Line,
        /// How many hours it takes in all.
        #[Hours]
        hours: Typed<u32>,
        /// How many hours in each week, where it goes on.
        #[WeeklyHours]
        hours_per_week: Typed<u32>,
        /// The organisation that will keep it going (M69).
        home_organisation: Line,
        /// Why it was let go.
        #[Reason]
        dropped_because: Line,
        note: Text,
        /// How many times it moved on to a next round.
        #[Carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[GoesOn]
        goes_on: Flag,
    } next_round: open,

    /// Money or hours for an action (M92).
    Cost {
        action: Link<Action>,
        #[Title]
        what: Line,
        /// How much money, in whole euros.
        #[Euro]
        amount: Typed<u32>,
        /// Hours, where it is in kind.
        #[Hours]
        hours: Typed<u32>,
        /// Hours in each week, where it goes on.
        #[WeeklyHours]
        hours_per_week: Typed<u32>,
        source: Option<MoneySource>,
        state: Option<MoneyState>,
        /// The last day on which the money is there (M125).
        until: Typed<Date>,
        /// For getting to know each other, which takes time (M117).
        for_relations: Flag,
    } next_round: with(action),

    /// The interest of a party (M61, M83).
    Interest {
        #[Title]
        party: Line,
        interest: Text,
        brings: Line,
        needs: Line,
        /// How much say it has.
        influence: Option<Influence>,
        /// Which kind of player it is.
        player: Option<PlayerKind>,
        /// The integral domains it works on.
        domains: Choices<Domain>,
        /// The goals to which it contributes (M11).
        goals: Links<Goal>,
        /// The parties that it strengthens (M115).
        strengthens: Links<Interest>,
        /// The parties with which its interest is at odds.
        at_odds: Links<Interest>,
    }

    /// How working together grew: a form, a year, and what the next step is (M84, M128).
    Growth {
        #[Title]
        #[Year]
        year: Typed<u32>,
        #[Title]
        form: Option<CollaborationForm>,
        /// The form out of which it grew.
        before: Option<CollaborationForm>,
        initiator: Line,
        /// How far it is, in words.
        maturity: Text,
        next_step: Line,
    }

    /// A pilot that residents thought of, with its price in the auction (M63).
    Pilot {
        #[Title]
        name: Line,
        by: Line,
        /// What it costs, in euros.
        #[Euro]
        cost: Typed<u32>,
        state: Option<PilotState>,
        result: Text,
    }

    /// What a group offers for a pilot, in euros (M63).
    Bid {
        #[Title]
        pilot: Link<Pilot>,
        #[Title]
        group: Link<Group>,
        #[Asked]
        #[Euro]
        amount: Typed<u32>,
    } next_round: stays("an offer is of the day on which it was made"), grid: (pilot, group),

    /// What partners agreed on working together (M14).
    Agreement {
        #[Title]
        what: Line,
        kind: Option<AgreementKind>,
        #[Owner]
        owner: Link<Person>,
    }

    /// A person who read the draft of the plan (M15).
    Reader {
        #[Title]
        name: Line,
        group: Link<Group>,
        date: Typed<Date>,
        remark: Text,
        /// What was done with it.
        result: Line,
    }
}

/// The roles that carry a plan beyond the room (M84, M93) and that are not there yet.
pub fn missing_carriers(roles: &[Role]) -> impl Iterator<Item = RoleName> {
    let carry = [RoleName::Coordinator, RoleName::MunicipalCommissioner, RoleName::InsurerCommissioner];
    carry.into_iter().filter(|name| !roles.iter().any(|role| role.role == Some(*name)))
}

impl Action {
    /// Whether it still wants to be done.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Some(ActionState::Done | ActionState::Dropped))
    }
}
