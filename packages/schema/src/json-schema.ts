import * as z from 'zod'
import type { SchemaName } from './documents.ts'
import { schemas } from './schemas/index.ts'

/** Names of all documents that have a schema. */
export const schemaNames: readonly SchemaName[] = Object.freeze(Object.keys(schemas) as SchemaName[])

/** The JSON Schema (draft 2020-12) of a document, as a fresh plain object. */
export function jsonSchema(name: SchemaName): Record<string, unknown> {
  return z.toJSONSchema(schemas[name]) as Record<string, unknown>
}
