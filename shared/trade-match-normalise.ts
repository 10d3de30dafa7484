import { createSignReader, FIRST_HAN } from '#shared/trade-match-signs'

/** Longest text that is looked at, in characters; what follows cannot name a trade. */
const MAX_LENGTH = 64

function words(list: string): string[] {
  return list.trim().split(/\s+/)
}

/** What people say around the trade: opening words, longest first within a start. */
const OPENINGS = words(`
  请问 你好 我是一名 我是一个 我是个 我是 我在 我会 我想 我要 我们 我 俺是 俺 咱
  本人是 本人 老公是 老公 爸爸是 儿子是 家里 以前 现在 一直 平时 主要 专门 专业 负责
  从事 会 能 想 在工地上 在工地 工地上 工地里 工地 在厂里 厂里 在小区 学习 学 考个
  考 报名 报 当 干 搞 弄 做 建筑施工现场场内 建筑施工现场 施工现场 现场 场内 找 招聘
  招 一名 一个 老
`)

/** What people say after the trade. */
const ENDINGS = words(`
  补贴多少钱 补贴多少 补多少钱 补多少 多少钱 有补贴吗 有没有补贴 有没有 能领多少 能领吗
  能补吗 怎么领 怎么报名 报名 培训班 培训 补贴 上岗证 操作证 资格证 证书 证怎么考
  怎么考 考证 可以吗 吗 呢 啊 呀 老师傅 师傅 师父 大师 工人 的人 工种 岗位 工作
  作业 这行 这个 班组 队伍 班长 组长 领班 工头 学徒工 学徒 徒弟 帮手 兄弟 大哥 大姐 大叔 大爷 大妈 阿姨 活儿 的活 活 的 嘞
  滴 哒 佬 仔
`)

/** Endings that only say "a person who does it". */
const ROLES = words(`
  操作人员 操作工 操作员 操作手 驾驶人员 驾驶员 驾驶工 工程师 技术员 技术工 管理员
  专业工 作业员 作业人员 司机 机手 工人 师傅 人员 技工 工 员 手 师 匠 者 人 活 的
`)

/** Last characters of roles: most names are told apart by these alone. */
const ROLE_ENDS = new Set(ROLES.map((role) => role.charAt(role.length - 1)))

/** Words that describe an activity or a place but never a trade on their own. */
export const WEAK_WORDS = new Set(
  words(`
  安装 操作 施工 管理 检验 检测 维修 清洗 修理 制作 建筑 现场 设备 机械 驾驶 运行
  作业 工程 施工现场 技术 专业 维护 生产 加工 装卸 高空 高级 中级 初级 调试 检修
  拆卸 安拆 工地 师傅 工人 司机 服务
`),
)

/**
 * Maps each traditional or variant character to its simplified form. Packed as `<step to each simplified form>|<for each
 * variant: step to it, steps from form to form>`.
 */
export function decodePairs(packed: string): Map<string, string> {
  const [forms = '', variants = ''] = packed.split('|')
  const simple: string[] = []
  const formSigns = createSignReader(forms)
  for (let code = FIRST_HAN; !formSigns.isAtEnd();) {
    code += formSigns.next()
    simple.push(String.fromCharCode(code))
  }
  const pairs = new Map<string, string>()
  const signs = createSignReader(variants)
  let place = 0
  for (let code = FIRST_HAN; !signs.isAtEnd();) {
    code += signs.next()
    place = (place + signs.nextLong()) % simple.length
    pairs.set(String.fromCharCode(code), simple[place] ?? '')
  }
  return pairs
}

/** Half width, lower case, simplified; at most 64 characters of the input are kept. */
export function foldText(text: string, simplified: ReadonlyMap<string, string>): string {
  const start = [...text.slice(0, MAX_LENGTH * 8)].slice(0, MAX_LENGTH * 2).join('')
  const folded = start.normalize('NFKC').toLowerCase()
  let result = ''
  for (const character of folded) result += simplified.get(character) ?? character
  return result
}

/** Letters, digits and Chinese characters only. */
export function squeeze(text: string): string {
  return text.replace(/[^a-z0-9\u3400-\u9fff\u{20000}-\u{2ffff}]+/gu, '').slice(0, MAX_LENGTH)
}

/** The pieces between punctuation marks, each squeezed. */
export function pieces(text: string): string[] {
  return text
    .split(/[^a-z0-9\s\u3400-\u9fff\u{20000}-\u{2ffff}]+/u)
    .map(squeeze)
    .filter((piece) => piece.length > 0)
}

function without(text: string, list: readonly string[], side: 'start' | 'end'): string {
  for (const word of list) {
    const fits = side === 'start' ? text.startsWith(word) : text.endsWith(word)
    if (fits && text.length - word.length >= 2) {
      return side === 'start' ? text.slice(word.length) : text.slice(0, -word.length)
    }
  }
  return text
}

/** The text with ever more frame words taken away, fullest first, without repetition. */
export function unframe(text: string): string[] {
  const found = [text]
  const add = (candidate: string): void => {
    if (!found.includes(candidate)) found.push(candidate)
  }
  let current = text
  for (let round = 0; round < 4; round += 1) {
    current = without(current, ENDINGS, 'end')
    add(current)
  }
  for (let round = 0; round < 4; round += 1) {
    current = without(current, OPENINGS, 'start')
    add(current)
  }
  let opened = text
  for (let round = 0; round < 3; round += 1) {
    opened = without(opened, OPENINGS, 'start')
    add(opened)
  }
  return found
}

/** The text without frame words at its end, so that the last word is the head of the phrase. */
export function withoutEnding(text: string): string {
  let current = text
  for (let round = 0; round < 3; round += 1) current = without(current, ENDINGS, 'end')
  return current
}

/** The name without its role ending (工, 员, 司机…), or '' when it has none or too little or only a weak word would remain. */
export function stemOf(text: string): string {
  if (!ROLE_ENDS.has(text.charAt(text.length - 1))) return ''
  const stem = without(text, ROLES, 'end')
  return stem === text || WEAK_WORDS.has(stem) ? '' : stem
}

const ONLY_ROLE = new RegExp(
  `^(?:${[...WEAK_WORDS, ...ROLES].sort((a, b) => b.length - a.length).join('|')})+$`,
)

/** Whether the text says only that somebody does something (安装拆卸, 安装工), not to what. */
export function isOnlyRole(text: string): boolean {
  return ONLY_ROLE.test(text)
}
