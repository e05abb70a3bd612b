import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { scatteredFiles } from './scattered-files.ts'

const many = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta1', 'theta', 'iota']

function editAll(prompt: string, path: (name: string) => string, change: { before?: string; after?: string } = {}) {
  return many.reduce((builder, name) => builder.edit(path(name), change), buildSession().prompt(prompt)).build()
}

describeDetector('scattered_files', (session) => detectPatterns(session, { detectors: [scatteredFiles] }), {
  fires: {
    'nine unrelated directories are edited for one prompt': [
      editAll('Fix the bug', (name) => `${name}/index.ts`),
      ['e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9', 'e10'],
    ],
  },
  quiet: {
    'the prompt names them': editAll(`Change ${many.join(', ')}`, (name) => `${name}/index.ts`),
    'they are generated trees': editAll('Build it', (name) => `dist/${name}/index.js`),
    'it is one replacement made everywhere': editAll('Rename it', (name) => `${name}/index.ts`, {
      before: 'call(oldName)',
      after: 'call(newName)',
    }),
    'they lie within each other': editAll(
      'Fix it',
      (name) => `src/${many.slice(0, many.indexOf(name)).join('/')}/a.ts`,
    ),
    'they were edited for several prompts': many
      .reduce((builder, name) => builder.prompt('Next').edit(`${name}/index.ts`), buildSession())
      .build(),
  },
})
