/**
 * Mutation test of the rules: every small change of the code must be noticed by a test that states a rule.
 * By hand (`npm run mutate:rules`), because it takes many minutes; one file: `npm run mutate:rules -- -m shared/money.ts`.
 */
export default {
  packageManager: 'npm',
  mutate: ['shared/subsidy-*.ts', 'shared/money.ts'],
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: true,
    config: {
      testEnvironment: 'node',
      testMatch: [
        '<rootDir>/test/policies/**/*.test.ts',
        '<rootDir>/test/shared/subsidy-*.test.ts',
        '<rootDir>/test/shared/money.test.ts',
      ],
      // The oracle and the generated cases for each mutant would take hours; what they alone notice counts as unnoticed.
      testPathIgnorePatterns: ['/node_modules/', 'rules-oracle', 'subsidy-properties'],
      transform: {
        '^.+\\.ts$': [
          '@swc/jest',
          { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
        ],
      },
    },
  },
  coverageAnalysis: 'perTest',
  ignoreStatic: false,
  concurrency: 2,
  timeoutMS: 10_000,
  ignorePatterns: ['/miniapp', '/docs', '/data', '/test/server', '/test/store', '/test/journeys'],
  tempDirName: 'coverage/mutation/sandbox',
  incremental: true,
  incrementalFile: 'coverage/mutation/incremental.json',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  jsonReporter: { fileName: 'coverage/mutation/mutation.json' },
  thresholds: { high: 98, low: 95, break: 95 },
}
