import * as v from 'valibot'
import { fileSource } from './uploads'
import { recordId } from './primitives'
import { resultFields } from './result-table'
import { resultProblemCodes } from './result-rows'

/** Most rows of one sheet of results; no class has more people. */
export const LONGEST_RESULTS = 500

const passMark = v.optional(
  v.nullable(
    v.pipe(v.number('合格线请填数字'), v.minValue(1, '合格线至少1分'), v.maxValue(1000, '合格线最多1000分')),
  ),
  null,
)

/** A sheet of results as a file, XLSX or CSV. */
export const resultFileBody = v.strictObject({ ...fileSource, passMark })
/** The same as text out of a sheet or a chat. */
export const resultTextBody = v.strictObject({
  text: v.pipe(v.string('请粘贴成绩'), v.nonEmpty('请粘贴成绩'), v.maxLength(100_000, '一次最多10万个字')),
  passMark,
})
export type ResultTextBody = v.InferOutput<typeof resultTextBody>

/** `same`: it stands like that already. `change`: something else stands there. */
export const resultStandings = ['new', 'change', 'same', 'faulty'] as const
export type ResultStanding = (typeof resultStandings)[number]

/** One row before anything of it is entered. */
export const resultRowView = v.object({
  line: v.number(),
  /** As the institution typed it. */
  name: v.string(),
  /** Of whom on the roster, masked; null where nobody fits. */
  whoMasked: v.nullable(v.string()),
  standing: v.picklist(resultStandings),
  /** What will be entered, in words; empty where nothing can be. */
  entering: v.array(v.string()),
  /** What stands there now and will be replaced. */
  replacing: v.array(v.string()),
  problems: v.array(
    v.object({ field: v.picklist(resultFields), code: v.picklist(resultProblemCodes), detail: v.string() }),
  ),
})
export type ResultRowView = v.InferOutput<typeof resultRowView>

/** A sheet of results that was read, and what would become of it now. */
export const resultImportView = v.object({
  id: recordId,
  total: v.number(),
  /** Rows that can be entered and say something new. */
  ready: v.number(),
  same: v.number(),
  faulty: v.number(),
  /** People of the roster of whom the sheet says nothing. */
  unmentioned: v.number(),
  /** Names exactly this content; sent back when it is accepted. */
  digest: v.string(),
  rows: v.array(resultRowView),
  aside: v.array(v.object({ line: v.number(), text: v.string() })),
  /** How many rows have been entered; null = not accepted yet. */
  entered: v.nullable(v.number()),
})
export type ResultImportView = v.InferOutput<typeof resultImportView>

export const acceptResultsBody = v.strictObject({
  digest: v.pipe(v.string('请重新打开这一页'), v.maxLength(80)),
})
export type AcceptResultsBody = v.InferOutput<typeof acceptResultsBody>
