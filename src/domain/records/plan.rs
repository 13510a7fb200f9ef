//! Step 3, the action plan: roles, interventions, actions and their money, interests, pilots with their auction,
//! working agreements, and who read along.

use jiff::civil::Date;

use crate::domain::record::{choices, records};
use crate::domain::value::{Choices, Flag, Line, Link, Links, Text, Typed};

use super::meeting::{Group, Person};
use super::priorities::{Domain, Goal, LifeArea};
use super::profile::PopulationGroup;

choices! {
    /// A role in the plan (M04, M84, M93).
    RoleName {
        /// Pulls and gives energy.
        Puller = puller,
        /// Directs and keeps the overview.
        Director = director,
        /// Writes the plan.
        PlanWriter = plan_writer,
        /// Coordinates in the neighbourhood.
        Coordinator = coordinator,
        /// Commissions on behalf of the municipality.
        MunicipalCommissioner = municipal_commissioner,
        /// Commissions on behalf of the health insurer.
        InsurerCommissioner = insurer_commissioner,
        /// Advises from outside (M59).
        Adviser = adviser,
        /// Another role.
        Other = other,
    }

    /// How well an intervention is proven (M15).
    Recognition {
        /// Recognised.
        Recognised = recognised,
        /// Promising.
        Promising = promising,
        /// Of their own making.
        Own = own,
    }

    /// How far an action is.
    ActionState {
        /// Not started.
        Open = open: Open,
        /// Started.
        Started = started: Partly,
        /// Done.
        Done = done: Done,
        /// Let go, with a reason.
        Dropped = dropped: NotApplicable,
    }

    /// Where money or hours come from (M92).
    MoneySource {
        /// The municipality.
        Municipality = municipality,
        /// The health insurer.
        Insurer = insurer,
        /// Public and private money together.
        PublicPrivate = public_private,
        /// In kind.
        InKind = in_kind,
        /// Elsewhere.
        Other = other,
    }

    /// How sure the money is (M92).
    MoneyState {
        /// An idea.
        Idea = idea: Open,
        /// Asked for.
        Requested = requested: Partly,
        /// Promised.
        Promised = promised: Partly,
        /// Received.
        Received = received: Done,
    }

    /// The kinds of player in a neighbourhood, and where its strength lies (M83, M124).
    PlayerKind {
        /// Initiatives of residents.
        ResidentInitiative = resident_initiative,
        /// The municipal health service.
        PublicHealth = public_health,
        /// Sports coaches.
        SportsCoach = sports_coach,
        /// The neighbourhood team.
        NeighbourhoodTeam = neighbourhood_team,
        /// The district nurse.
        DistrictNurse = district_nurse,
        /// General practice.
        GeneralPractice = general_practice,
        /// Welfare work.
        Welfare = welfare,
        /// The library.
        Library = library,
        /// Volunteers.
        Volunteers = volunteers,
        /// Self-employed people.
        SelfEmployed = self_employed,
        /// A council of the neighbourhood.
        NeighbourhoodCouncil = neighbourhood_council,
        /// An organisation of residents.
        SelfOrganisation = self_organisation,
        /// A sounding board.
        SoundingBoard = sounding_board,
        /// Active residents.
        ActiveResidents = active_residents,
        /// Another.
        Other = other,
    }

    /// A form of working together (M86, M128).
    CollaborationForm {
        /// Nothing of the kind yet.
        Loose = loose,
        /// A cooperative or platform of the neighbourhood.
        Cooperative = cooperative,
        /// Care in a chain.
        ChainCare = chain_care,
        /// A health network.
        HealthNetwork = health_network,
        /// An alliance for innovation.
        InnovationAlliance = innovation_alliance,
        /// Under one roof.
        OneRoof = one_roof,
        /// One platform for the region.
        RegionalPlatform = regional_platform,
        /// A regional cooperative.
        RegionalCooperative = regional_cooperative,
    }

    /// How much say a party has (M61).
    Influence {
        /// Little.
        Low = low,
        /// Some.
        Medium = medium,
        /// Much.
        High = high,
    }

    /// How far a pilot is.
    PilotState {
        /// Proposed.
        Proposed = proposed: Open,
        /// Chosen in the auction.
        Chosen = chosen: Done,
        /// Not chosen.
        NotChosen = not_chosen: NotApplicable,
        /// Running.
        Running = running: Partly,
        /// Ended.
        Ended = ended: Done,
    }

    /// What a working agreement is about.
    AgreementKind {
        /// How often people meet.
        Meeting = meeting,
        /// How people keep each other informed.
        Informing = informing,
        /// Who does what.
        Tasks = tasks,
        /// Money and time.
        MoneyAndTime = money_and_time,
        /// Privacy.
        Privacy = privacy,
        /// Something else.
        Other = other,
    }
}

records! {
    /// A role and who has it; an empty one stays visible (M04).
    Role {
        /// Which role.
        #[title]
        role: Option<RoleName>,
        /// Who has it.
        #[title]
        #[needed]
        person: Link<Person>,
        /// Who steps in.
        deputy: Link<Person>,
        /// A remark.
        note: Line,
    }

    /// Something that is put to work for a goal, with the four questions of a project (M15, M80, M105).
    Intervention {
        /// What it is.
        #[title]
        name: Line,
        /// How well it is proven.
        recognition: Option<Recognition>,
        /// Where it is described.
        reference: Line,
        /// The goal it serves.
        goal: Link<Goal>,
        /// The integral domains it touches (M109).
        domains: Choices<Domain>,
        /// For whom it is (M119).
        target_group: Link<PopulationGroup>,
        /// How many of them were reached.
        reached: Typed<u32>,
        /// What already works well here.
        works_well: Text,
        /// Where it succeeded before.
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
        #[due]
        feedback_on: Typed<Date>,
        /// What they were told.
        #[settles]
        told: Text,
    }

    /// Something that one person will do.
    Action {
        /// What.
        #[title]
        what: Line,
        /// Who answers for it.
        #[owner]
        #[needed]
        owner: Link<Person>,
        /// By when.
        #[due]
        #[needed]
        due: Typed<Date>,
        /// How far it is.
        status: Option<ActionState>,
        /// Who steps in (M69).
        deputy: Link<Person>,
        /// Who shares the responsibility (M62).
        partner: Line,
        /// The goal it serves.
        goal: Link<Goal>,
        /// The intervention it belongs to.
        intervention: Link<Intervention>,
        /// The integral domains it touches (M02).
        domains: Choices<Domain>,
        /// The areas of life it is about (M77).
        life_areas: Choices<LifeArea>,
        /// What is needed.
        resources: Line,
        /// How many hours.
        hours: Typed<u32>,
        /// How many hours in each week, where it goes on.
        hours_per_week: Typed<u32>,
        /// The organisation that will keep it going (M69).
        home_organisation: Line,
        /// Why it was let go.
        #[reason]
        dropped_because: Line,
        /// A remark.
        note: Text,
        /// How many times it moved on to a next round.
        #[carried]
        carried: Typed<u32>,
        /// It was decided in this round that it goes on.
        #[goes_on]
        goes_on: Flag,
    } next_round: open,

    /// Money or hours for an action (M92).
    Cost {
        /// For which action.
        action: Link<Action>,
        /// For what.
        #[title]
        what: Line,
        /// How much, in euros.
        #[euro]
        amount: Typed<u32>,
        /// Hours, where it is in kind.
        hours: Typed<u32>,
        /// Hours in each week, where it goes on.
        hours_per_week: Typed<u32>,
        /// Where it comes from.
        source: Option<MoneySource>,
        /// How sure it is.
        state: Option<MoneyState>,
        /// When it ends (M125).
        until: Typed<Date>,
        /// For getting to know each other, which takes time (M117).
        for_relations: Flag,
    } next_round: with(action),

    /// The interest of a party (M61, M83).
    Interest {
        /// The party.
        #[title]
        party: Line,
        /// What matters to it.
        interest: Text,
        /// What it brings.
        brings: Line,
        /// What it needs.
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
        /// The year.
        #[title]
        #[year]
        year: Typed<u32>,
        /// The form it has.
        #[title]
        form: Option<CollaborationForm>,
        /// The form out of which it grew.
        before: Option<CollaborationForm>,
        /// Who began it.
        initiator: Line,
        /// How far it is, in words.
        maturity: Text,
        /// The next step.
        next_step: Line,
    }

    /// A pilot that residents thought of, with its price in the auction (M63).
    Pilot {
        /// What it is.
        #[title]
        name: Line,
        /// Who thought of it.
        by: Line,
        /// What it costs, in euros.
        #[euro]
        cost: Typed<u32>,
        /// How far it is.
        state: Option<PilotState>,
        /// The result.
        result: Text,
    }

    /// What a group offers for a pilot, in euros (M63).
    Bid {
        /// The pilot.
        #[title]
        pilot: Link<Pilot>,
        /// The group.
        #[title]
        group: Link<Group>,
        /// How much.
        #[asked]
        #[euro]
        amount: Typed<u32>,
    } next_round: stays("an offer is of the day on which it was made"), grid: (pilot, group),

    /// A working agreement (M14).
    Agreement {
        /// What was agreed.
        #[title]
        what: Line,
        /// What it is about.
        kind: Option<AgreementKind>,
        /// Who sees to it.
        #[owner]
        owner: Link<Person>,
    }

    /// A person who read the draft of the plan (M15).
    Reader {
        /// Who.
        #[title]
        name: Line,
        /// From which group.
        group: Link<Group>,
        /// When.
        date: Typed<Date>,
        /// What the reader said.
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
