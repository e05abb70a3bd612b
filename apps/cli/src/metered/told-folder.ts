/** Names of folders of sessions that are told by hand; what else has such a name is told apart by its events. */
export const TOLD_FOLDER: RegExp = /^m-[0-9a-f]{12}$/
