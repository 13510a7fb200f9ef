//! What comes of sharing sessions with others: the steps that were made, and why it ended before everything was shared.
//! Data only, so that a command line and a screen tell the same.

use std::path::PathBuf;

/// Something that was done while sharing, as the screen and the command tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareStep {
    /// These programs and checks, which the folder brings or its place, were not started, as git calls them.
    NotStarted(Vec<String>),
    /// Changes were recorded; the first line of the message.
    Recorded(String),
    /// There was nothing to record.
    NothingNew,
    /// The work of others was fetched.
    Fetched,
    /// It was merged with ours.
    Merged,
    /// These sessions were taken away by one while the other worked on them: they are there still.
    Kept(Vec<Named>),
    /// Others began these sessions with the file name of another one of ours: each has a file of its own now.
    Apart(Vec<Named>),
    /// These new sessions have a name that not every computer can write: they are not shared.
    LeftOut(Vec<PathBuf>),
    /// What is recorded here was sent to the others.
    Sent,
    /// There was nothing to send.
    UpToDate,
}

/// Why it ended before everything was shared. What is recorded stays recorded.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    NoGit,
    GitFailed,
    /// The path is in no repository.
    NoRepository,
    /// Git takes the folder for another one.
    OfAnotherFolder,
    /// The folder has its files converted by a program that it brings itself.
    Converts,
    /// What was typed is not in the file yet.
    NotSaved,
    /// Git is in the middle of a merge or rebase.
    Busy,
    /// No branch is checked out.
    NoBranch,
    /// Git does not know who records.
    NoIdentity,
    /// These sessions cannot be read.
    Unreadable(Vec<PathBuf>),
    /// In these sessions two people disagree, and nobody settled it yet.
    OpenConflicts(Vec<Named>),
    /// Git did not take the commit; the files are as they were.
    NotRecorded(CommitFailure),
    /// There is no place to share.
    NoRemote,
    /// The place cannot be reached.
    Offline,
    /// The place does not let us in.
    NoAccess,
    /// Changes that are not recorded would be overwritten by merging.
    InTheWay,
    /// These files, which are no sessions, conflict: the merge was taken back.
    OtherFiles(Vec<PathBuf>),
    /// The merge is made and recorded; in these sessions two people disagree now.
    NewConflicts(Vec<Named>),
    /// What stands at the place did not grow from what is here, nor the other way round.
    Apart,
    /// There is nothing to share, here nor there.
    NothingYet,
    /// It was sent, and is not where others look.
    NotThere,
    /// Others were faster every time.
    Rejected,
    /// The place has rules that refuse it.
    Refused,
    /// A check that belongs to the repository here, a hook, kept it from being sent.
    Withheld,
}

/// Why git did not take a commit.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitFailure {
    /// Commits are to be signed, and signing failed.
    Signing(SigningFailure),
    /// A check that belongs to the repository, a hook, refused.
    Hook,
    /// Another git is at work in the repository, or one was broken off there.
    Locked,
    DiskFull,
    /// The user may not write in the repository.
    NotAllowed,
    /// Git gave another reason, or none.
    Unknown,
}

/// Why a commit could not be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningFailure {
    /// There is no key to sign with.
    NoKey,
    /// The key is valid no more.
    Expired,
    /// The password of the key was not given, or could not be asked for.
    Locked,
    /// The program that signs is not there.
    NoProgram,
    /// The program that signs gave another reason, or none.
    Unknown,
}

/// A session, by its file and by what people call it.
#[expect(missing_docs, reason = "a name says what it is; a sentence stands where that is not all")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its file, from the top of the repository.
    pub path: PathBuf,
    /// Its neighbourhood; empty where that has no name yet.
    pub neighbourhood: String,
    pub round: u32,
}

/// Who hears what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A room that looks at the screen: no paths and no commands.
    Room,
    /// The user of the command line.
    CommandLine,
}
