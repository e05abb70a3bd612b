import type { Language } from '../language.ts'
import { isForShow } from '../place-of-code.ts'
import { isProductionCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'

/** Constructs that switch a protection off. */
export const unsafeCode: ReviewRule = {
  id: 'unsafe_code',
  title: 'A protection is switched off',
  description:
    'Added code that does not check certificates, runs text as code, or puts unescaped text into a page. Strings and comments do not count.',
  category: 'security',
  severity: 'medium',
  recommendation: 'Use the safe form, or show why the input can be trusted.',
  confidence: 0.75,
  check(view) {
    return view.files.flatMap((file) => {
      const forms = file.language === undefined ? undefined : FORMS[file.language.id]
      if (forms === undefined || !isProductionCode(file) || isForShow(file.path)) return []
      return file.added.flatMap(({ line, code }) => {
        const form = forms.find(([shape]) => shape.test(code))
        if (form === undefined || file.removed.has(line.text.trim())) return []
        return [{ message: form[1], file, line }]
      })
    })
  },
}

const CERTIFICATES = 'Certificates are not checked, so anybody in between can read and change it.'
const TEXT_AS_CODE = 'Text is run as code.'
const SHELL = 'A shell reads the command, and with it whatever is put into the text.'
const PAGE = 'Text goes into the page as markup.'

const FORMS: Readonly<Partial<Record<Language['id'], readonly (readonly [RegExp, string])[]>>> = {
  js: [
    [/\brejectUnauthorized\s*:\s*false\b|NODE_TLS_REJECT_UNAUTHORIZED\s*=/, CERTIFICATES],
    [/(?<![\w.])eval\(|\bnew Function\(/, TEXT_AS_CODE],
    [/\bdangerouslySetInnerHTML\b/, PAGE],
    [/\.innerHTML\s*=(?!=)(?!\s*(['"`])\s*\1\s*;?\s*$)/, PAGE],
  ],
  python: [
    [/\bverify\s*=\s*False\b|_create_unverified_context\b/, CERTIFICATES],
    [/(?<![\w.])(?:eval|exec)\(/, TEXT_AS_CODE],
    [/\bshell\s*=\s*True\b/, SHELL],
    [/\bpickle\.loads?\(|\byaml\.load\((?!.*Safe)/, 'Reading this can run code that whoever wrote it chose.'],
  ],
  go: [[/\bInsecureSkipVerify\s*:\s*true\b/, CERTIFICATES]],
  ruby: [[/VERIFY_NONE\b/, CERTIFICATES]],
  php: [[/(?<![\w>:$])eval\(/, TEXT_AS_CODE]],
}
