/** The part of a test runner that kits use; `vitest`, `node:test`, jest and mocha fit as they are. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown
  it(name: string, body: () => Promise<void>): unknown
}

/** One thing that must hold, named by its outcome. */
export interface SuiteCase<Subject> {
  readonly name: string
  run(subject: Subject): Promise<void>
}

/** What a kit tests, opened anew for each case. */
export interface Opened<Subject> {
  readonly subject: Subject
  close(): Promise<void>
}

/** Registers cases with a runner. */
export function registerCases<Subject>(
  { describe, it }: TestRunner,
  title: string,
  cases: readonly SuiteCase<Subject>[],
  open: () => Promise<Opened<Subject>>,
): void {
  describe(title, () => {
    for (const { name, run } of cases) it(name, () => runCase(run, open))
  })
}

async function runCase<Subject>(
  run: (subject: Subject) => Promise<void>,
  open: () => Promise<Opened<Subject>>,
): Promise<void> {
  const opened = await open()
  try {
    await run(opened.subject)
  } finally {
    await opened.close()
  }
}
