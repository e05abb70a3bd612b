import type { Command } from '../command.ts'

/** Shows the sessions of this project in a browser. */
export const dashboard: Command = {
  name: 'dashboard',
  summary: 'Show sessions, cost, patterns and budgets in a browser',
  options: {
    port: { type: 'number', description: 'Where to listen; default 7433, or the next that is free', short: 'p' },
    'no-open': { type: 'flag', description: 'Only print the address' },
    host: { type: 'text', description: 'Another address than loopback, for other machines; needs --i-know' },
    'i-know': {
      type: 'flag',
      description: 'Let other machines in, unencrypted; password in SES_DASHBOARD_PASSWORD',
    },
  },
  examples: [
    ['$0 dashboard', 'opens it; Ctrl-C ends it'],
    ['$0 dashboard --no-open --port 8080', 'prints the address to open yourself'],
  ],
  readsSessions: true,
  run: async (context, input) => (await import('../dashboard/run-dashboard.ts')).runDashboard(context, input),
}
