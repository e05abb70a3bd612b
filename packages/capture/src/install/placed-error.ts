import { SesError } from '@ses/model'

/** An error about the content of a file, with the file named; any other as it is. */
export function placedError(error: unknown, path: string): unknown {
  if (!(error instanceof SesError) || error.message.startsWith(path)) return error
  return new SesError(error.code, `${path}: ${error.message}`, { data: { ...error.data, file: path }, cause: error })
}
