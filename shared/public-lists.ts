import * as v from 'valibot'
import { certificateLevels } from './certificate-kinds'
import { certificateKinds } from './classes'
import { readableLine } from './identity'
import { institutionKinds } from './institutions'
import { listStandings } from './list-period'
import { instant, isoDate, line, pageQuery, recordId } from './primitives'
import { searchAreas } from './trade-searches'

// The three catalogues that clause （十三） has published, so that people can choose.

/** Below so many cases a figure would say more about people than about a body. */
export const FEWEST_CASES = 5

const trade = v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/, '工种编号不对'), v.transform(Number)))
const words = v.optional(v.pipe(v.string(), v.maxLength(40, '最多40个字')))
const bodyFilter = {
  district: v.optional(v.picklist(searchAreas, '没有这个区县')),
  /** Row of the annex. */
  trade,
  standing: v.optional(v.picklist(listStandings, '没有这种状态')),
  /** Part of a name or an address. */
  text: words,
}
const institutionFilter = { ...bodyFilter, kind: v.optional(v.picklist(institutionKinds, '没有这类机构')) }
const evaluationFilter = {
  ...bodyFilter,
  kind: v.optional(v.picklist(certificateKinds, '没有这种证书')),
  level: v.optional(v.pipe(v.string(), v.transform(Number), v.picklist(certificateLevels, '等级只有1到5级'))),
}
const projectFilter = {
  category: v.optional(v.pipe(v.string(), v.maxLength(40))),
  /** Part of a name that the trade goes by. */
  text: words,
}
export const institutionFileQuery = v.strictObject(institutionFilter)
export const institutionListQuery = v.strictObject({ ...institutionFilter, ...pageQuery })
export type InstitutionFilter = v.InferOutput<typeof institutionFileQuery>
export const evaluationFileQuery = v.strictObject(evaluationFilter)
export const evaluationListQuery = v.strictObject({ ...evaluationFilter, ...pageQuery })
export type EvaluationFilter = v.InferOutput<typeof evaluationFileQuery>
export const projectFileQuery = v.strictObject(projectFilter)
export const projectListQuery = v.strictObject({ ...projectFilter, ...pageQuery })
export type ProjectFilter = v.InferOutput<typeof projectFileQuery>

export const listPeriodView = v.object({
  id: recordId,
  from: isoDate,
  until: v.nullable(isoDate),
  /** The document that put the body in the list. */
  document: v.string(),
  endDocument: v.nullable(v.string()),
  /** What was wrong before, oldest first: nothing that once stood here disappears. */
  corrections: v.array(
    v.object({ from: isoDate, until: v.nullable(isoDate), reason: v.string(), correctedOn: isoDate }),
  ),
})
export type ListPeriodView = v.InferOutput<typeof listPeriodView>

const listedBodyView = {
  id: recordId,
  name: v.string(),
  district: v.nullable(v.picklist(searchAreas)),
  address: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  location: v.nullable(v.object({ latitude: v.number(), longitude: v.number() })),
  credit: v.nullable(v.object({ grade: v.string(), asOf: isoDate, source: v.string() })),
  /** How it stands in the list today. */
  standing: v.picklist(listStandings),
  listPeriods: v.array(listPeriodView),
  isDemo: v.boolean(),
}

/** What our own records say of a body's work; measured by a job, never while somebody waits. */
export const institutionRecordView = v.object({
  /** Exam results entered in the twelve months before. */
  examined: v.number(),
  /** Of a hundred examined; null below five. */
  passPercent: v.nullable(v.number()),
  /** Claims on its classes among the newest that were paid. */
  paidClaims: v.number(),
  /** Calendar days from claim to money, the middle one; null below five. */
  medianDays: v.nullable(v.number()),
  measuredAt: instant,
})
export type InstitutionRecordView = v.InferOutput<typeof institutionRecordView>

export const listedInstitutionView = v.object({
  ...listedBodyView,
  kind: v.picklist(institutionKinds),
  /** Rows of the annex for which it has held or announced classes here. */
  tradeSeqs: v.array(v.number()),
  /** Null until it was measured for the first time. */
  record: v.nullable(institutionRecordView),
})
export type ListedInstitutionView = v.InferOutput<typeof listedInstitutionView>

export const assessmentScopeView = v.object({
  kind: v.picklist(certificateKinds),
  tradeSeqs: v.array(v.number()),
  levels: v.array(v.picklist(certificateLevels)),
})
export const evaluationBodyView = v.object({
  ...listedBodyView,
  otherNames: v.array(v.string()),
  assesses: v.array(assessmentScopeView),
})
export type EvaluationBodyView = v.InferOutput<typeof evaluationBodyView>

export const trainingProjectView = v.object({
  /** Row of the annex. */
  seq: v.number(),
  name: v.string(),
  otherNames: v.array(v.string()),
  category: v.string(),
  /** Least 课时 that count, in tenths; null where the rule asks for none. */
  hoursTenths: v.nullable(v.number()),
  /** What has to be held at the end; empty where a passed exam is enough. */
  certificates: v.array(v.string()),
  amountFen: v.number(),
  /** The amount is the most that is paid, not a fixed sum. */
  isUpTo: v.boolean(),
  /** The clause that pays. */
  clause: v.nullable(v.string()),
  listedFrom: isoDate,
  listedUntil: v.nullable(isoDate),
  /** Where the dates stand. */
  document: v.string(),
})
export type TrainingProjectView = v.InferOutput<typeof trainingProjectView>

function listOf<const Item extends v.GenericSchema>(item: Item) {
  return v.object({
    items: v.array(item),
    /** Of all pages. */
    total: v.number(),
    nextCursor: v.nullable(v.string()),
  })
}
export const listedInstitutionListView = listOf(listedInstitutionView)
export type ListedInstitutionListView = v.InferOutput<typeof listedInstitutionListView>
export const evaluationBodyListView = listOf(evaluationBodyView)
export type EvaluationBodyListView = v.InferOutput<typeof evaluationBodyListView>
export const trainingProjectListView = listOf(trainingProjectView)
export type TrainingProjectListView = v.InferOutput<typeof trainingProjectListView>

/** Puts a body in its list from a day on. */
export const listEntryBody = v.strictObject({
  from: isoDate,
  /** Name or number of the document that says so: no citation, no entry. */
  document: v.pipe(line(100), v.nonEmpty('请写文件名或文号')),
})
export type ListEntryBody = v.InferOutput<typeof listEntryBody>
/** Takes it out again: the last day in the list. */
export const listEndBody = v.strictObject({
  until: isoDate,
  document: v.pipe(line(100), v.nonEmpty('请写文件名或文号')),
})
export type ListEndBody = v.InferOutput<typeof listEndBody>

/** Puts right a time in the list that was typed wrongly; what stood there before stays on record, with the reason. */
export const listCorrectionBody = v.strictObject({
  from: isoDate,
  /** Null: still in the list. */
  until: v.nullable(isoDate),
  document: v.pipe(line(100), v.nonEmpty('请写文件名或文号')),
  /** Goes with `until`. */
  endDocument: v.nullable(v.pipe(line(100), v.nonEmpty('请写文件名或文号'))),
  reason: v.pipe(readableLine(100), v.nonEmpty('请写为什么更正')),
})
export type ListCorrectionBody = v.InferOutput<typeof listCorrectionBody>

const details = {
  district: v.nullable(v.picklist(searchAreas, '请选区县')),
  address: v.nullable(readableLine(80)),
  /** Of the body: a landline or a service number. */
  phone: v.nullable(v.pipe(line(20), v.regex(/^[\d+() -]{5,20}$/, '电话写成 0518-85800000 这样'))),
  location: v.nullable(
    v.strictObject({
      latitude: v.pipe(v.number('请填纬度'), v.minValue(-90, '纬度不对'), v.maxValue(90, '纬度不对')),
      longitude: v.pipe(v.number('请填经度'), v.minValue(-180, '经度不对'), v.maxValue(180, '经度不对')),
    }),
  ),
  credit: v.nullable(v.strictObject({ grade: line(20), asOf: isoDate, source: line(100) })),
}
/** What the list says of a body beside its name and its time; null = nobody has said. */
export const listedDetailsBody = v.strictObject(details)
export type ListedDetailsBody = v.InferOutput<typeof listedDetailsBody>

/** A body that no list has named here yet, with the document that does. */
export const newInstitutionBody = v.strictObject({
  name: readableLine(60),
  kind: v.picklist(institutionKinds, '请选是哪一类机构'),
  /** Whether training there is training 在本市, clause （九）. */
  inCity: v.boolean('请选在不在本市'),
  ...details,
  entry: listEntryBody,
})
export type NewInstitutionBody = v.InferOutput<typeof newInstitutionBody>

const scope = v.pipe(
  v.strictObject({
    kind: v.picklist(certificateKinds, '请选证书种类'),
    tradeSeqs: v.pipe(
      v.array(v.pipe(v.number('请选工种'), v.integer('没有这个工种'), v.minValue(1, '没有这个工种'))),
      v.minLength(1, '请至少选一个工种'),
      v.maxLength(1000, '工种太多了'),
    ),
    levels: v.pipe(v.array(v.picklist(certificateLevels, '等级只有1到5级')), v.maxLength(5, '等级重复了')),
  }),
  v.forward(
    v.partialCheck(
      [['kind'], ['levels']],
      ({ kind, levels }) => (kind === 'level') === levels.length > 0,
      '等级证书要选等级，别的证书不选',
    ),
    ['levels'],
  ),
)
export const newEvaluationBodyBody = v.strictObject({
  name: readableLine(60),
  otherNames: v.pipe(v.array(readableLine(60)), v.maxLength(10, '别的名字最多10个')),
  assesses: v.pipe(v.array(scope), v.minLength(1, '请写能评什么'), v.maxLength(20, '最多20项')),
  ...details,
  entry: listEntryBody,
})
export type NewEvaluationBodyBody = v.InferOutput<typeof newEvaluationBodyBody>
