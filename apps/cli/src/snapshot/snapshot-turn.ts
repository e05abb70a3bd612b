import { type TakenSnapshot, takeSnapshot } from '@ses/checkpoints'
import { createMasker } from '@ses/secrets'
import type { Context } from '../context.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { openProjectShadow } from './open-project-shadow.ts'

/** A moment of a session that is worth a snapshot. */
export interface TurnMoment {
  /** A folder of the work tree. */
  readonly cwd: string
  readonly session: string
  readonly kind: 'prompt' | 'turn-end' | 'manual'
  readonly agent?: string
  /** Number of the prompt, from 1. */
  readonly turn?: number
  /** In clear; masked before anything is kept. */
  readonly prompt?: string
  /** Epoch milliseconds; default: now. */
  readonly at?: number
  readonly tests?: 'passed' | 'failed'
  /** Files above this many bytes are left out; default: none is. */
  readonly maxFileBytes?: number
}

/** Takes the snapshot of a moment, with the masking of the project's config. Throws `not_a_repository` outside of one. */
export async function snapshotTurn(context: Context, moment: TurnMoment): Promise<TakenSnapshot> {
  const { cwd, prompt, ...request } = moment
  const shadow = await openProjectShadow(context, cwd)
  if (prompt === undefined) return takeSnapshot(shadow, request)
  const { masking } = await loadConfig(context)
  const masker = createMasker({ ...masking, key: ensureMaskingKey(context.places) })
  return takeSnapshot(shadow, { ...request, prompt: masker.mask(prompt).text })
}
