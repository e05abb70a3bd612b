import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { providers } from './index.ts'

describe('providers', () => {
  it('are one file each, and the array names them all', () => {
    const files = readdirSync(dirname(fileURLToPath(import.meta.url)))
      .filter((name) => !/^index\.|\.test\./.test(name))
      .map((name) => name.replace(/\.ts$/, ''))
    expect(files.sort()).toEqual(providers.map(({ id }) => id).sort())
  })
})
