#!/usr/bin/env bash
# A hundred versions of one agreement: how long the next takes to publish, and what reading all of them costs.
# usage: versions.sh ENGROSS (a release build)
set -euo pipefail
engross=$(realpath "$1")
here=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p agreements/service-agreement
cp "$here/agreements/engross.yaml" agreements/
cp "$here/agreements/service-agreement/agreement.yaml" agreements/service-agreement/
for n in $(seq 1 101); do
  sed "s/十五日/$n日/; s/^label:.*/label: 第$n版/" "$here/agreements/service-agreement/2023-12.yaml" > "agreements/service-agreement/v$n.yaml"
done
publish() { "$engross" publish service-agreement "v$1" --published 2024-01-01 --level minor > /dev/null; }
for n in $(seq 1 100); do publish "$n"; done
TIMEFORMAT='%R s wall, %U s user'
printf 'publish the 101st: '; time publish 101
printf 'log:               '; time "$engross" log service-agreement > /dev/null
printf 'blame:             '; time "$engross" blame service-agreement > /dev/null
printf 'verify:            '; time "$engross" -q verify > /dev/null
