/** Whose clients must understand an error. */
export type ErrorShape = 'anthropic' | 'openai' | 'google'

/** What the proxy itself has to say: `budget` spent, upstream not `reached`, a visitor or path that is `refused` or `unknown`. */
export type ProxyProblem = 'budget' | 'unreached' | 'refused' | 'unknown'

/** An answer of the proxy's own. */
export interface ErrorReply {
  readonly status: number
  readonly body: string
}

/**
 * An error as the API would tell it, so that a client shows `message` to its user. A spent budget is what each calls an empty account:
 * Anthropic 402 `billing_error`, OpenAI 429 `insufficient_quota`, Google 429 `RESOURCE_EXHAUSTED`.
 */
export function errorReply(shape: ErrorShape, problem: ProxyProblem, message: string): ErrorReply {
  switch (shape) {
    case 'anthropic': {
      const [status, type] = anthropicErrors[problem]
      return { status, body: JSON.stringify({ type: 'error', error: { type, message } }) }
    }
    case 'openai': {
      const [status, type] = openaiErrors[problem]
      return { status, body: JSON.stringify({ error: { message, type, param: null, code: type } }) }
    }
    case 'google': {
      const [code, status] = googleErrors[problem]
      return { status: code, body: JSON.stringify({ error: { code, message, status } }) }
    }
  }
}

type Errors = Readonly<Record<ProxyProblem, readonly [status: number, type: string]>>

const anthropicErrors: Errors = {
  budget: [402, 'billing_error'],
  unreached: [502, 'api_error'],
  refused: [403, 'permission_error'],
  unknown: [404, 'not_found_error'],
}

const openaiErrors: Errors = {
  budget: [429, 'insufficient_quota'],
  unreached: [502, 'server_error'],
  refused: [403, 'permission_denied'],
  unknown: [404, 'not_found'],
}

const googleErrors: Errors = {
  budget: [429, 'RESOURCE_EXHAUSTED'],
  unreached: [502, 'UNAVAILABLE'],
  refused: [403, 'PERMISSION_DENIED'],
  unknown: [404, 'NOT_FOUND'],
}
