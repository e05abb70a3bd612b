import { expect, it } from 'vitest'
import { fileCategory } from './file-category.ts'

it.each([
  ['src/auth.ts', 'source'],
  ['cmd/main.go', 'source'],
  ['lib/contest.rb', 'source'],
  ['src/latest.ts', 'source'],
  ['src/auth.test.ts', 'test'],
  ['pkg/auth_test.go', 'test'],
  ['tests/test_auth.py', 'test'],
  ['src/test/java/com/x/AuthTest.java', 'test'],
  ['spec/models/user_spec.rb', 'test'],
  ['README.md', 'docs'],
  ['docs/guide/intro.html', 'docs'],
  ['package.json', 'dependency'],
  ['Cargo.lock', 'dependency'],
  ['requirements-dev.txt', 'dependency'],
  ['.github/workflows/ci.yml', 'ci'],
  ['.gitlab-ci.yml', 'ci'],
  ['db/migrate/20260101_add.rb', 'migration'],
  ['prisma/migrations/1/migration.sql', 'migration'],
  ['tsconfig.json', 'config'],
  ['.env.local', 'config'],
  ['Dockerfile', 'config'],
  ['vite.config.ts', 'config'],
  ['public/logo.svg', 'asset'],
  ['dist/index.js', 'generated'],
  ['api/service.pb.go', 'generated'],
  ['./src\\win\\path.cs', 'source'],
])('%s is %s', (path, category) => {
  expect(fileCategory(path)).toBe(category)
})
