/**
 * Share of a text's units that stand in runs that read like words: at least four letters of one case (or a capital and small
 * letters) with vowels where language has them. Words and identifiers come near 1, random characters near 0.
 */
export function wordShare(text: string): number {
  let wordy = 0
  for (const [run] of text.matchAll(/[A-Z]?[a-z]{3,}|[A-Z]{4,}/g)) {
    if (run.length >= 4 && readsLikeWord(run.toLowerCase())) wordy += run.length
  }
  return text.length === 0 ? 0 : wordy / text.length
}

/** Vowels make up a fifth to two thirds, no five consonants or four vowels in a row, no pair that language avoids. */
function readsLikeWord(word: string): boolean {
  let vowels = 0
  let consonantRun = 0
  let vowelRun = 0
  for (const char of word) {
    if ('aeiouy'.includes(char)) {
      vowels += 1
      vowelRun += 1
      consonantRun = 0
      if (vowelRun > 3) return false
    } else {
      consonantRun += 1
      vowelRun = 0
      if (consonantRun > 4) return false
    }
  }
  return vowels * 5 >= word.length && vowels * 3 <= word.length * 2 && !RARE_PAIR.test(word)
}

const RARE_PAIR =
  /q[^u]|[jvz][bcdfghjklmnpqrstvwxz]|x[bdfgjkmnrsvwz]|[bcdfghjklmnpqrstvwz][jqx]|[^aeiouylrsc]z|w[bcdfgjkmpqtvxz]|[bdgjkpqtvwxz]h[bcdfghjkmpqtvwxz]|uu|ii|aa|yy|kk|hh/
