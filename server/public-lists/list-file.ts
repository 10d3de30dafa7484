import Papa from 'papaparse'
import { certificateLabels } from '#shared/classes'
import { institutionKindLabels } from '#shared/institutions'
import { listStandingLabels } from '#shared/list-period'
import {
  type EvaluationBodyView,
  type ListedInstitutionView,
  type TrainingProjectView,
} from '#shared/public-lists'

type Cell = string | number | null
type Columns<Item> = Readonly<Record<string, (item: Item) => Cell>>

/**
 * A list as a sheet programme opens it: CSV in UTF-8 with its mark, lines ended as RFC 4180 says. What a programme would
 * take for a formula gets an apostrophe in front: names come from outside.
 */
function sheetOf<Item>(items: readonly Item[], columns: Columns<Item>): string {
  const fields = Object.keys(columns)
  const data = items.map((item) => Object.values(columns).map((cell) => cell(item) ?? ''))
  return `\uFEFF${Papa.unparse({ fields, data }, { escapeFormulae: true, newline: '\r\n' })}\r\n`
}

type Listed = ListedInstitutionView | EvaluationBodyView

const bodyColumns: Columns<Listed> = {
  区县: ({ district }) => district,
  地址: ({ address }) => address,
  电话: ({ phone }) => phone,
  纬度: ({ location }) => location?.latitude ?? null,
  经度: ({ location }) => location?.longitude ?? null,
  目录状态: ({ standing }) => listStandingLabels[standing],
  在目录时间: ({ listPeriods }) =>
    listPeriods.map(({ from, until }) => `${from}至${until ?? '今'}`).join('；'),
  依据: ({ listPeriods }) =>
    listPeriods
      .flatMap(({ document, endDocument }) => [document, ...(endDocument === null ? [] : [endDocument])])
      .join('；'),
  信用等级: ({ credit }) => credit?.grade ?? null,
  信用评价日期: ({ credit }) => credit?.asOf ?? null,
  信用来源: ({ credit }) => credit?.source ?? null,
}

/** 培训机构目录. */
export function institutionSheet(items: readonly ListedInstitutionView[]): string {
  return sheetOf(items, {
    名称: ({ name }) => name,
    类型: ({ kind }) => institutionKindLabels[kind],
    ...bodyColumns,
    '开过班的工种（目录序号）': ({ tradeSeqs }) => tradeSeqs.join('、'),
    近一年考试人数: ({ record }) => record?.examined ?? null,
    '合格率（%）': ({ record }) => record?.passPercent ?? null,
    '申领到到账天数（中位数）': ({ record }) => record?.medianDays ?? null,
  })
}

/** 评价机构目录. */
export function evaluationSheet(items: readonly EvaluationBodyView[]): string {
  return sheetOf(items, {
    名称: ({ name }) => name,
    证书上的其他名称: ({ otherNames }) => otherNames.join('、'),
    '能评的证书和工种（目录序号）': ({ assesses }) =>
      assesses
        .map(({ kind, levels, tradeSeqs }) => {
          const grades = levels.length === 0 ? '' : `${levels.join('、')}级`
          return `${certificateLabels[kind]}${grades}：${tradeSeqs.join('、')}`
        })
        .join('；'),
    ...bodyColumns,
  })
}

/** 培训项目目录. */
export function projectSheet(items: readonly TrainingProjectView[]): string {
  return sheetOf(items, {
    序号: ({ seq }) => seq,
    工种: ({ name }) => name,
    别名: ({ otherNames }) => otherNames.join('、'),
    种类: ({ category }) => category,
    至少课时: ({ hoursTenths }) => (hoursTenths === null ? null : hoursTenths / 10),
    要取得的证书: ({ certificates }) => certificates.join('、'),
    '补贴（元）': ({ amountFen }) => amountFen / 100,
    金额说明: ({ isUpTo }) => (isUpTo ? '不超过' : ''),
    条款: ({ clause }) => clause,
    列入日期: ({ listedFrom }) => listedFrom,
    最后一天: ({ listedUntil }) => listedUntil,
    依据: ({ document }) => document,
  })
}
