import { buildSession, describeDetector } from '@ses/testkit'
import { detectPatterns } from '../detect.ts'
import { writeWithoutRead } from './write-without-read.ts'

describeDetector('write_without_read', (session) => detectPatterns(session, { detectors: [writeWithoutRead] }), {
  fires: {
    'an existing file is edited unseen': [buildSession().prompt('Fix it').edit('src/a.ts').build(), ['e2']],
    'the file is read only afterwards': [buildSession().edit('src/a.ts').read('src/a.ts').build(), ['e1']],
    'only its name was listed': [
      buildSession().shell('ls src', { output: 'a.ts b.ts' }).edit('src/a.ts').build(),
      ['e2'],
    ],
    'a pattern was read elsewhere': [
      buildSession().shell('head -5 docs/*.md').shell("grep -c '^$' docs/a.md").edit('src/a.ts').build(),
      ['e3'],
    ],
    'git only told that it exists': [
      buildSession().shell('git status', { output: ' M src/a.ts' }).edit('src/a.ts').build(),
      ['e2'],
    ],
    'a patch changes several files, of which one was read': [
      buildSession()
        .read('a.ts')
        .call('apply_patch', 'edit', {
          files: [
            { path: 'a.ts', operation: 'edit' },
            { path: 'b.ts', operation: 'edit' },
          ],
        })
        .build(),
      ['e2'],
    ],
    'a write replaces recorded content': [
      buildSession()
        .call('Write', 'write', { files: [{ path: 'a.ts', operation: 'write', before: 'old', after: 'new' }] })
        .build(),
      ['e1'],
    ],
  },
  quiet: {
    'the session created the file': buildSession().create('src/a.ts').edit('src/a.ts').build(),
    'a sub-agent created the file': buildSession()
      .subagent('coder', (child) => child.create('src/a.ts'))
      .edit('src/a.ts')
      .build(),
    'it was read with the tool': buildSession().read('src/a.ts').edit('src/a.ts').build(),
    'it was read in the shell': buildSession()
      .shell('sed -n 1,20p src/a.ts', { files: [{ path: 'src/a.ts', operation: 'read' }] })
      .edit('src/a.ts')
      .build(),
    'a search showed its lines': buildSession()
      .search('x', 'src', { output: 'src/a.ts:12:const x = 1' })
      .edit('src/a.ts')
      .build(),
    'a shell command printed a diff of it': buildSession()
      .shell('git diff', { output: '+++ b/src/a.ts\n+x' })
      .edit('src/a.ts')
      .build(),
    'the prompt brought it along': buildSession().prompt('Here is src/a.ts: const x = 1').edit('src/a.ts').build(),
    'a loop read files that cannot be told': buildSession()
      .shell('for f in src/*; do cat $f; done')
      .edit('src/a.ts')
      .build(),
    'a pattern was read that may have held it': buildSession().shell('head -5 src/*.ts').edit('src/a.ts').build(),
    'found files were read': buildSession().shell('find . -name "*.ts" | xargs cat').edit('src/a.ts').build(),
    'agents have the file in their context anyway': buildSession().edit('CLAUDE.md').build(),
    'a write may have made the file': buildSession().write('src/a.ts').build(),
    'the edit failed': buildSession().edit('src/a.ts', {}, { outcome: 'error' }).build(),
    'the session goes on from one that is not recorded': buildSession()
      .context('summary', 'so far')
      .edit('src/a.ts')
      .build(),
  },
})
