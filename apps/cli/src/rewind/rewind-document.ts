import { type Rewind, shownPath } from '@ses/checkpoints'
import type { RewindDocument } from '@ses/schema'
import { changedFiles } from '../snapshot/changed-files.ts'
import { checkpointDocument } from '../snapshot/checkpoint-document.ts'

/** A rewind as JSON. */
export function rewindDocument(done: Rewind, dryRun: boolean): RewindDocument {
  return {
    schema_version: 1,
    checkpoint: checkpointDocument(done.target),
    dry_run: dryRun,
    applied: done.applied,
    before: done.before ?? null,
    moved_to: done.movedTo ?? null,
    changes: changedFiles(done.changes),
    foreign: done.foreign.map(shownPath),
    merged: done.merged.map(shownPath),
    conflicts: done.conflicts.map(shownPath),
    kept: done.kept.map(shownPath),
    nested: done.nested.map(shownPath),
    obstacles: done.obstacles.map(shownPath),
  }
}
