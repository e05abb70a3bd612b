import { isBasicPair, isStandInLogin, isStandInPair } from './basic-pair.ts'
import { entropy } from './entropy.ts'
import { plausibleValue } from './plausible-value.ts'
import type { ShapeTest } from './rule.ts'
import { isSample } from './sample-text.ts'

/** Whether a secret that a shape matched is one: no documentation sample, and what the rule's own test asks; `match` holds it at its end. */
export function passesShapeTest(test: ShapeTest | undefined, secret: string, match: string): boolean {
  if (isSample(secret)) return false
  if (test === undefined) return true
  if (test.entropy !== undefined && entropy(secret) < test.entropy) return false
  if (test.form === 'basic' && !isBasicPair(secret)) return false
  if (test.form === 'digit' && !(/[0-9]/.test(secret) && /[A-Za-z]/.test(secret))) return false
  if (test.form === 'armour' && !/-----[\s\S]{0,400}?[A-Za-z0-9+/]{16}/.test(secret)) return false
  if (test.form === 'login' && isStandInLogin(match, secret)) return false
  if (test.form === 'pair' && isStandInPair(match, secret)) return false
  return test.value === undefined || plausibleValue({ value: secret, kind: test.value, place: 'open' })
}
