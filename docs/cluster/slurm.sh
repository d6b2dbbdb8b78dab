#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A sweep as a Slurm job array: each task runs one shard, a job that waits for all of them merges.
#
#   sh slurm.sh SCENARIO OUT [SHARDS]
#
# Run it where hvsim is on the PATH of all nodes and was built once (run 'hvsim --version' before).
#SBATCH --job-name=hvsim
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=12:00:00
#SBATCH --requeue
set -eu

if [ -z "${SLURM_JOB_ID-}" ]; then
  scenario=$1 out=$2 shards=${3-8}
  mkdir -p "$out"
  array=$(sbatch --parsable --array="1-$shards" --output="$out/shard-%a.log" "$0" "$scenario" "$out" "$shards")
  sbatch --dependency="afterok:${array%%;*}" --output="$out/merge.log" "$0" "$scenario" "$out" merge
elif [ "$3" = merge ]; then
  hvsim merge "$2"/shard-*/ --threads "$SLURM_CPUS_PER_TASK" --out "$2"
else
  # A requeued task finds its results.db and goes on. exec: Slurm's signal reaches hvsim itself.
  exec hvsim run "$1" --shard "$SLURM_ARRAY_TASK_ID/$3" --threads "$SLURM_CPUS_PER_TASK" --out "$2/shard-$SLURM_ARRAY_TASK_ID"
fi
