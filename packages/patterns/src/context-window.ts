/** Families whose window is published, in tokens of input; the larger windows that some sell apart show by being exceeded. */
const WINDOWS: readonly (readonly [RegExp, number])[] = [
  // https://docs.claude.com/en/docs/build-with-claude/context-windows
  [/claude-(?:3|(?:opus|sonnet|haiku)-4(?:-[015])?(?:[-@]\d{8}|-v\d|-latest|$))/, 200_000],
  // https://ai.google.dev/gemini-api/docs/models
  [/gemini-2\.5-(?:pro|flash)/, 1_048_576],
]

/** The context window of a model in tokens; absent when the model is not known, or is a variant with a larger one. */
export function contextWindowOf(model: string | undefined): number | undefined {
  if (model === undefined || /\[1m\]/.test(model)) return undefined
  return WINDOWS.find(([pattern]) => pattern.test(model))?.[1]
}
