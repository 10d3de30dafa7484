import type { InstitutionRecordView } from '#shared/public-lists'

/** What our records say of an institution, in one line; few cases say nothing. */
export function recordLine(record: InstitutionRecordView | null): string {
  if (record === null) return ''
  const { passPercent, medianDays } = record
  const parts = [
    ...(passPercent === null ? [] : [`合格率${String(passPercent)}%`]),
    ...(medianDays === null ? [] : [`申领到到账${String(medianDays)}天`]),
  ]
  return parts.join('，')
}
