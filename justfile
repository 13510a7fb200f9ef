# What is done most while working on it. `just` shows the list.

default:
    @just --list

# form, lints, documentation
check:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings
    cp Cargo.lock fuzz/Cargo.lock
    cargo check --manifest-path fuzz/Cargo.toml
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --locked

# all tests, or those of a subject: `just test merging::`
test *subject:
    cargo test --locked {{ subject }}

# the screens anew; look at the difference
snap:
    INSTA_UPDATE=always cargo test --locked --test it screens::
    git diff --stat -- tests/it/snapshots

# the benchmarks
bench:
    cargo bench --locked --bench importing --bench overview --bench sessions

# how it grows, written into docs/performance.md
growth:
    cargo bench --locked --bench growth

# which functions run in the first minute, written into build/first_minute.txt for the linker; after large changes
first-minute:
    CARGO_PROFILE_RELEASE_STRIP=none cargo build --release --locked --target-dir target/with-names
    build/first_minute.sh target/with-names/release/werksessie > build/first_minute.txt

# licences, advisories, and crates that may not come in
deny:
    cargo deny check

# man page and completions, where the packages look for them
package:
    cargo build --release --locked
    mkdir -p target/package-files
    target/release/werksessie man > target/package-files/werksessie.1
    target/release/werksessie completions bash > target/package-files/werksessie.bash
    target/release/werksessie completions zsh > target/package-files/_werksessie
    target/release/werksessie completions fish > target/package-files/werksessie.fish

# everything that has to hold before a change lands
ci:
    .ci/run
