//! Why git or the place to share did not do what was asked, read from what git, ssh and gpg print in English.

use crate::domain::sharing::{CommitFailure, Stop};

use super::run::GitOutput;

/// Signs in what git prints when it does not commit, and what they mean; the first that is there counts.
const COMMIT_FAILURES: [(&str, CommitFailure); 12] = [
    ("No space left on device", CommitFailure::DiskFull),
    ("Disk quota exceeded", CommitFailure::DiskFull),
    (".lock': File exists", CommitFailure::Locked),
    ("failed to sign the data", CommitFailure::Signing),
    ("gpg failed", CommitFailure::Signing),
    ("cannot run gpg", CommitFailure::Signing),
    ("cannot run ssh-keygen", CommitFailure::Signing),
    ("user.signingKey needs to be set", CommitFailure::Signing),
    ("Couldn't load public key", CommitFailure::Signing),
    ("Permission denied", CommitFailure::NotAllowed),
    ("insufficient permission", CommitFailure::NotAllowed),
    ("Read-only file system", CommitFailure::NotAllowed),
];

/// Why a commit was not made.
pub(super) fn commit_failure(output: &GitOutput) -> Option<CommitFailure> {
    COMMIT_FAILURES.iter().find(|(sign, _)| output.stderr.contains(sign)).map(|(_, failure)| *failure)
}

/// Why a place could not be reached, from what git and ssh say in English.
pub(super) fn unreached(output: &GitOutput) -> Stop {
    let refused = [
        "Permission denied",
        "Host key verification failed",
        "Authentication failed",
        "could not read Username",
        "could not read Password",
        "403",
        "401",
    ];
    if refused.iter().any(|sign| output.stderr.contains(sign)) { Stop::NoAccess } else { Stop::Offline }
}

/// Why a place did not take what was sent.
pub(super) fn refusal(output: &GitOutput) -> Stop {
    let report = String::from_utf8_lossy(&output.stdout);
    let line = report.lines().find(|line| line.starts_with('!'));
    match line {
        None => unreached(output),
        Some(line)
            if [
                "(fetch first)",
                "(non-fast-forward)",
                "(stale info)",
                "incorrect old value",
                "cannot lock ref",
                "failed to update ref",
            ]
            .iter()
            .any(|sign| line.contains(sign)) =>
        {
            Stop::Rejected
        }
        Some(_) => Stop::Refused,
    }
}
