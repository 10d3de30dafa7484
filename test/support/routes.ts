import { createSecretKey } from 'node:crypto'
import { routesOf } from '../../server/app'
import { createRootSigner } from '../../server/audit/root-signer'
import type { Route } from '../../server/http/route'

const unused = () => Promise.reject(new Error('Only the declarations are read'))

/** Every declared route of a demonstration server; their handlers are never called. */
export const declaredRoutes: readonly Route[] = routesOf({
  sessionKey: createSecretKey(Buffer.alloc(32)),
  wechat: { codeToSession: unused, codeToPhoneNumber: unused, miniProgramCode: unused, readIdCard: unused },
  sendSms: null,
  rootSigner: createRootSigner(createSecretKey(Buffer.alloc(32))),
  demoWechat: { loginCode: unused, phoneCode: unused, push: unused, subscribe: unused },
})

/** The address of a route with an identifier in every place. */
export function addressOf(route: Route, id: string): string {
  return route.path.replace(/:\w+/g, id)
}
