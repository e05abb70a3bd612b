import { defineConfig } from 'vitest/config'

const conditions = ['@ses/source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // The default leaves one core idle, which is half of a machine with two.
    maxWorkers: '100%',
    // Tests start processes, and machines of CI are slow and shared: a limit tells a hang, not a speed.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**', 'apps/*/src/**'],
      exclude: ['**/*.test.ts', '**/fixtures/**'],
    },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'examples/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'repository', include: ['test/**/*.test.ts'] },
      },
    ],
  },
})
