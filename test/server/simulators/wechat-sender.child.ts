import { createSecretKey, randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { connectMongo, disconnectMongo } from '../../../server/mongo'
import { FieldCipher } from '../../../server/personal-data/field-cipher'
import { createWechatTokenStore } from '../../../server/wechat-tokens'
import { createWechatClient } from '../../../server/wechat/wechat.client'

/** What the test tells this process at its start, as its one argument. */
const order = v.object({
  storeUri: v.string(),
  baseUrl: v.string(),
  appId: v.string(),
  appSecret: v.string(),
  key: v.string(),
  message: v.object({ templateId: v.string(), page: v.string(), data: v.record(v.string(), v.string()) }),
  keys: v.record(v.string(), v.picklist(['thing', 'amount', 'date'])),
})

/** A server process as far as WeChat sees it: sends to whomever its parent names, with the token that all share. */
async function main(): Promise<void> {
  const { storeUri, baseUrl, appId, appSecret, key, message, keys } = v.parse(
    order,
    JSON.parse(process.argv[2] ?? ''),
  )
  await connectMongo({ uri: storeUri })
  const secret = createSecretKey(key, 'base64')
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const client = createWechatClient({
    ...{ appId, appSecret, baseUrl, now: Date.now, random: Math.random, log: quiet },
    templates: [{ id: message.templateId, keys }],
    tokenStore: createWechatTokenStore(new FieldCipher(secret, secret, randomBytes)),
  })
  const sendTo = async (openids: string[]): Promise<string[]> => {
    const sends = openids.map((openid) =>
      client.sendSubscribeMessage({ ...message, openid, miniprogramState: 'formal' }),
    )
    return (await Promise.all(sends)).map(({ outcome }) => outcome)
  }
  process.on('message', (openids: string[]) => {
    void sendTo(openids).then((outcomes) => process.send?.({ outcomes }))
  })
  process.on('disconnect', () => {
    void disconnectMongo().then(() => process.exit(0))
  })
  process.send?.({ outcomes: [] })
}

void main()
