import type { EventWriter } from '../../event-writer.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { readToolResult } from './tool-result.ts'

/** Writes a conversation of the first engine: turns of what went to the model and what came back. */
export function writeConversation<Text extends string>(writer: EventWriter<Text>, conversation: JsonObject): void {
  for (const [index, item] of arrayOf(conversation['history']).entries()) {
    const turn = objectOf(item)
    const user = objectOf(turn?.['user'])
    const request = objectOf(turn?.['request_metadata'])
    const asked = timeOf(user?.['timestamp']) ?? timeOf(request?.['request_start_timestamp_ms'])
    writer.place({ id: `turn-${index}`, at: asked })
    const content = objectOf(user?.['content'])
    const prompt = objectOf(content?.['Prompt'])
    if (prompt !== undefined) {
      writer.prompt(stringOf(prompt['prompt']) ?? '', { images: arrayOf(user?.['images']).length })
    }
    const returned = objectOf(content?.['ToolUseResults']) ?? objectOf(content?.['CancelledToolUses'])
    for (const part of arrayOf(returned?.['tool_use_results'])) {
      const result = objectOf(part)
      if (result === undefined) continue
      const end = readToolResult(result)
      const cancelled = content?.['CancelledToolUses'] !== undefined
      writer.result(stringOf(result['tool_use_id']), cancelled ? { ...end, outcome: 'denied' } : end)
    }
    const later = objectOf(content?.['CancelledToolUses'])
    if (later !== undefined) writer.prompt(stringOf(later['prompt']) ?? '')
    writer.place({ id: `turn-${index}`, at: timeOf(request?.['stream_end_timestamp_ms']) ?? asked })
    answer(writer, objectOf(turn?.['assistant']), stringOf(request?.['request_id']) ?? `turn-${index}`)
  }
}

function answer<Text extends string>(
  writer: EventWriter<Text>,
  assistant: JsonObject | undefined,
  responseId: string,
): void {
  const response = objectOf(assistant?.['Response'])
  if (response !== undefined) writer.reply(stringOf(response['content']) ?? '', responseId)
  const use = objectOf(assistant?.['ToolUse'])
  if (use === undefined) return
  writer.reply(stringOf(use['content']) ?? '', responseId)
  for (const item of arrayOf(use['tool_uses'])) {
    const call = objectOf(item)
    if (call === undefined) continue
    writer.call({
      callId: stringOf(call['id']),
      name: stringOf(call['name']),
      args: objectOf(call['args']) ?? {},
      responseId,
    })
  }
}
