//! The words of what goes out: reports, workbooks, calendars.

use super::by_name::ByName;
use super::texts::{Keyed, Message, texts};

texts! {
    /// The words of what goes out.
    OutgoingWords = "Outgoing" {
        kinds: ByName<ReportKindWords>,
        forms: ByName<String>,
        chapters: ByName<String>,
        title(kind, neighbourhood),
        participant,
        somebody,
        email_address,
        phone_number,
        personal_number,
        bank_account,
        birth_date,
        present,
        not_present,
        count,
        question,
        of_session(heading),
        more,
        skip,
        contents,
        difference,
        percentage_points,
        verdict,
        verdicts: ByName<String>,
        deviation,
        deviation_told,
        web,
        web_told,
        lowest,
        median,
        highest,
        few,
        votes,
        votes_told,
        no_group,
        total,
        tracks,
        tracks_told,
        latest,
        moved,
        nothing,
        written(name),
        written_beside(name, again): Keyed,
        read_again[count],
        first_names[count](names),
        not_ours(name): Message,
        no_form(found, options): Message,
        no_table(found, options): Message,
        no_pack(found, options): Message,
        no_round(found): Message,
        only_with(option, wanted): Message,
        nobody_called(found): Message,
        only_for_the_team(found): Message,
        no_earlier,
        since(round),
        unchanged,
        is_new,
        then,
        now,
        point,
        let_go,
        what_it_is,
        why,
        cover,
        cover_of(plan, month),
        asked_part,
        stands,
        not_yet,
        choose_kind,
        choose_form,
    }

    /// The words of a kind of report: what it is called, what it holds and for whom, and what stands on every page.
    ReportKindWords = "Kind" {
        name,
        told,
        #[optional]
        mark,
    }
}

impl OutgoingWords {
    /// The name of a chapter.
    pub fn chapter<'words>(&'words self, name: &'words str) -> &'words str {
        self.chapters.get(name).map_or(name, String::as_str)
    }
}
