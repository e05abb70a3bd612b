import type { Masked, Session } from '@ses/model'

/** What the human asked, in order, each under a line with its number and time. */
export function promptsText(session: Session<Masked>): string {
  const prompts = session.events.filter((event) => event.type === 'prompt')
  return prompts
    .map(({ text, at, images }, index) => {
      const time = at === undefined ? '' : ` · ${new Date(at).toISOString()}`
      const pictures = images === undefined ? '' : ` · ${images} image${images === 1 ? '' : 's'}`
      return `--- ${index + 1}${time}${pictures}\n${text.trim()}\n`
    })
    .join('\n')
}
