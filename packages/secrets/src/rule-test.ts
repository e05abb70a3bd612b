import { entropy } from './entropy.ts'
import { plausibleValue } from './plausible-value.ts'
import type { RuleTest } from './rule.ts'

/** Whether a secret that a pattern matched passes the rule's test. */
export function passes(test: RuleTest, secret: string): boolean {
  if (test.entropy !== undefined && entropy(secret) < test.entropy) return false
  return test.value === undefined || plausibleValue(secret, test.value)
}
