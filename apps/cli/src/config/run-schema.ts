import { SesError } from '@ses/model'
import { jsonSchema, schemaNames } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'

/** Prints one schema, which is JSON with or without `--json`, or the names of all. */
export async function runSchema(context: Context, input: Input): Promise<number> {
  const [wanted] = input.words
  if (wanted === undefined) {
    if (context.json) context.printJson({ schema_version: 1, names: schemaNames })
    else context.print(schemaNames)
    return 0
  }
  const name = schemaNames.find((each) => each === wanted)
  if (name === undefined) throw new SesError('usage', `schema ${wanted}: expected one of ${schemaNames.join(', ')}`)
  context.printJson(jsonSchema(name))
  return 0
}
