import { expect, it } from 'vitest'
import { agentPlaces } from './agent-places.ts'
import { agents } from './agents/index.ts'

it('names the places of exactly the built-in agents, in their order', () => {
  expect(agentPlaces).toEqual(agents.map(({ id, transcript: { locations } }) => ({ id, transcript: { locations } })))
})
