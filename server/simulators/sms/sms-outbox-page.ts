import type { SimulatedSms } from './sms-outbox'

const STYLE = `
body{margin:0;background:#f2f2f7;color:#111;font:17px/1.6 system-ui,"PingFang SC","Noto Sans SC",sans-serif}
main{max-width:480px;margin:0 auto;padding:16px}
h1{font-size:19px;margin:8px 0}
p{margin:4px 0;color:#5c5c5c;font-size:15px}
article{background:#fff;border-radius:16px;margin:12px 0;padding:12px 16px;overflow-wrap:anywhere}
footer{color:#5c5c5c;font-size:14px}`

/** The messages as they would stand on phones, newest first, for a person's eyes. */
export function smsOutboxPage(messages: readonly SimulatedSms[]): string {
  const cards = messages.map(card).reverse()
  const list = cards.length > 0 ? cards.join('\n') : '<article>还没有短信。</article>'
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="5"><title>模拟短信</title><style>${STYLE}</style></head>
<body><main><h1>短信</h1><p>演示：这是模拟的短信，没有发到任何人的手机。</p>
${list}
</main></body></html>`
}

function card({ phone, text, sentAt }: SimulatedSms): string {
  const at = new Date(sentAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })
  return `<article>${escaped(text)}<footer>${at} · 收件人 ${escaped(phone)}</footer></article>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}
