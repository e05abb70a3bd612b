/**
 * True for what documentation, templates and redaction write where a secret would stand: `AKIA…EXAMPLE`, `sk-xxxx`, `your-key-here`,
 * `***`, `${TOKEN}`, one character repeated.
 */
export function isSample(value: string): boolean {
  if (MARKS.test(value)) return true
  if (value.length < 400 && SAMPLE_WORDS.test(value)) return true
  return distinct(value) <= Math.min(4, value.length >> 2) || mostlyAlphabet(value)
}

const MARKS =
  /\*{3}|\.{3}|\u2026|\u2022|x{4}|X{4}|_{4}|#{3}|[$#%@]\{|\{\{|<%|\$\(|0{8}|1234567890123|[Ee]xample(?![a-z])|EXAMPLE(?:KEY|TOKEN|SECRET)?(?![A-Za-z0-9])|REDACTED|[Rr]edacted/

const SAMPLE_WORDS =
  /(?:^|[^a-z])(?:your|my-?own|insert|replace|change[-_ ]?(?:me|it|this)|placeholder|dummy|sample|redacted|removed|fake[-_]|todo|tbd|not[-_]a[-_]?real|some[-_]?(?:secret|token|key|password)|goes[-_]?here|put[-_])(?![a-z]{0,2}[0-9])/i

/** Number of different units, counted up to 5. */
function distinct(value: string): number {
  const seen = new Set<number>()
  for (let at = 0; at < value.length && seen.size < 5; at++) seen.add(value.charCodeAt(at))
  return seen.size
}

/** True when runs of the alphabet in its own order make up most of a value. */
function mostlyAlphabet(value: string): boolean {
  let run = 1
  let inRuns = 0
  for (let at = 1; at <= value.length; at++) {
    const step = (value.charCodeAt(at) | 32) - (value.charCodeAt(at - 1) | 32)
    if (step === 1 && (value.charCodeAt(at) | 32) >= 98) run += 1
    else {
      if (run >= 9) inRuns += run
      run = 1
    }
  }
  return inRuns * 4 >= value.length * 3
}
