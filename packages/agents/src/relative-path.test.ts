import { expect, it } from 'vitest'
import { relativePath } from './relative-path.ts'

it.each([
  ['/work/shop/src/a.ts', '/work/shop', 'src/a.ts'],
  ['/work/shop', '/work/shop/', '.'],
  ['/work/shopping/a.ts', '/work/shop', '/work/shopping/a.ts'],
  ['./src/a.ts', '/work/shop', 'src/a.ts'],
  ['file:///work/shop/a.ts', '/work/shop', 'a.ts'],
  ['C:\\Users\\Ada\\shop\\src\\a.ts', 'c:\\users\\ada\\shop', 'src/a.ts'],
  ['/c/Users/Ada/shop/src/a.ts', 'C:\\Users\\Ada\\shop', 'src/a.ts'],
  ['/c/work/a.ts', '/c/work', 'a.ts'],
  ['src\\win\\a.ts', undefined, 'src/win/a.ts'],
  ['/etc/hosts', '/work/shop', '/etc/hosts'],
])('%s in %s is %s', (path, cwd, expected) => {
  expect(relativePath(path, cwd)).toBe(expected)
})
