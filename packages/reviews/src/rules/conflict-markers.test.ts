import { expect, it } from 'vitest'
import { hitsOf } from '../fixtures/hits-of.ts'
import { conflictMarkers } from './conflict-markers.ts'

it('tells of a conflict once per file, at its first marker', () => {
  const lines = [' a', '+<<<<<<< HEAD', '+b', '+=======', '+c', '+>>>>>>> feature']
  expect(hitsOf(conflictMarkers, { files: { 'src/a.ts': lines } })).toEqual([
    'high src/a.ts:2 2 conflict markers stand in src/a.ts.',
  ])
})

it('takes an underlined heading, a removed marker and a quoted conflict for none', () => {
  const files = {
    'a.rst': ['+Title', '+======='],
    'src/a.ts': ['-<<<<<<< HEAD', ' a'],
    'docs/merge.md': ['+<<<<<<< HEAD'],
    'src/merge.test.ts': ['+<<<<<<< HEAD'],
  }
  expect(hitsOf(conflictMarkers, { files })).toEqual([])
})
