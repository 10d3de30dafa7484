import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { TestResult } from './run-folder'

/** Tests that the embedded store fails for one and the same reason, by file. */
interface FailureGroup {
  readonly reason: string
  readonly tests: Readonly<Record<string, readonly string[]>>
}

/** The reasons of the failures that are known and accepted, by test. */
export class ExpectedFailures {
  private readonly reasons = new Map<string, string>()

  static ofEmbeddedStore(): ExpectedFailures {
    const text = readFileSync(path.join(__dirname, 'expected-failures.json'), 'utf8')
    return new ExpectedFailures(JSON.parse(text) as readonly FailureGroup[])
  }

  constructor(groups: readonly FailureGroup[]) {
    for (const { reason, tests } of groups) {
      for (const [file, descriptions] of Object.entries(tests)) {
        for (const description of descriptions) this.reasons.set(keyOf({ file, description }), reason)
      }
    }
  }

  reasonFor(test: Pick<TestResult, 'file' | 'description'>): string | undefined {
    return this.reasons.get(keyOf(test))
  }
}

function keyOf({ file, description }: Pick<TestResult, 'file' | 'description'>): string {
  return `${file}: ${description}`
}
