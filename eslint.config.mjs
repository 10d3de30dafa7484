import tseslint from 'typescript-eslint'
import prettier from 'eslint-config-prettier'
import importX from 'eslint-plugin-import-x'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'

/**
 * Who may import whom. A zone's message names what to do instead.
 * `from` is written in globs throughout: the rule does not mix globs and plain paths.
 */
const zones = [
  {
    target: './shared/**/*',
    from: ['./server/**/*', './miniapp/**/*', './seeds/**/*', './test/**/*'],
    message: 'shared/ is pure: pass the data in, or move the code to the side that needs it.',
  },
  {
    target: './miniapp/**/*',
    from: ['./server/**/*', './test/**/*'],
    message: 'The phone talks to the server over HTTP; what both need lives in shared/.',
  },
  {
    target: './server/store/**/*',
    from: [
      './shared/**/*',
      './miniapp/**/*',
      './seeds/**/*',
      './test/**/*',
      './server/!(store)/**/*',
      './server/*.ts',
    ],
    message: 'The embedded store knows nothing of the product.',
  },
  {
    target: ['./server/!(store)/**/*', './server/*.ts', './seeds/**/*'],
    from: ['./server/store/!(start-store.ts)', './server/store/*/**/*'],
    message: 'The product sees the embedded store only through start-store.ts (a folder in, a URI out).',
  },
  {
    target: ['./server/!(store|simulators|commands)/**/*', './server/*.ts'],
    from: ['./server/simulators/**/*'],
    message: 'The product does not know that a peer is simulated; only commands/ start simulators.',
  },
  {
    target: './server/wechat/**/*',
    from: ['./server/!(wechat)/**/*', './server/*.ts'],
    message: 'The WeChat client knows nothing of the product: pass in what it needs.',
  },
  {
    target: './server/simulators/**/*',
    from: ['./server/!(simulators)/**/*', './server/*.ts'],
    message: 'A simulator shares nothing with what it stands in for.',
  },
  { target: './server/http/**/*', from: ['./server/!(http)/**/*'], message: 'http/ knows no domain folder.' },
]

/** Models are private to their domain: another domain asks the owner's service. */
const domains = [
  'audit',
  'budgets',
  'auth',
  'people',
  'service-desk',
  'institutions',
  'evaluation-bodies',
  'public-lists',
  'classes',
  'class-filings',
  'enrolments',
  'class-results',
  'certificates',
  'class-watches',
  'class-ratings',
  'sights',
  'apprenticeships',
  'attendance',
  'online-lessons',
  'paper-count',
  'charge-reports',
  'objections',
  'consents',
  'uploads',
  'crews',
  'claims',
  'payouts',
  'notifications',
  'policies',
  'trade-searches',
  'wechat-events',
  'staff',
  'jobs',
  'personal-data',
]
const modelZones = domains.map((domain) => ({
  target: [`./server/!(${domain}|commands)/**/*`, './server/*.ts'],
  from: [`./server/${domain}/*.model.ts`],
  message: `Ask server/${domain}/*.service.ts instead of its model.`,
}))

export default tseslint.config(
  { ignores: ['node_modules', 'miniapp/dist', 'dist', 'data', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...zones, ...modelZones] }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'No clock in shared/: take the date as an argument.' },
        { name: 'process', message: 'shared/ runs on the phone, too.' },
        { name: 'window', message: 'shared/ runs on the server, too.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'No randomness in shared/: take it as an argument.' },
      ],
      'no-restricted-imports': ['error', { patterns: ['node:*', '@tarojs/*', 'react', 'mongoose', 'koa'] }],
    },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/config.ts', 'server/commands/**', 'server/store/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read configuration in config.ts only.' },
      ],
    },
  },
  {
    files: [
      'miniapp/src/pages/**',
      'miniapp/src/packages/**',
      'miniapp/src/app.ts*',
      'miniapp/src/app.config.ts',
      'miniapp/config/**',
    ],
    rules: { 'import-x/no-default-export': 'off' },
  },
  { files: ['miniapp/**/*.tsx', 'test/**'], rules: { 'max-lines-per-function': ['error', { max: 150 }] } },
  {
    files: ['server/commands/**', 'test/bench/**', 'test/prove/**', 'test/support/check-browser.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs', 'miniapp/babel.config.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  prettier,
)
