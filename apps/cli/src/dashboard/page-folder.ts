import { fileURLToPath } from 'node:url'

/** Where the built page lies: beside the program, or in the app it is built in when this runs from source. */
export function pageFolder(): string {
  const isSource = import.meta.url.includes('/src/dashboard/')
  return fileURLToPath(new URL(isSource ? '../../../dashboard/dist' : './dashboard', import.meta.url))
}
