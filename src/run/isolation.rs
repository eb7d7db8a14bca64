//! Rights given up before untrusted pages are parsed. A parser needs none but to read what it is given: should one of the crates that
//! take part ever be turned against the reader, there is nothing that it could write, start or call.
//!
//! On Linux alone, and as far as the kernel there knows how: Landlock takes away every way to change the file system, seccomp the calls
//! that start programs, open connections or look into other processes. Elsewhere nothing happens.

use std::fmt;

/// What was given up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Isolation {
    /// No file can be written, made, renamed or removed: Landlock.
    pub files: bool,
    /// No program can be started and no connection opened: seccomp.
    pub calls: bool,
}

impl Isolation {
    /// Gives up, for this thread and all that it starts from now on, what reading pages does not need. What the system cannot take
    /// away stays: that is no error.
    pub fn enter() -> Self {
        system::enter()
    }
}

impl fmt::Display for Isolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.files, self.calls) {
            (true, true) => "writes no file, starts no program and opens no connection (Landlock, seccomp)",
            (true, false) => "writes no file (Landlock); seccomp is not to be had here",
            (false, true) => "starts no program and opens no connection (seccomp); Landlock is not to be had here",
            (false, false) => "keeps its rights: neither Landlock nor seccomp is to be had here",
        })
    }
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod system {
    use std::collections::BTreeMap;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr, RulesetError,
        RulesetStatus,
    };
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};

    use super::Isolation;

    /// The newest that is asked for; an older kernel does what it knows.
    const NEWEST: ABI = ABI::V5;

    pub(super) fn enter() -> Isolation {
        Isolation {
            files: no_writing().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced),
            calls: no_calls().is_some(),
        }
    }

    /// A set of rules that takes all ways to write and no exception.
    fn no_writing() -> Result<RestrictionStatus, RulesetError> {
        Ruleset::default()
            .handle_access(AccessFs::from_write(NEWEST))?
            .handle_access(AccessNet::from_all(NEWEST))?
            .create()?
            .restrict_self()
    }

    /// What a parser never calls.
    const CALLS: [libc::c_long; 16] = [
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept4,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
        libc::SYS_mount,
        libc::SYS_bpf,
        libc::SYS_keyctl,
        libc::SYS_io_uring_setup,
    ];

    /// Every call of [`CALLS`] fails as if there were no permission.
    fn no_calls() -> Option<()> {
        let rules: BTreeMap<i64, _> = CALLS.map(|call| (call, Vec::new())).into();
        let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let arch = std::env::consts::ARCH.try_into().ok()?;
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, refused, arch).ok()?;
        let program: BpfProgram = filter.try_into().ok()?;
        apply_filter(&program).ok()
    }
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
mod system {
    use super::Isolation;

    pub(super) fn enter() -> Isolation {
        Isolation::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_up_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("page.txt");
        std::fs::write(&file, "text").expect("a file");
        // A thread of its own: the other tests keep their rights.
        let tried = std::thread::spawn(move || {
            let given_up = Isolation::enter();
            assert_eq!(std::fs::read_to_string(&file).expect("can be read"), "text");
            let other = std::fs::write(file.with_extension("md"), "text");
            let gone = std::fs::remove_file(&file);
            let started = std::process::Command::new("true").status();
            let bound = std::net::UdpSocket::bind("127.0.0.1:0");
            let files = [other.is_err(), gone.is_err()];
            let calls = [started.is_err(), bound.is_err()];
            (given_up, files, calls)
        });
        let (given_up, files, calls) = tried.join().expect("no panic");
        assert_eq!(files, [given_up.files; 2]);
        assert_eq!(calls, [given_up.calls; 2]);
    }

    #[test]
    fn what_was_given_up_is_said() {
        for (files, calls, want) in [
            (true, true, "writes no file, starts no program"),
            (true, false, "seccomp is not to be had"),
            (false, true, "Landlock is not to be had"),
            (false, false, "keeps its rights"),
        ] {
            let said = Isolation { files, calls }.to_string();
            assert!(said.contains(want), "{said}");
        }
    }
}
