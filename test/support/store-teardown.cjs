module.exports = async () => {
  await globalThis.endStoreUnderTest?.()
}
