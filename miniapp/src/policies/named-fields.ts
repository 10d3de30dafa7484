import { policyBrief } from './brief'

/**
 * The field that the notice names and the words are about, for somebody whose work the annex does not list: only the
 * office can say whether it pays. Null where the notice names no such field.
 * @param advice what the search says of the words; it begins with the field where the words do not name it
 */
export function fieldOf(words: string, advice: string): string | null {
  return policyBrief().fields.find((name) => words.includes(name) || advice.startsWith(name)) ?? null
}
