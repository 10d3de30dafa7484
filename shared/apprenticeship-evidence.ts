/** Who gives a piece of evidence: the enterprise, the training body, or both ends of the agreement. */
export const evidenceGivers = {
  enterprise: '企业',
  partner: '培训机构',
  all_parties: '企业、培训机构和学徒',
} as const
export type EvidenceGiver = keyof typeof evidenceGivers

/**
 * What a stage is judged by. The notice lists no papers: each item says by which words of clause （九） it is asked for, and
 * the bureaux decide whether it shows that.
 */
export interface EvidenceRule {
  /** With the opening of the programme, or with each year. */
  readonly stage: 'opening' | 'year'
  readonly name: string
  /** What to write about it. */
  readonly asks: string
  readonly clause: string
  readonly quotation: string
}

const clause = '（九）'

export const apprenticeshipEvidence = {
  agreement: {
    stage: 'opening',
    name: '学徒培养协议',
    asks: '写协议编号，哪几方签的',
    ...{ clause, quotation: '招工即招生、入企即入校' },
  },
  training_plan: {
    stage: 'opening',
    name: '培养方案',
    asks: '写学什么、每年多少课时、在哪里学',
    ...{ clause, quotation: '共建专业、共育人才、共建基地' },
  },
  mentors: {
    stage: 'opening',
    name: '企业师傅和学校老师',
    asks: '写几位师傅带几个学徒，什么等级',
    ...{ clause, quotation: '企校双师联合培养' },
  },
  hours: {
    stage: 'year',
    name: '这一年的上课和带教记录',
    asks: '写记录在哪里、谁记的',
    ...{ clause, quotation: '培训期限1-3年' },
  },
  examination: {
    stage: 'year',
    name: '这一年的考核',
    asks: '写哪天考的、谁考的',
    ...{ clause, quotation: '按中级工水平每人每年4000元' },
  },
} as const satisfies Record<string, EvidenceRule>
export type EvidenceItem = keyof typeof apprenticeshipEvidence
export const evidenceItems = Object.keys(apprenticeshipEvidence) as [EvidenceItem, ...EvidenceItem[]]

/** The items of a stage, 0 = the opening. */
export function evidenceOfStage(stage: number): EvidenceItem[] {
  const kind = stage === 0 ? 'opening' : 'year'
  return evidenceItems.filter((item) => apprenticeshipEvidence[item].stage === kind)
}
