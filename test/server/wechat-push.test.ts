import { createCipheriv, createHash } from 'node:crypto'
import { seal, sign } from '../../server/simulators/wechat/push-seal'
import { isSignedBy, openMessage } from '../../server/wechat/push-crypto'
import { createPushReceiver } from '../../server/wechat/push-receiver'

/** The example of the platform's own documentation. */
const TOKEN = 'AAAAA'
const AES_KEY = 'A'.repeat(43)
const APP_ID = 'wxba5fad812f8e6fb9'
const GH_ID = 'gh_97417a04a28d'
const SEALED =
  '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04='
const MESSAGE =
  '{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}'
const QUERY = {
  msg_signature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
  timestamp: '1714112445',
  nonce: '415670741',
  encrypt_type: 'aes',
}
const AT = 1714112445_000

describe('the documented example of a push', () => {
  it('is signed as documented, in the client and in the simulator', () => {
    const signatures: Array<[string, string[]]> = [
      ['f464b24fc39322e44b38aa78f5edd27bd1441696', [TOKEN, '1714036504', '1514711492']],
      ['899cf89e464efb63f54ddac96b0a0a235f53aa78', [TOKEN, '1714037059', '486452656']],
      [QUERY.msg_signature, [TOKEN, QUERY.timestamp, QUERY.nonce, SEALED]],
    ]
    for (const [signature, parts] of signatures) {
      expect(isSignedBy(signature, parts)).toBe(true)
      expect(isSignedBy(signature.replace(/^./, 'x'), parts)).toBe(false)
      expect(sign(...parts)).toBe(signature)
    }
  })

  it('opens in the client to the documented text', () => {
    expect(openMessage(SEALED, AES_KEY)).toEqual({ message: MESSAGE, appId: APP_ID })
  })

  it('is sealed by the simulator to the documented bytes', () => {
    expect(seal(MESSAGE, { aesKey: AES_KEY, appId: APP_ID, random: 'a8eedb185eb2fecf' })).toBe(SEALED)
    const reply = seal('{"demo_resp":"good luck"}', {
      aesKey: AES_KEY,
      appId: APP_ID,
      random: '707722b803182950',
    })
    expect(reply).toBe(
      'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
    )
    const signature = '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1'
    expect(sign(TOKEN, '1713424427', '415670741', reply)).toBe(signature)
    expect(isSignedBy(signature, [TOKEN, '1713424427', '415670741', reply])).toBe(true)
    expect(openMessage(reply, AES_KEY)).toEqual({ message: '{"demo_resp":"good luck"}', appId: APP_ID })
  })
})

const receiver = createPushReceiver({
  appId: APP_ID,
  ghId: GH_ID,
  secrets: [{ token: TOKEN, aesKey: AES_KEY }],
  now: () => AT,
})

/** A push sealed with the right secrets around whatever is given. */
function push(message: object | string, changes: { appId?: string; timestamp?: string } = {}) {
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  const Encrypt = seal(text, { aesKey: AES_KEY, appId: changes.appId ?? APP_ID, random: 'a8eedb185eb2fecf' })
  const timestamp = changes.timestamp ?? QUERY.timestamp
  const query = { ...QUERY, timestamp, msg_signature: sign(TOKEN, timestamp, QUERY.nonce, Encrypt) }
  return { query, body: JSON.stringify({ ToUserName: GH_ID, Encrypt }) }
}

/** Seals raw bytes, padding and all, as no honest sender would. */
function rawPush(bytes: Buffer) {
  const key = Buffer.alloc(32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const Encrypt = Buffer.concat([cipher.update(bytes), cipher.final()]).toString('base64')
  const parts = [TOKEN, QUERY.timestamp, QUERY.nonce, Encrypt].sort().join('')
  const msg_signature = createHash('sha1').update(parts).digest('hex')
  return { query: { ...QUERY, msg_signature }, body: JSON.stringify({ Encrypt }) }
}

const size = Buffer.from([0, 0, 0, 25])
const paddedWith33 = Buffer.concat([
  Buffer.alloc(16),
  size,
  Buffer.alloc(25, 'm'),
  Buffer.from(APP_ID),
  Buffer.alloc(33, 33),
])

describe('the door for pushes', () => {
  it('confirms the address with the echo, and only to a signed question', () => {
    const query = {
      signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
      timestamp: '1714036504',
      nonce: '1514711492',
      echostr: '4375120948345356249',
    }
    expect(receiver.confirmAddress(query)).toBe('4375120948345356249')
    expect(receiver.confirmAddress({ ...query, nonce: '1' })).toBeNull()
    expect(receiver.confirmAddress({})).toBeNull()
  })

  it('lets the documented push in', () => {
    const received = receiver.receive(QUERY, JSON.stringify({ ToUserName: GH_ID, Encrypt: SEALED }))
    expect(received).toMatchObject({ accepted: true, event: { kind: 'other', name: 'debug_demo' } })
  })

  it('knows the secrets of before and after a change', () => {
    const secrets = [
      { token: 'BBBBB', aesKey: 'B'.repeat(43) },
      { token: TOKEN, aesKey: AES_KEY },
    ]
    const changing = createPushReceiver({ appId: APP_ID, ghId: GH_ID, secrets, now: () => AT })
    const { query, body } = push(MESSAGE)
    expect(changing.receive(query, body)).toMatchObject({ accepted: true })
  })

  const good = push(MESSAGE)
  const wellSigned = {
    signature: sign(TOKEN, QUERY.timestamp, QUERY.nonce),
    timestamp: QUERY.timestamp,
    nonce: QUERY.nonce,
  }
  const stale = String(Number(QUERY.timestamp) - 601)
  const future = String(Number(QUERY.timestamp) + 601)
  it.each([
    ['a wrong signature', { ...good, query: { ...good.query, msg_signature: '0'.repeat(40) } }, 'forged'],
    ['another nonce than the signed one', { ...good, query: { ...good.query, nonce: '1' } }, 'forged'],
    ['a plain push, however well signed', { query: wellSigned, body: MESSAGE }, 'not_sealed'],
    [
      'a sealed push that says it is plain',
      { ...good, query: { ...good.query, encrypt_type: 'raw' } },
      'not_sealed',
    ],
    ['a plain body under a sealed query', { ...good, body: MESSAGE }, 'not_sealed'],
    ['a body that is no JSON', { ...good, body: '<xml></xml>' }, 'not_sealed'],
    ['a push older than ten minutes', push(MESSAGE, { timestamp: stale }), 'stale'],
    ['a push from the future', push(MESSAGE, { timestamp: future }), 'stale'],
    ['a push for another AppID', push(MESSAGE, { appId: 'wx0000000000000001' }), 'not_for_us'],
    ['a push for another account', push(MESSAGE.replace(GH_ID, 'gh_other')), 'not_for_us'],
    ['sealed text that is no JSON', push('hello'), 'unreadable'],
    ['sealed JSON that is no push', push({ hello: 1 }), 'unreadable'],
    ['padding of 0', rawPush(Buffer.alloc(64)), 'forged'],
    ['padding of 33', rawPush(paddedWith33), 'forged'],
    ['padding of unequal bytes', rawPush(Buffer.concat([Buffer.alloc(62), Buffer.from([1, 2])])), 'forged'],
    [
      'a length beyond the end',
      rawPush(Buffer.concat([Buffer.alloc(16), Buffer.alloc(4, 0x7f), Buffer.alloc(12, 12)])),
      'forged',
    ],
    ['nothing but padding', rawPush(Buffer.alloc(32, 32)), 'forged'],
    ['a seal of half a block', { ...good, body: JSON.stringify({ Encrypt: 'AAAA' }) }, 'forged'],
  ])('(10 of 13) turns away %s', (_name, { query, body }, reason) => {
    expect(receiver.receive(query, body)).toEqual({ accepted: false, reason })
  })
})

describe('an event', () => {
  const head = { ToUserName: GH_ID, FromUserName: 'oPerson', CreateTime: 1688953684, MsgType: 'event' }
  const receive = (message: object) => {
    const { query, body } = push(message)
    const received = receiver.receive(query, body)
    if (!received.accepted) throw new Error(received.reason)
    return received
  }
  const popup = { ...head, Event: 'subscribe_msg_popup_event' }
  const entry = { TemplateId: 'T1', SubscribeStatusString: 'accept', PopupScene: '0' }

  it('(11 of 13) with one entry comes as an object, with several as an array, and reads alike', () => {
    const item = { templateId: 'T1', isAccepted: true }
    expect(receive({ ...popup, List: entry }).event).toEqual({
      kind: 'consent_given',
      openid: 'oPerson',
      items: [item],
    })
    const two = [entry, { ...entry, TemplateId: 'T2', SubscribeStatusString: 'reject' }]
    const expected = [item, { templateId: 'T2', isAccepted: false }]
    expect(receive({ ...popup, List: two }).event).toMatchObject({ items: expected })
  })

  it('tells a consent taken back', () => {
    const List = [{ TemplateId: 'T1', SubscribeStatusString: 'reject' }]
    const { event } = receive({ ...head, Event: 'subscribe_msg_change_event', List })
    expect(event).toEqual({
      kind: 'consent_changed',
      openid: 'oPerson',
      items: [{ templateId: 'T1', isAccepted: false }],
    })
  })

  it.each(['"1864323726461255681"', '1864323726461255681'])(
    '(11 of 13) settles a message by its id, given as %s',
    (id) => {
      const List = { TemplateId: 'T1', MsgID: 'ID', ErrorCode: 0, ErrorStatus: 'success' }
      const text = JSON.stringify({
        ...head,
        CreateTime: '1688953684',
        Event: 'subscribe_msg_sent_event',
        List,
      })
      const { query, body } = push(text.replace('"ID"', id))
      expect(receiver.receive(query, body)).toMatchObject({
        event: {
          kind: 'message_settled',
          items: [{ templateId: 'T1', msgid: '1864323726461255681', isDelivered: true }],
        },
      })
    },
  )

  it('about a withdrawn authorisation names the person, not the push service', () => {
    const about = { ...head, OpenID: 'oWorker', AppID: APP_ID }
    const revoke = receive({ ...about, Event: 'user_authorization_revoke', RevokeInfo: 8 })
    expect(revoke.event).toEqual({ kind: 'authorisation_revoked', openid: 'oWorker', revokeInfo: '8' })
    const cancel = receive({ ...about, Event: 'user_authorization_cancellation' })
    expect(cancel.event).toEqual({ kind: 'authorisation_cancelled', openid: 'oWorker' })
  })

  it('has one key over all its deliveries, and another than any other event', () => {
    const keyOf = (message: object) => receive(message).dedupeKey
    const first = keyOf({ ...popup, List: entry })
    expect(keyOf({ ...popup, CreateTime: '1688953684', List: entry })).toBe(first)
    const others = [
      { ...popup, List: { ...entry, TemplateId: 'T2' } },
      { ...popup, CreateTime: 1688953685, List: entry },
      { ...popup, FromUserName: 'oOther', List: entry },
      { ...popup, Event: 'subscribe_msg_change_event', List: entry },
      { ...popup, MsgId: 77, List: entry },
    ].map(keyOf)
    expect(new Set([first, ...others]).size).toBe(6)
    expect(keyOf({ ...head, MsgId: '77', MsgType: 'text' })).toBe(others[4])
    expect(first).not.toContain('oPerson')
  })

  it('that is known but misshapen is taken as unknown, so that WeChat stops repeating it', () => {
    expect(receive({ ...popup, List: 'x' }).event).toEqual({
      kind: 'other',
      name: 'subscribe_msg_popup_event',
    })
  })
})
