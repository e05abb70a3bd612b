import { expect, it } from 'vitest'
import { commandKinds } from './command-kind.ts'

it.each([
  ['cd web && npm run test:unit -- --run 2>&1 | tail -5', ['test', 'read']],
  ['go test ./... && go build ./cmd/x', ['test', 'build']],
  ['cargo clippy --all && cargo fmt --check', ['lint', 'format']],
  ['python3 -m pytest -q tests/unit', ['test']],
  ['./gradlew :app:assembleDebug', ['build']],
  ['pnpm --filter web exec tsc --noEmit', ['typecheck']],
  ['npx -y vitest run', ['test']],
  ['mise run lint', ['lint']],
  ['node --test', ['test']],
  ['node -e "console.log(1)"', ['run']],
  ['make', ['build']],
  ['yarn', ['install']],
  ['npm ci', ['install']],
  ['git add -A && git commit -m "run npm test"', ['git']],
  ['echo "npm test"', []],
  ["cat > a.ts <<'EOF'\nnpm test\nEOF", ['edit']],
  ["sed -n '1,20p' a.ts", ['read']],
  ["sed -i 's/a/b/' a.ts", ['edit']],
  ['rg -n foo src', ['search']],
  ['ls -la', ['list']],
  ['docker compose up -d', ['container']],
  ['curl -s https://example.com', ['network']],
  ['scripts/test.sh', ['test']],
  ['Get-Content a.txt', ['read']],
  ['dotnet test', ['test']],
  ['mvn -q verify', ['build']],
  ['uv run pytest', ['test']],
])('%s', (line, kinds) => {
  expect(commandKinds(line)).toEqual(kinds)
})
