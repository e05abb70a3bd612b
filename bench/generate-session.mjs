/**
 * A Claude Code transcript of about `bytes` bytes, the same for the same seed: prompts, thinking, reads, edits, failing and
 * passing commands, with sizes spread like those of real transcripts (most rows about 1 kB, some of 100 kB).
 * @param {{ bytes: number, seed?: number }} options
 * @returns {Generator<string>} lines, each with its newline
 */
export function* generateSession({ bytes, seed = 1 }) {
  const random = generator(seed)
  const sessionId = `00000000-0000-4000-8000-${String(seed).padStart(12, '0')}`
  let written = 0
  let at = Date.UTC(2026, 0, 5, 9)
  let row = 0
  let parentUuid = /** @type {string | null} */ (null)
  const words =
    'the order total is rounded after every discount so a cent may be lost in const function return import await session value'.split(
      ' ',
    )
  /** @param {number} length */
  const text = (length) => {
    let result = ''
    while (result.length < length)
      result += `${words[Math.floor(random() * words.length)]}${random() < 0.1 ? '\n' : ' '}`
    return result
  }
  /** @param {object} body */
  const line = (body) => {
    row += 1
    at += 500 + Math.floor(random() * 9000)
    const uuid = `${row.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
    const full = {
      parentUuid,
      isSidechain: false,
      userType: 'external',
      cwd: '/work/shop',
      sessionId,
      version: '2.1.220',
      gitBranch: 'main',
      ...body,
      uuid,
      timestamp: new Date(at).toISOString(),
    }
    parentUuid = uuid
    const result = `${JSON.stringify(full)}\n`
    written += result.length
    return result
  }
  /** Log-normal: median about 900 characters, one in a hundred above 40,000. */
  const size = () => Math.min(400_000, Math.round(900 * Math.exp(1.7 * gauss(random))))
  for (let turn = 0; written < bytes; turn++) {
    yield line({ type: 'user', message: { role: 'user', content: `Task ${turn}: ${text(80)}` } })
    for (let step = 0; step < 20 && written < bytes; step++) {
      const id = `msg_${seed}_${turn}_${step}`
      const call = `toolu_${seed}_${turn}_${step}`
      const file = `/work/shop/src/part${Math.floor(random() * 40)}/file${Math.floor(random() * 30)}.ts`
      const usage = {
        input_tokens: 4,
        cache_creation_input_tokens: 900,
        cache_read_input_tokens: 40_000 + step * 900,
        output_tokens: 150,
        cache_creation: { ephemeral_5m_input_tokens: 900, ephemeral_1h_input_tokens: 0 },
      }
      /** @param {object} block */
      const says = (block) =>
        line({
          type: 'assistant',
          requestId: `req_${id}`,
          message: {
            id,
            model: 'claude-sonnet-4-5-20250929',
            type: 'message',
            role: 'assistant',
            content: [block],
            usage,
          },
        })
      if (random() < 0.5) yield says({ type: 'thinking', thinking: text(Math.min(2000, size())), signature: text(200) })
      if (random() < 0.3) yield says({ type: 'text', text: text(200) })
      const kind = random()
      const output = text(size())
      if (kind < 0.45) {
        yield says({ type: 'tool_use', id: call, name: 'Read', input: { file_path: file } })
        yield line({
          type: 'user',
          message: { role: 'user', content: [{ tool_use_id: call, type: 'tool_result', content: output }] },
          toolUseResult: {
            type: 'text',
            file: { filePath: file, content: output, numLines: 9, startLine: 1, totalLines: 9 },
          },
        })
      } else if (kind < 0.65) {
        const old = text(200)
        const fresh = text(220)
        yield says({
          type: 'tool_use',
          id: call,
          name: 'Edit',
          input: { file_path: file, old_string: old, new_string: fresh },
        })
        yield line({
          type: 'user',
          message: {
            role: 'user',
            content: [{ tool_use_id: call, type: 'tool_result', content: 'The file has been updated.' }],
          },
          toolUseResult: {
            filePath: file,
            oldString: old,
            newString: fresh,
            originalFile: output,
            structuredPatch: [{ lines: [`-${old}`, `+${fresh}`] }],
          },
        })
      } else {
        const failed = random() < 0.15
        yield says({
          type: 'tool_use',
          id: call,
          name: 'Bash',
          input: {
            command: random() < 0.3 ? 'npm test' : `git diff --stat && rg -n total ${file}`,
            description: 'Check',
          },
        })
        yield line({
          type: 'user',
          message: {
            role: 'user',
            content: [
              {
                tool_use_id: call,
                type: 'tool_result',
                content: failed ? `Exit code 1\n${output}` : output,
                is_error: failed,
              },
            ],
          },
          toolUseResult: failed
            ? `Error: Exit code 1\n${output}`
            : { stdout: output, stderr: '', interrupted: false, isImage: false },
        })
      }
    }
  }
}

/** @param {number} seed */
function generator(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** @param {() => number} random */
function gauss(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
