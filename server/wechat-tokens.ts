import { Schema, model } from 'mongoose'
import type { FieldCipher } from './personal-data/field-cipher'
import type { WechatTokenStore } from './wechat/access-token'

interface StoredToken {
  _id: string
  tokenCipher: string
  expiresAt: Date
}

const tokenSchema = new Schema<StoredToken>(
  {
    _id: { type: String, required: true },
    tokenCipher: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'wechat_tokens', versionKey: false, strict: 'throw' },
)

const Tokens = model('WechatToken', tokenSchema)

/** Keeps WeChat's access token where all processes of this installation find it, encrypted. */
export function createWechatTokenStore(cipher: FieldCipher): WechatTokenStore {
  const place = (appId: string) => ({ collection: 'wechat_tokens', field: 'token', recordId: appId })
  return {
    async read(appId) {
      const stored = await Tokens.findById(appId).lean<StoredToken>()
      return (
        stored && {
          token: cipher.decrypt(stored.tokenCipher, place(appId)),
          expiresAt: stored.expiresAt.getTime(),
        }
      )
    },
    async write(appId, token, expiresAt) {
      const tokenCipher = cipher.encrypt(token, place(appId))
      await Tokens.updateOne(
        { _id: appId },
        { $set: { tokenCipher, expiresAt: new Date(expiresAt) } },
        { upsert: true },
      )
    },
  }
}
