import type { Command } from '../command.ts'

/** The JSON Schemas of what ses writes and reads. */
export const schema: Command = {
  name: 'schema',
  summary: 'Print the JSON Schema of a document, or their names',
  arguments: [{ name: 'name', description: 'summary, index, config, reflect, …' }],
  run: async (context, input) => (await import('../config/run-schema.ts')).runSchema(context, input),
}
