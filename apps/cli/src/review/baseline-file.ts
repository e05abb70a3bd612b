import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import { type Baseline, parseBaseline } from '@ses/reviews'
import type { Context } from '../context.ts'

/** Reads a baseline; undefined where there is no file and none is needed. Throws `not_found`, `unreadable`. */
export function readBaseline({ host }: Context, name: string, needed: boolean): Baseline | undefined {
  const path = resolve(host.cwd, name)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    if (isMissing && !needed) return undefined
    throw new SesError(isMissing ? 'not_found' : 'unreadable', name, { data: { path }, cause })
  }
  const baseline = parseBaseline(text)
  // What cannot be read must not be taken for an empty one and be written over.
  if (baseline === undefined) throw new SesError('unreadable', `${name}: no baseline of ses review`, { data: { path } })
  return baseline
}

/** Replaces a baseline. It belongs to the project and is meant to be committed, so it gets ordinary rights. Throws `write_failed`. */
export function writeBaseline({ host }: Context, name: string, baseline: Baseline): void {
  const path = resolve(host.cwd, name)
  const draft = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(draft, `${JSON.stringify(baseline, null, 2)}\n`, { flag: 'wx' })
    renameSync(draft, path)
  } catch (cause) {
    throw new SesError('write_failed', name, { data: { path }, cause })
  }
}
