const TRIES = 5

/**
 * A receipt number that can be read over the telephone: `210618-4839-2071`, programme date and eight random digits.
 * It says nothing about how many claims there are and cannot be guessed from another one.
 */
export async function newClaimNo(
  today: string,
  randomBytes: (count: number) => Buffer,
  isTaken: (claimNo: string) => Promise<boolean>,
): Promise<string> {
  for (let left = TRIES; left > 0; left -= 1) {
    const digits = String(randomBytes(6).readUIntBE(0, 6) % 100_000_000).padStart(8, '0')
    const claimNo = `${today.slice(2).replaceAll('-', '')}-${digits.slice(0, 4)}-${digits.slice(4)}`
    if (!(await isTaken(claimNo))) return claimNo
  }
  throw new Error('No free receipt number found')
}
