import policyJson from '../../seeds/policies/lyg-2020-housing-skills.json'
import type { CatalogueRow } from '../../shared/policy-catalogue'
import type { WorkedCase } from '../../shared/policy-version-content'
import type { PolicyFile } from '../../shared/subsidy-policy'

const said = (quotation: string) => ({ clause: '第二条', quotation })

/** Settings that the engine reads, taken over; everything else about this policy is invented. */
const engineDoubts = policyJson.ambiguities.filter((each) =>
  ['A16', 'A19', 'A20', 'A21', 'A25', 'A26'].includes(each.id),
)

/** A policy of another place and year: other rows, rules, operators and sums. Nothing in it is real. */
export const madeUpPolicy = {
  ...policyJson,
  code: 'made-up-2030',
  version: 3,
  title: '虚构的办法',
  jurisdiction: '虚构自治区某某市',
  effectiveFrom: '2030-01-01',
  effectiveUntil: '2030-06-30',
  effectiveCitation: said('自2030年1月1日起至6月30日止'),
  rules: [
    {
      id: 'W-1',
      clause: '第二条',
      title: '木工补贴',
      quotation: '木工多于十课时、不是企业职工的，每人最多123.45元',
      opening: { by: 'annexRow' },
      asOf: 'examinedOn',
      conditions: [
        {
          id: 'W-1-hours',
          name: 'minHours',
          fact: 'countedHours',
          operator: 'atLeast',
          value: { setting: 'wood.hours' },
          citation: said('十课时'),
        },
        {
          id: 'W-1-free',
          name: 'employee',
          fact: 'employee',
          operator: 'equals',
          value: false,
          citation: said('不是企业职工'),
        },
        {
          id: 'W-1-months',
          name: 'insuranceMonths',
          fact: 'unemploymentInsuranceMonths',
          operator: 'lessThan',
          value: 6,
          citation: said('不满六个月'),
        },
        {
          id: 'W-1-day',
          name: 'inPeriod',
          fact: 'asOfDate',
          operator: 'moreThan',
          value: '2030-01-01',
          citation: said('2030年1月1日以后'),
        },
      ],
      amount: { kind: 'upTo', fen: 12_345, unit: 'per_person', citation: said('123.45元') },
      oncePer: 'trainingEvent',
      remarks: [],
    },
    {
      id: 'C-1',
      clause: '第三条',
      title: '证书补贴',
      quotation: '技师证书至多二十四个月',
      opening: { by: 'certificate' },
      asOf: 'notChecked',
      conditions: [
        {
          id: 'C-1-kind',
          name: 'certificate',
          fact: 'certificateKind',
          operator: 'oneOf',
          value: ['level:2', 'competency'],
          citation: said('技师证书'),
        },
        {
          id: 'C-1-months',
          name: 'insuranceMonths',
          fact: 'unemploymentInsuranceMonths',
          operator: 'atMost',
          value: 24,
          citation: said('至多二十四个月'),
        },
      ],
      amount: { kind: 'fixed', fen: 1, unit: 'per_person', citation: said('一分') },
      oncePer: 'certificate',
      remarks: [],
    },
  ],
  annex: {
    categories: [
      {
        category: '木工',
        rows: [7, 900],
        rule: 'W-1',
        inferred: false,
        printedFen: 12_345,
        citation: said('木工'),
        remarks: [],
      },
    ],
    sameSkill: [],
    sectors: { rule: 'W-1', named: ['林业'], flag: 'A26', citation: said('林业') },
  },
  ambiguities: [
    ...engineDoubts,
    {
      id: 'A90',
      where: '第二条',
      question: '课时',
      settings: { 'wood.hours': 10.5 },
      decidedBy: '虚构',
      sentence: '十课时半。',
      citation: said('十课时'),
    },
  ],
  presets: {
    notice: { label: '原文', sentence: '原文', sentences: {}, values: {} },
    common: {
      label: '常见',
      sentence: '常见',
      sentences: {},
      values: { 'wood.hours': { value: 3, sources: [{ title: '虚构', address: 'example.org' }] } },
    },
  },
  exclusiveGroups: [],
  evidence: [],
  notModelled: [],
  misprints: [],
} as unknown as PolicyFile

const row = (seq: number, name: string): CatalogueRow => ({
  seq,
  category: '木工',
  raw: name,
  name,
  aliases: [],
  searchNames: [name],
  amountYuan: 123.45,
})

/** Its catalogue: two rows, as invented as the rest. */
export const madeUpCatalogue: readonly CatalogueRow[] = [row(7, '虚构木工'), row(900, '虚构细木工')]

/** What its authors have worked out. */
export const madeUpCases: readonly WorkedCase[] = [
  {
    id: 'W-1-sure',
    says: '木工10.5课时，不是企业职工，参保5.9个月，1月2日考试',
    clause: '第二条',
    facts: {
      tradeSeq: 900,
      hours: { onsite: 10.5 },
      employee: false,
      unemploymentInsuranceMonths: 5.9,
      examinedOn: '2030-01-02',
    },
    expect: { rule: 'W-1', outcome: 'payable', amount: { kind: 'upTo', fen: 12_345 } },
  },
  {
    id: 'W-1-first-day',
    says: '1月1日当天考试，不算“以后”',
    clause: '第二条',
    facts: {
      tradeSeq: 900,
      hours: { onsite: 10.5 },
      employee: false,
      unemploymentInsuranceMonths: 5.9,
      examinedOn: '2030-01-01',
    },
    expect: { rule: 'W-1', outcome: 'not_met', failed: ['inPeriod'] },
  },
  {
    id: 'C-1-sure',
    says: '技师证书，参保24个月',
    clause: '第三条',
    facts: {
      unemploymentInsuranceMonths: 24,
      certificates: [{ kind: 'level', level: 2, issuedOn: '1999-01-01' }],
    },
    expect: { rule: 'C-1', outcome: 'payable', amount: { kind: 'fixed', fen: 1 } },
  },
]
