//! What stands in a report and in which order: the chapters and their parts, as data. A record that gets a panel of its own
//! gets a line here; a test holds that everything that can be typed is in the report for the team.

use crate::domain::record::Meaning;
use crate::domain::records::execution::{
    CalendarEvent, Channel, Development, Gathering, LogEntry, Outreach, SmallStep, Success,
};
use crate::domain::records::meeting::{Block, Decision, Group, Meeting, Neighbourhood, Person, Remark};
use crate::domain::records::monitoring::{Adjustment, Embedding, EvaluationRow, Interview, Measurement};
use crate::domain::records::plan::{Action, Agreement, Bid, Cost, Interest, Intervention, Pilot, Reader, Role};
use crate::domain::records::priorities::{Goal, Theme, Vote, Wish};
use crate::domain::records::profile::{Chance, GroupScore, Indicator, Insight, Quote, Source, Stand, TopTheme};
use crate::domain::records::signalling::{Contact, HandOver, Provision, Referral};
use crate::domain::session::{Count, Section};
use crate::domain::signals::Signal;

/// A chapter of a report.
#[derive(Debug)]
pub(super) struct Chapter {
    /// Its name in the words and in the lists of demanded parts.
    pub(super) name: &'static str,
    pub(super) parts: &'static [ReportPart],
}

/// A part of a chapter.
#[derive(Clone, Copy, Debug)]
pub(super) enum ReportPart {
    /// The answer with which every report begins.
    FirstActivity,
    /// Who was there and who was not, without their names.
    Present,
    /// Fields of a section that holds one item.
    Form(Section, &'static [usize], Whom),
    /// A row for each item: these columns, and for the team all else that is filled in.
    Rows(Section, &'static [usize], Whom),
    /// The answers to a list.
    Answers(&'static str),
    /// Every question of a list with its state.
    Board(&'static str),
    /// How far the figures lie from those of the municipality.
    Deviation,
    /// The scores of the six dimensions.
    Web,
    Votes,
    /// The goals on their way.
    Tracks,
    /// What is missing, by name.
    Missing,
    /// What no other part names: for the team only, until a line here says how it is told.
    Rest,
    /// Answers to questions that are not asked.
    Unknown,
}

/// For whom a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Everybody,
    Team,
}
use Whom::{Everybody, Team};

/// What is told of a vote: everybody reads the same of it in a picture.
const VOTES: &[usize] = &[Vote::theme, Vote::group, Vote::votes];

/// All parts of all chapters.
fn parts() -> impl Iterator<Item = &'static ReportPart> {
    CHAPTERS.iter().flat_map(|chapter| chapter.parts)
}

/// What everybody may read of the items of a section: the fields that a part for everybody tells, and what an item is called
/// after. Empty where no part does: of what is for the team, and of what no part names yet. Page, workbook, table and
/// calendar all ask here, so that none can tell more than another.
pub(crate) fn fields_for_everybody(section: Section) -> Vec<usize> {
    let fields = section.kind().fields;
    let is_told: Box<dyn Fn(usize) -> bool> = if section == Section::Answers {
        // When a judgement was given is for those who go on with it.
        Box::new(|field| !fields[field].means(Meaning::GoesOn) && !fields[field].means(Meaning::OfRound))
    } else {
        let of_part = |part: &ReportPart| match part {
            ReportPart::Rows(of, told, Everybody) if *of == section => Some((*told, true)),
            ReportPart::Form(of, told, Everybody) if *of == section => Some((*told, false)),
            ReportPart::Votes if section == Section::Votes => Some((VOTES, false)),
            _ => None,
        };
        let told: Vec<_> = parts().filter_map(of_part).collect();
        let is_title = move |field: usize| fields[field].means(Meaning::Title);
        Box::new(move |field| {
            told.iter().any(|(told, has_title)| told.contains(&field) || *has_title && is_title(field))
        })
    };
    (0..fields.len()).filter(|field| is_told(*field) && !fields[*field].means(Meaning::Private)).collect()
}

/// Whether everybody may read what a signal says: where it is settled, and what was added up for it.
pub(crate) fn is_for_everybody(signal: &Signal) -> bool {
    let fields = fields_for_everybody(signal.section);
    // People are counted for everybody, by their roles.
    let is_people = signal.section == Section::People;
    let is_told = match signal.field {
        Some(field) => fields.contains(&field) || is_people && field == Person::attendance,
        None => is_people || !fields.is_empty(),
    };
    is_told && signal.rule.adds_up.is_none_or(|section| !fields_for_everybody(section).is_empty())
}

/// Whether some part tells the items of a section.
pub(super) fn has_rows(section: Section) -> bool {
    section == Section::Answers || parts().any(|part| matches!(part, ReportPart::Rows(of, ..) if *of == section))
}

/// Whether some part tells a field of a section that holds one item.
pub(super) fn has_field(section: Section, field: usize) -> bool {
    parts().any(|part| matches!(part, ReportPart::Form(of, fields, _) if *of == section && fields.contains(&field)))
}

/// The chapter in which the items or fields of a section stand, for these readers.
pub(super) fn chapter_of(section: Section, is_public: bool) -> Option<&'static str> {
    let tells = |part: &ReportPart| match part {
        ReportPart::Rows(of, _, whom) | ReportPart::Form(of, _, whom) => {
            *of == section && !(is_public && *whom == Team)
        }
        ReportPart::Present => is_public && section == Section::People,
        ReportPart::Web => section == Section::Scores,
        ReportPart::Votes => section == Section::Votes,
        ReportPart::Rest => !is_public && section.count() != Count::One && !has_rows(section),
        _ => false,
    };
    CHAPTERS.iter().find(|chapter| chapter.parts.iter().any(tells)).map(|chapter| chapter.name)
}

/// Whether some part tells a list.
pub(super) fn has_list(list: &str) -> bool {
    parts().any(|part| matches!(part, ReportPart::Answers(id) | ReportPart::Board(id) if *id == list))
}

/// The chapters of every report.
pub(super) const CHAPTERS: &[Chapter] = &[
    Chapter { name: "first", parts: &[ReportPart::FirstActivity] },
    Chapter {
        name: "present",
        parts: &[
            ReportPart::Form(
                Section::Meeting,
                &[Meeting::date, Meeting::start, Meeting::end, Meeting::place],
                Everybody,
            ),
            ReportPart::Form(Section::Meeting, &[Meeting::scale, Meeting::dots, Meeting::private_notes], Team),
            ReportPart::Present,
            ReportPart::Rows(
                Section::People,
                &[Person::role, Person::organisation, Person::kind, Person::attendance, Person::from, Person::till],
                Team,
            ),
            ReportPart::Rows(Section::Groups, &[Group::kind, Group::size], Everybody),
            ReportPart::Rows(Section::Agenda, &[Block::kind, Block::step, Block::minutes, Block::began], Team),
        ],
    },
    Chapter {
        name: "profile",
        parts: &[
            ReportPart::Form(
                Section::Neighbourhood,
                &[Neighbourhood::name, Neighbourhood::municipality, Neighbourhood::cbs_code, Neighbourhood::residents],
                Everybody,
            ),
            ReportPart::Form(Section::Meeting, &[Meeting::definition, Meeting::health_words], Everybody),
            ReportPart::Rows(
                Section::Indicators,
                &[
                    Indicator::unit,
                    Indicator::neighbourhood,
                    Indicator::municipality,
                    Indicator::country,
                    Indicator::favourable,
                    Indicator::year,
                    Indicator::source,
                ],
                Everybody,
            ),
            ReportPart::Deviation,
            ReportPart::Web,
            ReportPart::Rows(Section::Scores, &[GroupScore::dimension, GroupScore::scores, GroupScore::reasons], Team),
            ReportPart::Rows(Section::TopThemes, &[TopTheme::group, TopTheme::rank], Everybody),
            ReportPart::Rows(Section::Insights, &[Insight::dimension, Insight::kind, Insight::control], Everybody),
            ReportPart::Rows(Section::Stands, &[Stand::feeling, Stand::count, Stand::reasons, Stand::group], Team),
            ReportPart::Rows(
                Section::Chances,
                &[Chance::dimension, Chance::kind, Chance::taken_by, Chance::feedback_on, Chance::result],
                Everybody,
            ),
            ReportPart::Rows(Section::Quotes, &[Quote::dimension], Everybody),
            ReportPart::Answers("profile_sources"),
            ReportPart::Rows(
                Section::Sources,
                &[Source::availability, Source::year, Source::holder, Source::owner, Source::due],
                Everybody,
            ),
            ReportPart::Answers("shared_picture"),
        ],
    },
    Chapter {
        name: "matters",
        parts: &[
            ReportPart::Rows(
                Section::Themes,
                &[Theme::domains, Theme::life_phase, Theme::energy, Theme::state, Theme::reason],
                Everybody,
            ),
            ReportPart::Votes,
            ReportPart::Rows(Section::Votes, VOTES, Team),
            ReportPart::Answers("choosing"),
            ReportPart::Rows(Section::Decisions, &[Decision::reason, Decision::step, Decision::date], Everybody),
            ReportPart::Rows(Section::Wishes, &[Wish::group, Wish::theme, Wish::policy], Everybody),
        ],
    },
    Chapter {
        name: "aims",
        parts: &[
            ReportPart::Form(Section::Meeting, &[Meeting::vision, Meeting::ambition, Meeting::motto], Everybody),
            ReportPart::Rows(
                Section::Goals,
                &[
                    Goal::kind,
                    Goal::horizon,
                    Goal::indicator,
                    Goal::baseline,
                    Goal::baseline_date,
                    Goal::target,
                    Goal::by_when,
                    Goal::source,
                ],
                Everybody,
            ),
            ReportPart::Tracks,
            ReportPart::Rows(
                Section::Measurements,
                &[Measurement::date, Measurement::value, Measurement::source, Measurement::note],
                Everybody,
            ),
            ReportPart::Answers("same_goals"),
        ],
    },
    Chapter {
        name: "doing",
        parts: &[
            ReportPart::Rows(
                Section::Actions,
                &[
                    Action::owner,
                    Action::deputy,
                    Action::partner,
                    Action::due,
                    Action::status,
                    Action::resources,
                    Action::hours,
                    Action::home_organisation,
                    Action::dropped_because,
                ],
                Everybody,
            ),
            ReportPart::Rows(
                Section::Interventions,
                &[Intervention::recognition, Intervention::goal, Intervention::choice],
                Everybody,
            ),
            ReportPart::Rows(
                Section::Costs,
                &[Cost::action, Cost::amount, Cost::hours, Cost::source, Cost::state],
                Everybody,
            ),
            ReportPart::Rows(Section::Pilots, &[Pilot::cost, Pilot::state, Pilot::result], Everybody),
            ReportPart::Rows(Section::Bids, &[Bid::group, Bid::amount], Team),
            ReportPart::Rows(
                Section::Interests,
                &[Interest::interest, Interest::brings, Interest::needs, Interest::influence],
                Team,
            ),
            ReportPart::Rows(
                Section::SmallSteps,
                &[SmallStep::first_step, SmallStep::date, SmallStep::action],
                Everybody,
            ),
            ReportPart::Rows(Section::Successes, &[Success::date, Success::celebration], Everybody),
            ReportPart::Rows(
                Section::Developments,
                &[Development::date, Development::effect, Development::owner],
                Everybody,
            ),
            ReportPart::Rows(
                Section::Outreach,
                &[Outreach::kind, Outreach::date, Outreach::reached, Outreach::not_reached],
                Everybody,
            ),
            ReportPart::Rows(Section::Log, &[LogEntry::date, LogEntry::action, LogEntry::person], Team),
        ],
    },
    Chapter {
        name: "lasting",
        parts: &[
            ReportPart::Rows(Section::Roles, &[Role::person, Role::deputy, Role::note], Everybody),
            ReportPart::Rows(
                Section::Calendar,
                &[
                    CalendarEvent::kind,
                    CalendarEvent::date,
                    CalendarEvent::start,
                    CalendarEvent::place,
                    CalendarEvent::state,
                ],
                Everybody,
            ),
            ReportPart::Rows(Section::Agreements, &[Agreement::kind, Agreement::owner], Everybody),
            ReportPart::Rows(
                Section::Gatherings,
                &[
                    Gathering::kind,
                    Gathering::rhythm,
                    Gathering::next,
                    Gathering::time,
                    Gathering::place,
                    Gathering::members,
                ],
                Everybody,
            ),
            ReportPart::Rows(
                Section::Embeddings,
                &[Embedding::home_organisation, Embedding::date, Embedding::owner, Embedding::deputy, Embedding::state],
                Everybody,
            ),
            ReportPart::Rows(
                Section::Channels,
                &[Channel::kind, Channel::reach, Channel::message, Channel::owner],
                Everybody,
            ),
            ReportPart::Rows(
                Section::SocialMap,
                &[
                    Provision::for_whom,
                    Provision::how_to_refer,
                    Provision::stream,
                    Provision::place,
                    Provision::last_checked,
                ],
                Everybody,
            ),
            ReportPart::Rows(
                Section::Referrals,
                &[Referral::from, Referral::to, Referral::term, Referral::feedback],
                Everybody,
            ),
            ReportPart::Rows(Section::Contacts, &[Contact::organisation, Contact::offers, Contact::reach], Team),
            ReportPart::Rows(
                Section::HandOvers,
                &[HandOver::agreed, HandOver::promised, HandOver::confirmed, HandOver::fed_back],
                Team,
            ),
            ReportPart::Answers("plan_content"),
            ReportPart::Answers("success_factors"),
            ReportPart::Board("preconditions"),
            ReportPart::Answers("basic_provisions"),
            ReportPart::Answers("collaboration"),
            ReportPart::Answers("execution_points"),
            ReportPart::Answers("integral_success"),
            ReportPart::Answers("organisation"),
        ],
    },
    Chapter {
        name: "following",
        parts: &[
            ReportPart::Rows(
                Section::Evaluations,
                &[
                    EvaluationRow::how,
                    EvaluationRow::owner,
                    EvaluationRow::date,
                    EvaluationRow::kind,
                    EvaluationRow::finding,
                ],
                Everybody,
            ),
            ReportPart::Answers("evaluation_plan"),
            ReportPart::Rows(
                Section::Adjustments,
                &[Adjustment::decision, Adjustment::action, Adjustment::date],
                Everybody,
            ),
            ReportPart::Rows(Section::Interviews, &[Interview::topics, Interview::date, Interview::finding], Team),
            ReportPart::Rows(Section::Readers, &[Reader::group, Reader::date, Reader::remark, Reader::result], Team),
            ReportPart::Answers("learning"),
        ],
    },
    Chapter {
        name: "open",
        parts: &[
            ReportPart::Board("follow_up"),
            ReportPart::Missing,
            ReportPart::Rows(
                Section::Parked,
                &[Remark::step, Remark::owner, Remark::state, Remark::outcome],
                Everybody,
            ),
            ReportPart::Rows(Section::Conflicts, &[], Team),
            ReportPart::Rest,
            ReportPart::Unknown,
        ],
    },
];
