/** What no log may hold, by what it is. The people of the tests are invented; their numbers have shapes of their own. */
const shapes: Record<string, RegExp> = {
  'identity number': /\b999999\d{11}[\dXx]\b/,
  'mobile number': /\b140\d{8}\b/,
  'card number': /\b6299\d{12,15}\b/,
  'WeChat id': /\bo(DEMO|TEST|Sim)\w{16,}/,
  'access token': /\bSIM_[\w-]{100,}/,
  'session token': /\beyJ[\w-]{10,}\.[\w-]{10,}\./,
  'secret of WeChat': /test-secret-0{6,}|TokenOfTheTests|abcdefghijABCDEFGHIJ/,
}

/** @throws Error naming what stands in these lines that no log may hold, and the first such line without it */
export function refuseLeaks(lines: readonly string[]): void {
  for (const [what, shape] of Object.entries(shapes)) {
    const line = lines.find((text) => shape.test(text))
    if (line !== undefined) throw new Error(`The log holds a ${what}: ${line.replace(shape, `[${what}]`)}`)
  }
}
