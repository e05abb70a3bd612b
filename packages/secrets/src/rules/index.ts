import type { Rule } from '../rule.ts'
import { assignment } from './assignment.ts'
import { cloud } from './cloud.ts'
import { jsonWebToken } from './json-web-token.ts'
import { privateKey } from './private-key.ts'
import { urlCredential } from './url-credential.ts'

/** Every built-in rule; where two of one kind match at the same place, the earlier one wins. */
export const rules: readonly Rule[] = [...privateKey, ...jsonWebToken, ...cloud, ...urlCredential, ...assignment]
