import type { ResumedSession } from '@ses/schema'
import type { Context } from '../context.ts'
import { neutralise } from '../terminal/neutralise.ts'

const DATA: Readonly<Record<ResumedSession['data'], string>> = {
  restored: 'brought back to',
  unchanged: 'is there:',
  kept: 'differs from what is there, which stays (--force replaces it):',
}

/** What became of a session, and how to go on with it. */
export function resumeLines(session: ResumedSession, { style, host }: Context): string[] {
  const { agent, folder, data, transcript, path, command, note } = session
  const mark = data === 'restored' ? style.good('✓') : '·'
  const short = path?.startsWith(`${host.home}/`) ? `~${path.slice(host.home.length)}` : path
  const line = (text: string): string => neutralise(text).replaceAll('\n', ' ')
  return [
    `${mark} ${style.strong(line(`${agent} ${session.session}`))} ${DATA[data]} ${line(`.ses-logs/${folder}`)}`,
    ...(short === null ? [] : [`    transcript ${transcript === 'placed' ? 'placed at' : 'at'} ${line(short)}`]),
    ...(note === null ? [] : [style.faint(`    ${line(note)}`)]),
    ...(command === null ? [] : [`    ${style.name(line(command.join(' ')))}`]),
  ]
}
