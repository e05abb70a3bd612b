import { jsonSchema } from '@ses/schema'
import type { Tool } from './tool.ts'

/** JSON Schema of a tool's `structuredContent`: the command's document under `result`, and how to go on. */
export function outputSchemaOf(tool: Tool): { type: 'object'; [key: string]: unknown } {
  return {
    type: 'object',
    properties: {
      result: tool.document === undefined ? { type: 'object' } : resultSchema(tool.document),
      next_cursor: { type: ['string', 'null'], description: 'Give it as `cursor` to go on; null at the end' },
      truncated: {
        type: 'array',
        description: 'Lists of the result that were shortened',
        items: {
          type: 'object',
          properties: { path: { type: 'string' }, kept: { type: 'integer' }, of: { type: 'integer' } },
          required: ['path', 'kept', 'of'],
        },
      },
    },
    required: ['result', 'next_cursor', 'truncated'],
  }
}

function resultSchema(name: NonNullable<Tool['document']>): Record<string, unknown> {
  const { $schema: _schema, ...schema } = jsonSchema(name)
  return schema
}
