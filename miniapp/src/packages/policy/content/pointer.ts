import { isRecord } from '#shared/subsidy-canonical'

/**
 * Places in a version's content as JSON pointers (RFC 6901). A member of a list is named by what identifies it, so that
 * a place stays the same while others are added before it: `/document/rules/R11-1/amount/fen`, `/catalogue/41/name`.
 */

/** By what a member of a list is known, in this order. */
const names = ['id', 'seq', 'category', 'flag'] as const

/** Builds a pointer from its parts. */
export function pointerTo(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')
}

/** What stands at a place, or undefined. Members of lists may be named by their position, too. */
export function valueAt(content: unknown, pointer: string): unknown {
  return partsOf(pointer).reduce<unknown>((at, part) => {
    if (Array.isArray(at)) return at[positionIn(at, part)]
    return isRecord(at) ? at[part] : undefined
  }, content)
}

/** The same content with another value at one place; undefined takes the place away. Nothing else is copied. */
export function withValue(content: unknown, pointer: string, value: unknown): unknown {
  return replaced(content, partsOf(pointer), value)
}

/** The place to which a path leads, named in our way: numbers in it are positions, texts are names or else positions. */
export function namedPointer(content: unknown, path: readonly (string | number)[]): string {
  let at: unknown = content
  const parts = path.map((part) => {
    if (!Array.isArray(at)) {
      at = isRecord(at) ? at[part] : undefined
      return String(part)
    }
    const named = typeof part === 'number' ? part : positionIn(at, part)
    at = (at as unknown[])[named === -1 ? Number(part) : named]
    return nameOf(at) ?? String(part)
  })
  return pointerTo(...parts)
}

/** The parts of a pointer, unescaped. */
export function partsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
}

function replaced(at: unknown, [part, ...rest]: readonly string[], value: unknown): unknown {
  if (part === undefined) return value
  if (Array.isArray(at)) {
    const position = positionIn(at, part)
    // What somebody else has taken away is not made again from one of its parts.
    if (position === -1 && rest.length > 0) return at
    const member = replaced(at[position], rest, value)
    if (position === -1) return member === undefined ? at : [...(at as unknown[]), member]
    return member === undefined
      ? at.filter((_, index) => index !== position)
      : at.map((each: unknown, index) => (index === position ? member : each))
  }
  const before = isRecord(at) ? at : {}
  const next = replaced(before[part], rest, value)
  if (next !== undefined) return { ...before, [part]: next }
  return Object.fromEntries(Object.entries(before).filter(([name]) => name !== part))
}

function positionIn(list: readonly unknown[], part: string): number {
  const named = list.findIndex((member) => nameOf(member) === part)
  if (named !== -1) return named
  return /^\d+$/.test(part) && list.every((member) => nameOf(member) === null) ? Number(part) : -1
}

function nameOf(member: unknown): string | null {
  if (!isRecord(member)) return null
  const name = names.map((each) => member[each]).find((each) => each !== undefined)
  return typeof name === 'string' || typeof name === 'number' ? String(name) : null
}
