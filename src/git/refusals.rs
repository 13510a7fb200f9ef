//! Why git or the place to share did not do what was asked, read from what git, ssh and gpg print in English.

use crate::domain::sharing::{CommitFailure, SigningFailure, Stop};

use super::run::GitOutput;

/// Signs in what git prints when it does not commit, and what they mean; the first that is there counts.
const COMMIT_FAILURES: [(&str, CommitFailure); 12] = [
    ("No space left on device", CommitFailure::DiskFull),
    ("Disk quota exceeded", CommitFailure::DiskFull),
    (".lock': File exists", CommitFailure::Locked),
    ("failed to sign the data", CommitFailure::Signing(SigningFailure::Unknown)),
    ("gpg failed", CommitFailure::Signing(SigningFailure::Unknown)),
    ("cannot run gpg", CommitFailure::Signing(SigningFailure::Unknown)),
    ("cannot run ssh-keygen", CommitFailure::Signing(SigningFailure::Unknown)),
    ("user.signingKey needs to be set", CommitFailure::Signing(SigningFailure::Unknown)),
    ("Couldn't load public key", CommitFailure::Signing(SigningFailure::Unknown)),
    ("Permission denied", CommitFailure::NotAllowed),
    ("insufficient permission", CommitFailure::NotAllowed),
    ("Read-only file system", CommitFailure::NotAllowed),
];

/// Signs in what gpg and ssh print when they do not sign, in small letters; the first that is there counts.
const SIGNING_FAILURES: [(&str, SigningFailure); 16] = [
    ("cannot run", SigningFailure::NoProgram),
    ("cannot exec", SigningFailure::NoProgram),
    ("expired", SigningFailure::Expired),
    ("unusable secret key", SigningFailure::Expired),
    ("no pinentry", SigningFailure::Locked),
    ("inappropriate ioctl", SigningFailure::Locked),
    ("passphrase", SigningFailure::Locked),
    ("operation cancelled", SigningFailure::Locked),
    ("timeout", SigningFailure::Locked),
    ("agent refused", SigningFailure::Locked),
    ("no secret key", SigningFailure::NoKey),
    ("no private key", SigningFailure::NoKey),
    ("no such file", SigningFailure::NoKey),
    ("couldn't load public key", SigningFailure::NoKey),
    ("signingkey needs to be set", SigningFailure::NoKey),
    ("invalid user id", SigningFailure::NoKey),
];

/// Why a commit was not made.
pub(super) fn commit_failure(output: &GitOutput) -> Option<CommitFailure> {
    let failure = COMMIT_FAILURES.iter().find(|(sign, _)| output.stderr.contains(sign)).map(|(_, failure)| *failure)?;
    if !matches!(failure, CommitFailure::Signing(_)) {
        return Some(failure);
    }
    let told = output.stderr.to_lowercase();
    let signing = SIGNING_FAILURES.iter().find(|(sign, _)| told.contains(sign)).map(|(_, failure)| *failure);
    Some(CommitFailure::Signing(signing.unwrap_or(SigningFailure::Unknown)))
}

/// Signs in what git and ssh print when a place does not let us in.
const NO_ACCESS: [&str; 7] = [
    "Permission denied",
    "Host key verification failed",
    "Authentication failed",
    "could not read Username",
    "could not read Password",
    "error: 403",
    "error: 401",
];

/// Signs in what they print when it could not be reached.
const UNREACHED: [&str; 11] = [
    "Could not read from remote repository",
    "does not appear to be a git repository",
    "not found",
    "unable to access",
    "nable to find remote helper",
    "esolve host",
    "onnect",
    "timed out",
    "hung up",
    "early EOF",
    "RPC failed",
];

/// Why a place could not be reached, from what git and ssh say in English; where they say nothing of that kind, it is git
/// itself that did not work.
pub(super) fn unreached(output: &GitOutput) -> Stop {
    let tells = |signs: &[&str]| signs.iter().any(|sign| output.stderr.contains(sign));
    if tells(&NO_ACCESS) {
        Stop::NoAccess
    } else if tells(&UNREACHED) {
        Stop::Offline
    } else {
        Stop::GitFailed
    }
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
