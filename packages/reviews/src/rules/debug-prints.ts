import type { CodeLine } from '../code-lines.ts'
import type { Language } from '../language.ts'
import { isForShow, isMeantToPrint } from '../place-of-code.ts'
import { addedCode, isProductionCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'
import type { ViewedFile } from '../review-view.ts'

/** Prints and breakpoints that were left behind. */
export const debugPrints: ReviewRule = {
  id: 'debug_print',
  title: 'Debugging output left in',
  description:
    'A debugger statement or a print among the added lines. Prints are left alone where printing is the trade: command lines, scripts, loggers, files that print elsewhere, and lines that a linter comment allows.',
  category: 'maintainability',
  severity: 'low',
  recommendation: 'Remove it, or use the logger of the project.',
  confidence: 0.8,
  check(view) {
    return view.files.flatMap((file) => {
      const forms = file.language === undefined ? undefined : FORMS[file.language.id]
      if (forms === undefined || file.category === 'generated' || file.category === 'docs' || isForShow(file.path))
        return []
      const stops = file.added.filter(({ code }) => forms.stop?.test(code) === true)
      const prints =
        forms.print !== undefined && mayHoldStrayPrints(file, forms.print) ? printsOf(file, forms.print) : []
      const [first] = stops.length > 0 ? stops : prints
      if (first === undefined) return []
      const count = stops.length + prints.length
      return [
        {
          message:
            stops.length > 0
              ? `A breakpoint stops every run that comes here${count > 1 ? ` (${count} such lines)` : ''}.`
              : `Prints to the console${count > 1 ? ` in ${count} places` : ''}; nothing else in this file does.`,
          file,
          line: first.line,
          ...(stops.length > 0 ? { severity: 'high' as const, category: 'bug' as const, confidence: 0.95 } : {}),
        },
      ]
    })
  },
}

const FORMS: Readonly<Partial<Record<Language['id'], { readonly stop?: RegExp; readonly print?: RegExp }>>> = {
  js: {
    stop: /(?:^|[\s;{])debugger\s*(?:;|$)/,
    print: /(?<![\w.])console\.(?:log|debug|dir|table|trace)\(|(?<![\w.])alert\(/,
  },
  python: {
    stop: /(?:^|[\s;:])(?:breakpoint\(\)|i?pdb\.set_trace\(\)|pudb\.set_trace\(\)|import i?pdb\b)/,
    print: /^\s*p?print\(/,
  },
  go: { print: /(?:^|\s)(?:spew\.Dump|println)\(/ },
  rust: { print: /(?<!\w)dbg!\(/ },
  ruby: { stop: /(?:^|\s)(?:binding\.(?:pry|irb)|byebug)\b/ },
  php: { print: /(?<![\w>:$])(?:var_dump|dd|dump|print_r)\(/ },
  jvm: { print: /(?<!\w)System\.(?:out|err)\.print(?:ln)?\(|\.printStackTrace\(\)/ },
  swift: { print: /(?<![\w.])debugPrint\(/ },
}

const MANY_PRINTS = 4

function mayHoldStrayPrints(file: ViewedFile, print: RegExp): boolean {
  if (!isProductionCode(file) || isMeantToPrint(file.path)) return false
  // A file that prints in lines that were there before, or often, prints by trade; so does a program, however small.
  if (file.lines.some(({ line, code }) => line.kind === 'context' && print.test(code))) return false
  if ([...file.removed].some((text) => print.test(text))) return false
  if (file.lines[0]?.text.startsWith('#!') === true || file.lines.some(({ code }) => PROGRAM.test(code))) return false
  const prints = file.added.filter(({ code }) => print.test(code)).length
  return prints < MANY_PRINTS && prints * 4 < addedCode(file).length + file.lines.length - file.added.length
}

const PROGRAM = /__name__\s*==|process\.argv|argparse|import click|import typer|\bfunc main\(\)|static void main\(/

function printsOf(file: ViewedFile, print: RegExp): CodeLine[] {
  return file.added.filter((line) => {
    if (!print.test(line.code) || ALLOWED.test(line.comment)) return false
    const above = file.lines[file.lines.indexOf(line) - 1]
    return above === undefined || !ALLOWED.test(above.comment)
  })
}

const ALLOWED = /no-console|noqa|nolint|biome-ignore|allow\(|\bT201\b/
