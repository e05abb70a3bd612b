import { arrayOf, objectOf } from './json.ts'

/** The text of a message's content: a string, or the `text` of its blocks, one per line; a picture leaves the mark `[image]`. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  const parts: string[] = []
  for (const item of arrayOf(content)) {
    const block = objectOf(item)
    if (typeof block?.['text'] === 'string') parts.push(block['text'])
    else if (block?.['type'] === 'image' || block?.['type'] === 'image_url') parts.push('[image]')
    else if (typeof item === 'string') parts.push(item)
  }
  return parts.join('\n')
}
