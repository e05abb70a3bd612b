/** Paths whose programs talk to a terminal, show how a thing is used, or are made to log. */
const PRINTING =
  /(?:^|\/)(?:cli|bin|cmd|scripts?|tools?|tooling|commands?|examples?|samples?|demos?|playground|benchmarks?|bench|devtools|debug|hack|tasks|seeds?|notebooks?)\/|(?:^|\/)[\w.-]*(?:cli|logger|logging|log|print(?:er)?|report(?:er)?|debug|console|repl|demo|example|seed|benchmark|script|setup|main|manage|__main__|gulpfile|gruntfile|migrate)\.\w+$/i

/** True for a file that may be expected to print. */
export function isMeantToPrint(path: string): boolean {
  return PRINTING.test(path)
}

/** Paths of examples and fixtures: what stands there is for show. */
export function isForShow(path: string): boolean {
  return /(?:^|[/_.-])(?:examples?|demos?|samples?)[/_.-]|(?:^|\/)(?:fixtures?|__fixtures__|testdata|test-data|test_data|snapshots?|__snapshots__|mocks?|__mocks__|golden)\/|\.(?:example|sample|template|dist)$|\.template\./i.test(
    path,
  )
}
