import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { bashOveruse } from './bash-overuse.ts'

function shellWork(options: { agent?: string; toolsOffered?: readonly string[] } = {}) {
  return buildSession(options).shell('cat src/a.ts').shell('cd src && cat b.ts').shell('sed -n 1,20p src/c.ts')
}

describeDetector('bash_overuse', (session) => detectPatterns(session, { detectors: [bashOveruse] }), {
  fires: {
    'files are read in the shell three times, also after cd': [shellWork().build(), ['e1', 'e2', 'e3']],
    'grep runs although a search tool is offered': [
      buildSession({ toolsOffered: ['Bash', 'Grep'] })
        .shell('grep -rn a src')
        .shell('rg b')
        .shell('cd src && rg c')
        .build(),
      ['e1', 'e2', 'e3'],
    ],
    'a tool that the session used itself would have done': [
      buildSession({ agent: 'gemini-cli' })
        .call('search_file_content', 'search')
        .shell('grep a b')
        .shell('grep c d')
        .shell('grep e f')
        .build(),
      ['e2', 'e3', 'e4'],
    ],
    'files are written by here-documents': [
      ['a', 'b', 'c']
        .reduce((builder, name) => builder.shell(`cat > ${name}.ts <<'EOF'\nx\nEOF`), buildSession())
        .build(),
      ['e1', 'e2', 'e3'],
    ],
  },
  quiet: {
    'the agent has no such tools (Codex)': shellWork({ agent: 'codex' }).build(),
    'grep runs where Claude Code has no search tool': buildSession()
      .shell('grep a b')
      .shell('grep c d')
      .shell('find . -name x')
      .build(),
    'the tools offered are others': shellWork({ toolsOffered: ['Bash', 'Edit'] }).build(),
    'pipelines do more than one tool can': buildSession()
      .shell('cat a | jq .x')
      .shell('cat b | wc -l')
      .shell('git log | head -3')
      .build(),
    'one call reads several files at once': buildSession()
      .shell('cat a b')
      .shell('head -5 *.ts')
      .shell('cat c d')
      .build(),
    'the end of a log is wanted': buildSession()
      .shell('tail -20 a.log')
      .shell('tail a.log')
      .shell('tail -f a.log')
      .build(),
  },
})
