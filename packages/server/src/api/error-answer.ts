import { SesError, type SesErrorCode } from '@ses/model'
import type { DashboardError } from '@ses/schema'

/** Status of an HTTP answer that is no success. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503

const statuses: Readonly<Partial<Record<SesErrorCode, ErrorStatus>>> = {
  usage: 400,
  config_invalid: 422,
  not_found: 404,
  ambiguous_id: 409,
  locked: 503,
  unreadable: 422,
  unknown_format: 422,
}

const fixes: Readonly<Partial<Record<SesErrorCode, string>>> = {
  config_invalid: 'correct the file that `ses config path` names',
  not_found: 'load the list again: it may have been removed',
  ambiguous_id: 'use the whole id',
  locked: 'try again when the other ses has finished',
}

/** What a failed request answers; of what no package meant to throw, nothing is told. */
export function errorAnswer(error: unknown): { readonly status: ErrorStatus; readonly body: DashboardError } {
  if (!(error instanceof SesError)) return { status: 500, body: apiError('internal', 'something went wrong in ses') }
  const { code, message } = error
  return { status: statuses[code] ?? 500, body: apiError(code, message, fixes[code]) }
}

export function apiError(code: string, message: string, fix?: string): DashboardError {
  return { error: { code, message, ...(fix === undefined ? {} : { fix }) } }
}
