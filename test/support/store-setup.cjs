const { startStoreUnderTest } = require('./store-under-test')

/** Jest calls this once before the tests that need a store; the teardown finds the way to end it where this leaves it. */
module.exports = async () => {
  globalThis.endStoreUnderTest = await startStoreUnderTest()
}
