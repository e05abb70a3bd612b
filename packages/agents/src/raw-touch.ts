import type { FileTouch } from '@ses/model'

/** A file touch as the agent's input tells it: its path is not yet relative to anything, its texts are neither masked nor shortened. */
export type RawTouch = FileTouch<string>
