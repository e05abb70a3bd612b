import type { HookEvent, HookFormat, HookReader, HookSession, ReadOptions, RowVerdict } from '../../agent.ts'
import { HookLog } from '../../hook-log.ts'
import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import { commitsIn, filesIn } from './git-report.ts'
import { tools } from './tools.ts'
import { responseOf } from './usage.ts'

/** The events that the commands for such sessions record, see this folder's README. */
export const hooks: HookFormat = { open: (options) => new ManualReader(options) }

class ManualReader<Text extends string> implements HookReader<Text> {
  readonly #log: HookLog<Text>
  #task: string | undefined
  #started = false

  constructor({ text }: ReadOptions<Text>) {
    this.#log = new HookLog('manual', tools, text)
  }

  event = (event: HookEvent, line: number): RowVerdict => {
    const { payload } = event
    this.#log.begin(event, line)
    const thread = this.#log.thread()
    switch (event.hook) {
      case 'start':
        return this.#start(payload)
      case 'note': {
        const text = stringOf(payload['text'])
        if (text === undefined) return 'bad'
        thread.writer.reply(text)
        return 'known'
      }
      case 'log-ai': {
        const response = responseOf(payload, { line, at: event.at })
        if (response === undefined) return 'bad'
        thread.writer.builder.response(response)
        return 'known'
      }
      case 'end':
        this.#end(payload)
        return 'known'
    }
    return 'unknown'
  }

  end = (): HookSession<Text> => this.#log.end()

  #start(payload: JsonObject): RowVerdict {
    const task = stringOf(payload['task'])
    const thread = this.#log.thread()
    this.#log.facts({ cwd: stringOf(payload['cwd']) })
    this.#log.work()
    thread.lifecycle(this.#started ? 'resume' : 'start', stringOf(payload['agent']))
    this.#started = true
    if (task === undefined) return 'bad'
    if (task !== this.#task) thread.prompt(task)
    if (this.#task === undefined) thread.writer.builder.title(task)
    this.#task = task
    return 'known'
  }

  /** What comes after it, a response that was told late, does not open the session again. */
  #end(payload: JsonObject): void {
    const thread = this.#log.thread()
    const git = objectOf(payload['git']) ?? {}
    const files = filesIn(git)
    const commits = commitsIn(git)
    if (files.length > 0 || commits.length > 0)
      thread.result({ name: 'git', args: {}, files }, { outcome: 'ok', files, commits })
    thread.writer.reply(stringOf(payload['notes']) ?? '')
    this.#log.close(stringOf(payload['reason']))
  }
}
