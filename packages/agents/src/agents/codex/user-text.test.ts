import { expect, it } from 'vitest'
import { readUserText } from './user-text.ts'

it.each([
  ['<environment_context>\n<cwd>/w</cwd>\n</environment_context>', 'environment'],
  ['# AGENTS.md instructions for /w\n\nx', 'instructions'],
  ['<user_instructions>\nx\n</user_instructions>', 'instructions'],
  ['<skill>\n<name>x</name>\n</skill>', 'skill'],
  ['<turn_aborted>\nx\n</turn_aborted>', 'notification'],
  ['<subagent_notification>{}</subagent_notification>', 'notification'],
  ['<user_shell_command>ls</user_shell_command>', 'command'],
  ['<user_action>\n<context>review</context>\n</user_action>', 'command'],
  ['Another language model started to solve this problem and produced a summary', 'summary'],
  ['<some_new_tag>\nx\n</some_new_tag>', 'other'],
])('%s is no prompt', (text, context) => {
  expect(readUserText(text)).toMatchObject({ kind: 'context', context })
})

it.each(['<div>why is this wrong?</div>', 'explain <environment_context>', '# Heading of mine', '<b>x</b> and more'])(
  '%s is a prompt',
  (text) => {
    expect(readUserText(text)).toEqual({ kind: 'prompt', text })
  },
)

it('takes what newer versions record of an item over its looks', () => {
  expect(readUserText('<environment_context>pasted', 'environments.environment_context')).toMatchObject({
    context: 'environment',
  })
  expect(readUserText('hello', 'hooks.additional_context')).toMatchObject({ kind: 'context', context: 'hook' })
  expect(readUserText('<skill> is what I typed', 'user.text')).toMatchObject({ kind: 'prompt' })
  expect(readUserText('hello', 'user.text')).toEqual({ kind: 'prompt', text: 'hello' })
})

it('takes off the envelope of an editor and marks of pictures', () => {
  expect(
    readUserText('\n# Files mentioned by the user:\n\n## a.png: /a.png\n\n## My request for Codex:\nfix it\n'),
  ).toEqual({
    kind: 'prompt',
    text: 'fix it',
    envelope: '# Files mentioned by the user:\n\n## a.png: /a.png',
  })
  expect(readUserText('<image name=[Image #1]>')).toEqual({ kind: 'nothing' })
  expect(readUserText('</image>')).toEqual({ kind: 'nothing' })
})
