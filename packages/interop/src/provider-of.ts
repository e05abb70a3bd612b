/** Who makes a model, by the beginning of its name; spelled as OpenTelemetry's `gen_ai.provider.name` and models.dev spell it. */
const families: readonly (readonly [RegExp, provider: string, maker: string])[] = [
  [/^claude/, 'anthropic', 'anthropic'],
  [/^(gpt|chatgpt|codex|o[1-9])/, 'openai', 'openai'],
  [/^(gemini|gemma)/, 'gcp.gemini', 'google'],
  [/^(mistral|codestral|devstral|magistral|ministral)/, 'mistral_ai', 'mistral'],
  [/^grok/, 'x_ai', 'xai'],
  [/^deepseek/, 'deepseek', 'deepseek'],
  [/^(qwen|qwq)/, 'alibaba_cloud', 'alibaba'],
  [/^(kimi|moonshot)/, 'moonshot_ai', 'moonshotai'],
  [/^command/, 'cohere', 'cohere'],
]

/** `gen_ai.provider.name` of a response: what the agent recorded, else the maker of the model; absent when neither is known. */
export function providerOf(model: string | undefined, recorded?: string): string | undefined {
  return recorded ?? familyOf(model)?.[1]
}

/** The model's id as models.dev writes it, `anthropic/claude-…`; unchanged when it names its maker already or none is known. */
export function qualifiedModel(model: string): string {
  const maker = model.includes('/') ? undefined : familyOf(model)?.[2]
  return maker === undefined ? model : `${maker}/${model}`
}

function familyOf(model: string | undefined): (typeof families)[number] | undefined {
  const name = model?.split('/').at(-1)?.toLowerCase()
  return name === undefined ? undefined : families.find(([start]) => start.test(name))
}
