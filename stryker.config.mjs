/**
 * Mutation test of the rules: every small change of the code must be noticed by a test that states a rule.
 * By hand (`npm run mutate:rules`); one file: `npm run mutate:rules -- -m shared/money.ts`.
 */
export default {
  packageManager: 'npm',
  mutate: ['shared/subsidy-*.ts', 'shared/money.ts'],
  plugins: ['./test/support/rules-test-runner.mjs'],
  testRunner: 'rules',
  coverageAnalysis: 'perTest',
  ignoreStatic: false,
  concurrency: 2,
  timeoutMS: 20_000,
  ignorePatterns: ['/miniapp', '/docs', '/data', '/test/server', '/test/store', '/test/journeys'],
  tempDirName: 'coverage/mutation/sandbox',
  incremental: true,
  incrementalFile: 'coverage/mutation/incremental.json',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'coverage/mutation/mutation.json' },
  thresholds: { high: 98, low: 95, break: 95 },
}
