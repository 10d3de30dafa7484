/** The month of an instant in Asia/Shanghai, as `2021-06`. */
export function shanghaiMonth(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 7)
}
