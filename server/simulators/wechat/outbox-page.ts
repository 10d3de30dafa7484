import type { SimulatedTemplate } from './simulator-context'
import type { SentMessage } from './simulator-state'

const STYLE = `
body{margin:0;background:#ededed;color:#191919;font:17px/1.6 system-ui,"PingFang SC","Noto Sans SC",sans-serif}
main{max-width:480px;margin:0 auto;padding:16px}
h1{font-size:19px;margin:8px 0}
p{margin:4px 0;color:#5c5c5c;font-size:15px}
article{background:#fff;border-radius:8px;margin:16px 0;padding:16px;overflow-wrap:anywhere}
h2{font-size:17px;margin:0 0 8px}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:0 0 8px}
dt{color:#5c5c5c}dd{margin:0}
footer{border-top:1px solid #e5e5e5;padding-top:8px;color:#5c5c5c;font-size:14px}`

/** The service notifications as they would stand in WeChat, newest first, for a person's eyes. */
export function outboxPage(
  messages: readonly SentMessage[],
  templates: readonly SimulatedTemplate[],
): string {
  const cards = messages.map((message) => card(message, templates)).reverse()
  const list = cards.length > 0 ? cards.join('\n') : '<article>还没有消息。</article>'
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="5"><title>模拟微信 · 服务通知</title><style>${STYLE}</style></head>
<body><main><h1>服务通知</h1><p>演示：这是模拟的微信，下面的消息没有发到任何人的手机。</p>
${list}
</main></body></html>`
}

function card(message: SentMessage, templates: readonly SimulatedTemplate[]): string {
  const template = templates.find(({ id }) => id === message.templateId)
  const rows = Object.entries(message.data).map(
    ([key, value]) => `<dt>${escapeHtml(template?.labels?.[key] ?? key)}</dt><dd>${escapeHtml(value)}</dd>`,
  )
  return `<article><h2>${escapeHtml(template?.title ?? message.templateId)}</h2><dl>${rows.join('')}</dl>
<footer>${shanghaiTime(message.sentAt)} · 收件人 ${escapeHtml(message.openid)}<br>点开进入 ${escapeHtml(message.page)}</footer></article>`
}

function shanghaiTime(instant: string): string {
  return new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
