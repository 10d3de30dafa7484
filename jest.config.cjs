const transform = {
  '^.+\\.[jt]sx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs' },
    },
  ],
}
const node = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform,
  modulePathIgnorePatterns: ['<rootDir>/miniapp/dist'],
}
/** Whole servers run on the store that is found: MONGODB_URI, a mongod of this machine, or the embedded one. */
const onStore = {
  globalSetup: '<rootDir>/test/support/store-setup.cjs',
  globalTeardown: '<rootDir>/test/support/store-teardown.cjs',
}

module.exports = {
  testTimeout: 30_000,
  // A worker on every core: whoever waits for the store, a build or a browser leaves its core to another.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/test-order.cjs',
  projects: [
    {
      ...node,
      displayName: 'shared',
      testMatch: ['<rootDir>/test/shared/**/*.test.ts', '<rootDir>/test/policies/**/*.test.ts'],
    },
    { ...node, displayName: 'store', testMatch: ['<rootDir>/test/store/**/*.test.ts'] },
    {
      ...node,
      ...onStore,
      displayName: 'server',
      testMatch: ['<rootDir>/test/server/**/*.test.ts', '<rootDir>/test/*.test.ts'],
    },
    {
      ...node,
      displayName: 'miniapp',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/miniapp/**/*.test.ts?(x)'],
      moduleNameMapper: {
        '\\.(scss|css)$': '<rootDir>/test/support/empty.cjs',
        '\\.(png|jpe?g|svg)$': '<rootDir>/test/support/file.cjs',
        '^@tarojs/components$': '<rootDir>/test/support/taro-components.tsx',
        '^@tarojs/taro$': '<rootDir>/test/support/taro.ts',
        '^@/(.*)$': '<rootDir>/miniapp/src/$1',
      },
      setupFilesAfterEnv: ['<rootDir>/test/support/miniapp-setup.ts'],
    },
    {
      ...node,
      ...onStore,
      displayName: 'journeys',
      testMatch: ['<rootDir>/test/journeys/**/*.test.ts'],
    },
  ],
}
