/** Roughly how many tokens a model reads: four characters of Latin script to a token, or one of a denser script. */
export function estimateTokens(text: string): number {
  let dense = 0
  for (const character of text) if (character > '\u2fff') dense += 1
  return Math.ceil((text.length - dense) / 4) + dense
}
