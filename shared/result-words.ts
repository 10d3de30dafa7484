import type { CertificateKind, CertificateLevel } from './certificate-kinds'
import { isRealDate } from './primitives'

/** What the words for a result mean. `score` waits for somebody to say from how many points on it is a pass. */
export type Outcome = { kind: 'passed' } | { kind: 'failed' } | { kind: 'score'; points: number }

const PASSED = /^(合格|及格|通过|已通过|已合格|是|优|优秀|良|良好|中|√|✓|✔|pass(ed)?)$/i
const FAILED = /^(不合格|未合格|不及格|未通过|没通过|不通过|否|差|缺考|未考|没考|旷考|作弊|×|✗|x|fail(ed)?)$/i

/** 合格, 未通过, 86.5; null for anything else. */
export function outcomeOf(words: string): Outcome | null {
  const bare = words.normalize('NFKC').replace(/\s|分$/g, '')
  if (FAILED.test(bare)) return { kind: 'failed' }
  if (PASSED.test(bare)) return { kind: 'passed' }
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(bare)) return null
  return { kind: 'score', points: Number(bare) }
}

/** A day as people and sheets write it: 2021-06-18, 2021/6/18, 2021.6.18, 2021年6月18日, 20210618; null for none of these. */
export function dayOf(words: string): string | null {
  const bare = words.normalize('NFKC').trim()
  const parts =
    /^(\d{4})(?:\s*[-/.年]\s*)(\d{1,2})(?:\s*[-/.月]\s*)(\d{1,2})\s*日?(?:[T\s].*)?$/.exec(bare) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(bare)
  if (!parts) return null
  const [, year = '', month = '', date = ''] = parts
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isRealDate(day) ? day : null
}

/** A certificate without a last day, in the words of sheets. */
export function isForEver(words: string): boolean {
  return /^(长期|长期有效|永久|永久有效|终身|无|无期限|-+|—+|\/)$/.test(words.trim())
}

const LEVELS: readonly (readonly [RegExp, CertificateLevel])[] = [
  [/高级技师|一级|^[1Ⅰ]$|^1级/, 1],
  [/技师|二级|^[2Ⅱ]$|^2级/, 2],
  [/高级|三级|^[3Ⅲ]$|^3级/, 3],
  [/中级|四级|^[4Ⅳ]$|^4级/, 4],
  [/初级|五级|^[5Ⅴ]$|^5级/, 5],
]

/** 中级工, 四级, 4 → 4; null where no level is meant. The word counts before the number: 高级技师（一级）. */
export function levelOf(words: string): CertificateLevel | null {
  const bare = words.replace(/\s/g, '')
  return LEVELS.find(([pattern]) => pattern.test(bare))?.[1] ?? null
}

/** Which certificate is meant; null for a kind that there is not. */
export function certificateKindOf(words: string): CertificateKind | null {
  const bare = words.normalize('NFKC').replace(/\s/g, '')
  if (/特种作业|操作资格|操作证|特种工/.test(bare)) return 'special_operations'
  if (/专项/.test(bare)) return 'special_skill'
  if (/考核合格|安全生产考核|安全员|^[ABC]证|三类人员|安管/.test(bare)) return 'competency'
  if (/技能等级|职业资格|等级证|技术等级|等级认定/.test(bare) || /[初中高]级工|技师/.test(bare))
    return 'level'
  return null
}
