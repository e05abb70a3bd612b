import { describe, expect, it } from 'vitest'
import { conventionalTypes } from './conventional-type.ts'
import { scoreConventional } from './score-conventional.ts'
import { typeModel } from './type-model.ts'

describe('the shipped type model', () => {
  it('stays below one megabyte and says where it comes from', () => {
    expect(JSON.stringify(typeModel).length).toBeLessThan(1_000_000)
    expect(typeModel.provenance.dataHash).toMatch(/^[0-9a-f]{64}$/)
    expect(typeModel.provenance.classes).toEqual(conventionalTypes)
    expect(typeModel.provenance.rows).toBeGreaterThan(10_000)
  })

  it('holds one weight per feature and class', () => {
    expect(typeModel.weights.length).toBe(typeModel.vocabulary.split(' ').length * conventionalTypes.length)
  })

  it('beat the target on repositories it had not seen', () => {
    expect(typeModel.provenance.heldOut.accuracy).toBeGreaterThanOrEqual(0.57)
    expect(typeModel.provenance.heldOut.ece).toBeLessThan(0.06)
  })

  it('gives probabilities that add up to 1, and terms that explain them', () => {
    const score = scoreConventional([{ text: 'fix typo in readme', weight: 1 }], ['README.md'])
    const sum = Object.values(score.probabilities).reduce((total, each) => total + each, 0)
    expect(sum).toBeCloseTo(1)
    expect(score.probabilities.docs).toBeGreaterThan(0.7)
    expect(score.terms('docs')[0]?.weight).toBeGreaterThan(0)
  })
})
