import type { DatabaseFormat } from './database-format.ts'
import { goose } from './goose.ts'
import { kiro } from './kiro.ts'
import { opencode } from './opencode.ts'

/** Asked in this order whose a database is. */
export const databaseFormats: readonly DatabaseFormat[] = [opencode, goose, kiro]
