import * as v from 'valibot'

/** Six digits; null when all that count now were used, until the next half minute. */
const code = v.nullable(v.string())
/** Whole seconds until other digits are shown: the phone counts down by them, whatever its own clock says. */
const secondsLeft = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30))

/** What the authenticator apps of the demonstration's invented staff show now. Never in service mode. */
export const demoOneTimeCodesView = v.object({
  secondsLeft,
  codes: v.array(v.object({ personKey: v.string(), code })),
})
export type DemoOneTimeCodesView = v.InferOutput<typeof demoOneTimeCodesView>

/** The same of the one who is signed in. */
export const demoOneTimeCodeView = v.object({ secondsLeft, code })
export type DemoOneTimeCodeView = v.InferOutput<typeof demoOneTimeCodeView>
