#!/usr/bin/env bash
# Builds every fuzz target for a cluster (ClusterFuzzLite or OSS-Fuzz, which set SRC and OUT), with its corpus, options and dictionaries.
set -euo pipefail
cd "$SRC/syncproof"

cargo fuzz build --release --debug-assertions
for file in fuzz/fuzz_targets/*.rs; do
    target=$(basename "$file" .rs)
    cp "target/x86_64-unknown-linux-gnu/release/$target" "$OUT/"
    zip -qjr "$OUT/${target}_seed_corpus.zip" "fuzz/corpus/$target"
    if [ -e "fuzz/options/$target.options" ]; then
        cp "fuzz/options/$target.options" "$OUT/"
    fi
done
cp fuzz/dictionaries/*.dict "$OUT/"
