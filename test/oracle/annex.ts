/**
 * The annex of the notice, read off the printed pages a second time: which row numbers stand under which
 * 种类. Kept apart from the product's list of trades on purpose, so that a slip in one shows against the other.
 */

export const lastRow = 181

/** 安全管理人员, printed 400. */
export function isSafetyManagement(row: number): boolean {
  return row >= 14 && row <= 18
}

/** 燃气, printed 400. */
export function isGas(row: number): boolean {
  return row >= 19 && row <= 29
}

/** 建筑施工特种作业, printed 1000. */
export function isSpecialOperations(row: number): boolean {
  if (row >= 30 && row <= 33) return true
  if (row === 42) return true
  if (row >= 45 && row <= 67) return true
  return row === 71 || row === 103 || row === 111
}

/** 水处理, printed 500 although （一） counts it among the high-risk posts. */
export function isWaterTreatment(row: number): boolean {
  if (row === 43 || row === 44) return true
  if (row >= 152 && row <= 169) return true
  return row === 180 || row === 181
}
