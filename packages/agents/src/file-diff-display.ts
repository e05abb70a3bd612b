import { countOf, type JsonObject, objectOf } from './json.ts'
import type { CallEnd } from './session-builder.ts'

/** Start of the result with which Gemini CLI and its descendants tell that a written file is new. */
const CREATED = 'Successfully created and wrote to new file'

/**
 * What the display of a file tool (`fileDiff`, `diffStat`, `isNewFile`) and its result text say better than the arguments. `writes`
 * is true for the tool that replaces whole files.
 */
export function amendByDisplay(display: JsonObject | undefined, text: string, writes: boolean): CallEnd['amend'] {
  const created = display?.['isNewFile'] === true || (writes && text.startsWith(CREATED))
  if (typeof display?.['fileDiff'] !== 'string') return created ? { operation: 'create' } : undefined
  const stat = objectOf(display['diffStat'])
  const sum = (kind: string): number => countOf(stat?.[`model_${kind}_lines`]) + countOf(stat?.[`user_${kind}_lines`])
  return {
    operation: created ? 'create' : writes ? 'write' : 'edit',
    ...(stat === undefined ? {} : { addedLines: sum('added'), removedLines: sum('removed') }),
  }
}
