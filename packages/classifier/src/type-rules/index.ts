import type { TypeRule } from '../type-rule.ts'
import { ciOnly } from './ci-only.ts'
import { conventionalSubject } from './conventional-subject.ts'
import { dependenciesOnly } from './dependencies-only.ts'
import { docsOnly } from './docs-only.ts'
import { testsOnly } from './tests-only.ts'

/** All type rules; the first that applies decides. */
export const typeRules: readonly TypeRule[] = [conventionalSubject, docsOnly, testsOnly, ciOnly, dependenciesOnly]
