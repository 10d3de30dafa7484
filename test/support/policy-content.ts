import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { catalogue } from '#shared/policy-catalogue'
import { workedCase, type PolicyContent } from '#shared/policy-version-content'
import { policyVersionView, type PolicyVersionView } from '#shared/policy-versions'
import { policyFile } from '#shared/subsidy-policy-schema'

type Desk = NonNullable<PolicyVersionView['desk']>
export const policyId = 'd'.repeat(24)

/** The first version as it comes with the programme, with two worked cases. */
export function firstContent(): PolicyContent {
  return {
    document: v.parse(policyFile, seed('policies/lyg-2020-housing-skills.json')),
    catalogue: v.parse(catalogue, seed('trades.json')),
    preset: 'notice',
    transition: { by: 'booking_date', sentence: '新版启用前已经报名的，仍按报名那天的规定办' },
    cases: [
      v.parse(workedCase, {
        id: 'R11-1-40h',
        says: '钢筋工上满40课时，考试合格',
        clause: '（十一）',
        facts: { tradeSeq: 41, hours: { onsite: 40 }, examPassed: true },
        expect: { rule: 'R11-1', outcome: 'payable', amount: { kind: 'fixed', fen: 50_000 } },
      }),
      v.parse(workedCase, {
        id: 'R11-1-39h',
        says: '钢筋工差1课时',
        clause: '（十一）',
        facts: { tradeSeq: 41, hours: { onsite: 39 }, examPassed: true },
        expect: { rule: 'R11-1', outcome: 'not_met', failed: ['minHours'] },
      }),
    ],
  }
}

/** A second version in the making, as the desk sees it; a test states only what it is about. */
export function versionFor(
  changes: Partial<PolicyVersionView> = {},
  deskChanges: Partial<Desk> = {},
): PolicyVersionView {
  const { document, catalogue: rows, preset, transition, cases } = firstContent()
  return v.parse(policyVersionView, {
    id: policyId,
    code: document.code,
    version: 2,
    title: document.title,
    state: 'draft',
    stateText: '起草中',
    preset,
    hash: 'ab'.repeat(32),
    effectiveFrom: document.effectiveFrom,
    effectiveUntil: document.effectiveUntil,
    activeFrom: null,
    closedOn: null,
    document,
    catalogue: rows,
    transition,
    desk: {
      revision: 3,
      cases,
      basedOn: { code: document.code, version: 1, hash: 'cd'.repeat(32) },
      authorNames: ['演示·沈科员'],
      reviewerName: null,
      approverName: null,
      caseRun: null,
      difference: null,
      obstacles: [],
      permittedEvents: ['edit', 'run_cases', 'compare'],
      history: [],
      ...deskChanges,
    },
    ...changes,
  })
}

function seed(file: string): unknown {
  return JSON.parse(readFileSync(path.resolve(__dirname, '../../seeds', file), 'utf8'))
}
