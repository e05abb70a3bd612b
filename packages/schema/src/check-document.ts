import { SesError } from '@ses/model'
import { describeIssues } from './describe-issues.ts'
import type { Metadata } from './documents/metadata.ts'
import type { SessionIndex } from './documents/session-index.ts'
import type { Summary } from './documents/summary.ts'
import type { Documents, SchemaName } from './documents.ts'
import type { Issue } from './issue.ts'
import { schemas } from './schemas/index.ts'

/** What is wrong with a document, in its own order; empty when nothing is. */
export function checkDocument(name: SchemaName, value: unknown): Issue[] {
  const result = schemas[name].safeParse(value)
  return result.success ? [] : describeIssues(result.error.issues)
}

/** Returns the document, keys that the schema does not know included. Throws `SesError` `unreadable` that names the path. */
export function parseDocument<Name extends SchemaName>(name: Name, value: unknown): Documents[Name] {
  const [issue] = checkDocument(name, value)
  if (issue === undefined) return value as Documents[Name]
  throw new SesError('unreadable', `${name}: ${issue.path === '' ? '' : `${issue.path}: `}${issue.message}`, {
    data: { document: name, path: issue.path },
  })
}

/** `checkDocument('summary', …)`. */
export function checkSummary(value: unknown): Issue[] {
  return checkDocument('summary', value)
}

/** `parseDocument('summary', …)`. */
export function parseSummary(value: unknown): Summary {
  return parseDocument('summary', value)
}

/** `parseDocument('index', …)`. */
export function parseIndex(value: unknown): SessionIndex {
  return parseDocument('index', value)
}

/** `parseDocument('metadata', …)`. */
export function parseMetadata(value: unknown): Metadata {
  return parseDocument('metadata', value)
}
