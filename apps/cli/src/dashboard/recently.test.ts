import { expect, it } from 'vitest'
import { recently } from './recently.ts'

it('asks once for a while, then serves the old answer until the new one is there, and waits for it when the old one is too old', async () => {
  let now = 0
  let asked = 0
  const answers: ((value: number) => void)[] = []
  const find = (): Promise<number> => {
    asked += 1
    return new Promise((resolve) => answers.push(resolve))
  }
  const get = recently(find, 10, () => now)
  const both = Promise.all([get(), get()])
  answers[0]?.(1)
  expect(await both).toEqual([1, 1])
  expect([await get(), asked]).toEqual([1, 1])
  now = 20
  expect([await get(), await get(), asked]).toEqual([1, 1, 2])
  answers[1]?.(2)
  await Promise.resolve()
  expect(await get()).toBe(2)
  now = 1000
  const late = get()
  answers[2]?.(3)
  expect(await late).toBe(3)
})

it('keeps no failure', async () => {
  let fails = true
  const get = recently(
    async () => {
      if (fails) throw new Error('no')
      return 1
    },
    10,
    () => 0,
  )
  await expect(get()).rejects.toThrow('no')
  fails = false
  expect(await get()).toBe(1)
})
