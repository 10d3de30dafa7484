import original from '#seeds/policies/lyg-2020-housing-skills.clauses.json'

/** Title of the notice, verbatim. */
export const noticeTitle = original.title

/** The whole clause `（九）` as printed, by paragraphs; null when the notice has no such clause. */
export function originalText(clause: string): string[] | null {
  const found = original.clauses.find((each) => each.clause === clause)
  return found ? [found.section, ...found.text.split('\n')] : null
}

/** The whole clause around a quotation; null where the words are another text's: a later version quotes its own. */
export function textAround(clause: string, quotation: string): string[] | null {
  const original = originalText(clause)
  return original?.join('').includes(quotation) === true ? original : null
}
