import * as v from 'valibot'
import type { FieldError } from '#shared/problem'
import { invalidFields } from './problem'

/** A schema whose input arrives from outside. */
export type InputSchema = v.GenericSchema<unknown, unknown>

/** Sentences for what a schema alone cannot say in Chinese. */
const wordings: Partial<Record<string, string>> = {
  strict_object: '有不认识的内容，请更新小程序后再试',
  object: '请填写',
  array: '请填写',
  string: '请填写',
  number: '请填数字',
  boolean: '请选择',
}

/**
 * Parses input from outside against its schema.
 * @throws Problem `invalid_fields` naming every wrong field, not just the first; of one field the first fault
 */
export function parseInput<Schema extends InputSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input, { abortPipeEarly: true })
  if (result.success) return result.output
  throw invalidFields(result.issues.flatMap((issue) => fieldErrors(issue)))
}

function fieldErrors(issue: v.BaseIssue<unknown>): FieldError[] {
  const pointer = (issue.path ?? []).map((item) => `/${escapePointer(String(item.key))}`).join('')
  return [
    { pointer, code: issue.type, detail: hasChinese(issue.message) ? issue.message : sentenceFor(issue) },
  ]
}

function sentenceFor(issue: v.BaseIssue<unknown>): string {
  const missing = issue.received === 'undefined'
  return (missing ? '请填写' : wordings[issue.type]) ?? '这一项填得不对'
}

function hasChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
