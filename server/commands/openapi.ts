import { createSecretKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { routesOf } from '../app'
import { createRootSigner } from '../audit/root-signer'
import { openApiText } from '../openapi'

const FILE = path.resolve(__dirname, '..', '..', 'openapi.json')

/** `npm run openapi`: writes the document of the routes of a service, which is also what the server answers. */
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
writeFileSync(FILE, openApiText(routes))

function unasked(): Promise<never> {
  return Promise.reject(new Error('Only the route table is read here'))
}
