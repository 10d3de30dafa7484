import Taro from '../support/taro'

// Which platform it is is decided when the program is built.
jest.mock('../../miniapp/src/platform/target', () => ({ isH5: false }))
import { watchUpdates } from '../../miniapp/src/platform/updates'

let ready: () => void
let failed: () => void
const applyUpdate = jest.fn()
/** Lets the answer to the question come in. */
const answered = () => new Promise((resolve) => setTimeout(resolve, 0))

function startWith(wechat: object): void {
  Object.assign(globalThis, { wx: wechat })
  watchUpdates()
}

/** WeChat's manager, which the tests tell what has become of the download. */
const start = () =>
  startWith({
    getUpdateManager: () => ({
      onUpdateReady: (tell: () => void) => (ready = tell),
      onUpdateFailed: (tell: () => void) => (failed = tell),
      applyUpdate,
    }),
  })

beforeEach(start)
afterEach(() => {
  jest.restoreAllMocks()
  applyUpdate.mockReset()
})

function answering(confirm: boolean) {
  return jest.spyOn(Taro, 'showModal').mockResolvedValue({ confirm, cancel: !confirm })
}

describe('a new version', () => {
  it('begins at once for who says yes, and says before that nothing typed is lost', async () => {
    const question = answering(true)
    ready()
    await answered()
    expect(question).toHaveBeenCalledWith(
      expect.objectContaining({ title: '有新版本', content: expect.stringContaining('内容还在') }),
    )
    expect(applyUpdate).toHaveBeenCalledTimes(1)
  })

  it('waits for the next start for who says no', async () => {
    answering(false)
    ready()
    await answered()
    expect(applyUpdate).not.toHaveBeenCalled()
  })

  it('asks nothing before it has been fetched', async () => {
    const question = answering(true)
    start()
    await answered()
    expect(question).not.toHaveBeenCalled()
  })

  it('that could not be fetched says that the old one goes on and how to get the new one', async () => {
    const words = answering(true)
    failed()
    await answered()
    expect(words).toHaveBeenCalledTimes(1)
    expect(words).toHaveBeenCalledWith(
      expect.objectContaining({
        content: expect.stringMatching(/照常能用.*连上网.*再打开/),
        showCancel: false,
      }),
    )
    expect(applyUpdate).not.toHaveBeenCalled()
  })

  it('is nothing that an old WeChat knows of', () => {
    expect(() => startWith({})).not.toThrow()
  })
})
