import { foldLine } from '#shared/roster-fold'
import { takeNumbers } from '#shared/roster-numbers'
import type { FindTrade, RosterAside, RosterEntry } from '#shared/roster-types'
import { fieldOfLabel, INLINE_LABEL, isChatter, nameLikelihood } from '#shared/roster-words'

/** What one line says. */
interface LineFacts {
  name: string
  idNumber: string
  mobileNumber: string
  trade: string
  /** Whether the name is surely meant as one: numbered, labelled, or with a common surname. */
  isSure: boolean
}

interface Word {
  readonly text: string
  readonly label: 'name' | 'trade' | null
  /** Before a colon: who wrote the line, unless nobody else is named in it. */
  readonly isPrefix: boolean
}

const DAY = /(?<![\d-])\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?!\d)|(?<!\d)\d{1,2}月\d{1,2}[日号]/g
const TIME =
  /(?<![\d:])(?:上午|下午|中午|晚上|凌晨|早上|昨天|今天|星期.|\s)*\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/g
const BREAKS = /[\s,、;|/()[\]【】「」『』<>《》〈〉"'“”‘’。.!?+=_~#*^&$%\\`{}:…-]+/
const WORK_ENDING = /(工|匠|员|司机|司索|师傅|瓦|的|操作手|架子|电焊|钢筋|塔吊)$/
const SAYS_WORK = /^(?:干|做|搞|是|会|学)(.+?)的?$/

/** People out of text as it is copied from a chat: one a line, or name and numbers on lines of their own. */
export function readChat(
  lines: readonly string[],
  findTrade: FindTrade,
): { entries: RosterEntry[]; aside: RosterAside[] } {
  const entries: RosterEntry[] = []
  const aside: RosterAside[] = []
  let open: RosterEntry | null = null
  const close = () => {
    if (open) entries.push(open)
    open = null
  }
  for (const { line, text, isNumbered } of lines.flatMap(segmentsOf)) {
    const facts = factsOf(text, isNumbered, findTrade)
    const joined: RosterEntry | null = open && continued(open, facts)
    if (joined) {
      open = joined
      continue
    }
    if (!isPerson(facts)) {
      aside.push({ line, text })
      continue
    }
    close()
    const { name, idNumber, mobileNumber, trade } = facts
    const entry: RosterEntry = { line, name, idNumber, mobileNumber, trade }
    // Only who has a name and no number yet may find the rest on the next lines.
    if (idNumber === '' && mobileNumber === '') open = entry
    else entries.push(entry)
  }
  close()
  return { entries: entries.sort((one, other) => one.line - other.line), aside }
}

/** A line, or the people of one who stand in it with semicolons between them. */
function segmentsOf(raw: string, index: number): { line: number; text: string; isNumbered: boolean }[] {
  const { text, isNumbered } = foldLine(raw)
  if (text === '') return []
  const parts = text.split(';').filter((part) => part.trim() !== '')
  const severalPeople = parts.length > 1 && parts.every((part) => takeNumbers(part).idNumber !== '')
  return (severalPeople ? parts : [text]).map((part) => ({
    line: index + 1,
    text: severalPeople ? foldLine(part).text : part,
    isNumbered,
  }))
}

/** The entry with what a nameless line adds to it; null when that line stands for itself. */
function continued(open: RosterEntry, facts: LineFacts): RosterEntry | null {
  if (facts.name !== '') return null
  const added = (['idNumber', 'mobileNumber', 'trade'] as const).filter((field) => facts[field] !== '')
  if (added.length === 0 || added.some((field) => open[field] !== '')) return null
  return added.reduce((entry, field) => ({ ...entry, [field]: facts[field] }), open)
}

function isPerson({ name, idNumber, mobileNumber, trade, isSure }: LineFacts): boolean {
  if (idNumber !== '') return true
  return name !== '' && isSure && (mobileNumber !== '' || trade !== '' || !isChatter(name))
}

function factsOf(text: string, isNumbered: boolean, findTrade: FindTrade): LineFacts {
  const undated = text.replace(DAY, ' ').replace(TIME, ' ')
  const { idNumber, mobileNumber, rest } = takeNumbers(undated)
  const words = wordsOf(rest)
  const name = nameAmong(words, findTrade)
  const trade = tradeAmong(
    words.filter((word) => word !== name),
    findTrade,
  )
  const isDatedOnly = undated !== text && idNumber === '' && mobileNumber === ''
  const isSure =
    !isDatedOnly &&
    name !== null &&
    (name.label === 'name' || isNumbered || (nameLikelihood(name.text) === 2 && words.length <= 4))
  return { name: name?.text ?? '', idNumber, mobileNumber, trade, isSure }
}

/** The words of a line, with the label that stands before them. */
function wordsOf(rest: string): Word[] {
  const prefix = /^([^:]{1,16}):(?=.)/.exec(rest)?.[1]
  const isNamedPrefix = prefix !== undefined && prefix.replace(INLINE_LABEL, '') === prefix
  const pieces = rest.split(INLINE_LABEL)
  const words: Word[] = []
  pieces.forEach((piece, place) => {
    if (place % 2 === 1) return
    const field = fieldOfLabel(pieces[place - 1] ?? '')
    const label = field === 'name' || field === 'trade' ? field : null
    mergedWords(piece).forEach((text, at) => {
      const isPrefix = isNamedPrefix && place === 0 && prefix.includes(text)
      words.push({ text, label: at === 0 ? label : null, isPrefix })
    })
  })
  return words
}

/** Words between blanks and signs; 张 三 and John Smith are one. */
function mergedWords(piece: string): string[] {
  const merged: string[] = []
  const isSingle = (word: string) => /^\p{Script=Han}$/u.test(word)
  const isLatin = (word: string) => /^[A-Za-z]+( [A-Za-z]+)*$/.test(word)
  let wasSingle = false
  for (const word of piece.split(BREAKS).filter((each) => each !== '' && !/^\d+$/.test(each))) {
    const before = merged.at(-1)
    if (before !== undefined && wasSingle && isSingle(word)) merged[merged.length - 1] = before + word
    else if (before !== undefined && isLatin(before) && isLatin(word))
      merged[merged.length - 1] = `${before} ${word}`
    else {
      merged.push(word)
      wasSingle = isSingle(word)
    }
  }
  return merged
}

function nameAmong(words: readonly Word[], findTrade: FindTrade): Word | null {
  const scored = words.map((word) => ({ word, score: nameScore(word, findTrade) }))
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), {
    word: null,
    score: 0,
  } as {
    word: Word | null
    score: number
  })
  return best.word
}

/** Above 0 = may be the name of this line. A label is believed; who writes counts less than who is written about. */
function nameScore({ text, label, isPrefix }: Word, findTrade: FindTrade): number {
  const likelihood = nameLikelihood(text)
  if (label === 'name') return likelihood + 10
  if (likelihood === 0 || label === 'trade') return 0
  const isWork = likelihood < 2 ? isTrade(text, findTrade) : WORK_ENDING.test(text)
  return likelihood - (isWork ? 3 : 0) - (isPrefix ? 0.5 : 0)
}

function tradeAmong(words: readonly Word[], findTrade: FindTrade): string {
  const labelled = words.find((word) => word.label === 'trade')
  if (labelled) return labelled.text
  const candidates = words.filter((word) => !word.isPrefix && !isChatter(word.text))
  const found =
    candidates.find((word) => isTrade(word.text, findTrade)) ??
    candidates.find((word) => WORK_ENDING.test(word.text) && word.text.length <= 10)
  return found ? (SAYS_WORK.exec(found.text)?.[1] ?? found.text) : ''
}

function isTrade(text: string, findTrade: FindTrade): boolean {
  return text.length >= 2 && text.length <= 20 && findTrade(text) !== null
}
