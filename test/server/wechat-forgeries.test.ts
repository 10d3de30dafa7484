import { tryPushes } from '../prove/wechat-push-trial'
import { startTestServer } from '../support/server'

describe('pushes that must not be let in (200 of the 1,000 of npm run prove:wechat-pushes)', () => {
  it('leave nothing: forged, replayed, skewed, downgraded or misdirected, with true ones between them', async () => {
    const server = await startTestServer()
    const trial = await tryPushes(server, 200, 20)
    await server.stop()
    expect(trial).toMatchObject({ accepted: 0, answeredWrongly: [], genuineSent: 20, genuineTaken: 20 })
    expect(Object.keys(trial.sent).sort()).toEqual([
      'downgraded',
      'forged',
      'misdirected',
      'replayed',
      'skewed',
    ])
  })
})
