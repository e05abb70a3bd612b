import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { editChurn } from './edit-churn.ts'

function churn(path: string, prompts = false) {
  const builder = buildSession().prompt('Fix it')
  for (const [index, line] of ['one', 'two', 'three', 'four'].entries()) {
    if (prompts && index > 0) builder.prompt('Not yet')
    builder.edit(path, { before: `const a = ${['zero', 'one', 'two', 'three'][index]}`, after: `const a = ${line}` })
  }
  return builder.build()
}

describeDetector('edit_churn', (session) => detectPatterns(session, { detectors: [editChurn] }), {
  fires: { 'the same line is rewritten four times': [churn('src/a.ts'), ['e2', 'e3', 'e4', 'e5']] },
  quiet: {
    'each rewrite was asked for': churn('src/a.ts', true),
    'it is a document': churn('docs/plan.md'),
    'the edits lie in different places': ['a', 'b', 'c', 'd', 'e']
      .reduce(
        (builder, name) => builder.edit('src/a.ts', { before: `let ${name}`, after: `const ${name}` }),
        buildSession(),
      )
      .build(),
    'only shared context lines overlap': ['a', 'b', 'c', 'd', 'e']
      .reduce(
        (builder, name) =>
          builder.edit('src/a.ts', { before: `function f() {\n}`, after: `function f() {\n  ${name}()\n}` }),
        buildSession(),
      )
      .build(),
    'the texts are not recorded': ['a', 'b', 'c', 'd']
      .reduce((builder) => builder.edit('src/a.ts'), buildSession())
      .build(),
  },
})
