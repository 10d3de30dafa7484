import { createSecretKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { routesOf } from '../server/app'
import { createRootSigner } from '../server/audit/root-signer'
import { openApiText } from '../server/openapi'

describe('openapi.json', () => {
  it('says what the routes of a service say; npm run openapi writes it anew', () => {
    const unasked = () => Promise.reject(new Error('Only the route table is read here'))
    const routes = routesOf({
      sessionKey: createSecretKey('never used to sign', 'utf8'),
      wechat: {
        codeToSession: unasked,
        codeToPhoneNumber: unasked,
        miniProgramCode: unasked,
        readIdCard: unasked,
      },
      sendSms: null,
      rootSigner: createRootSigner(createSecretKey('never used to sign', 'utf8')),
      demoWechat: null,
    })
    const kept = readFileSync(path.resolve(__dirname, '..', 'openapi.json'), 'utf8')
    expect(kept).toBe(openApiText(routes))
  })
})
