import { certificateKinds, certificateLabels } from '#shared/classes'
import { nameOn, type CatalogueRow } from '#shared/policy-catalogue'
import type { ProjectFilter, TrainingProjectView } from '#shared/public-lists'
import type { Rule, SubsidyPolicy } from '#shared/subsidy-policy'
import type { PolicyEdition } from '../policies/policy-book'
import { isMentioned } from './list-page'

/**
 * 培训项目目录: the annex of the policy in force, each row with the rule that pays for it. Rows that are closed stay, with
 * their last day. @param today programme date
 */
export function trainingProjects(
  { policy, catalogue }: PolicyEdition,
  { category, text }: ProjectFilter,
  today: string,
): TrainingProjectView[] {
  return catalogue
    .filter(
      (row) =>
        (category === undefined || row.category === category) &&
        isMentioned(text, [nameOn(row, today), row.raw, ...row.searchNames]),
    )
    .map((row) => presentProject(policy, row, today))
}

function presentProject(policy: SubsidyPolicy, row: CatalogueRow, today: string): TrainingProjectView {
  const ruleId = policy.categoryOfRow.get(row.seq)?.rule
  const rule = policy.rules.find(({ id }) => id === ruleId)
  const name = nameOn(row, today)
  const others = [row.name, ...row.aliases.map((alias) => alias.name)].filter((each) => each !== name)
  const { title, publishedOn } = policy.file
  const dated = row.closed ?? row.added
  return {
    ...{ seq: row.seq, name, category: row.category },
    otherNames: [...new Set(others)],
    hoursTenths: leastHours(rule),
    certificates: certificatesOf(rule),
    amountFen: row.amountYuan * 100,
    isUpTo: rule?.amount.kind === 'upTo',
    clause: rule?.clause ?? null,
    listedFrom: row.added?.from ?? publishedOn,
    listedUntil: row.closed?.until ?? null,
    document: `《${title}》${dated?.citation.clause ?? '附件'}`,
  }
}

/** In tenths; null where the rule counts no hours. */
function leastHours(rule: Rule | undefined): number | null {
  const least = rule?.conditions.find(({ fact }) => fact === 'countedHours')?.value
  return typeof least === 'number' ? least : null
}

function certificatesOf(rule: Rule | undefined): string[] {
  return certificateKinds
    .filter((kind) => rule?.certificates.some((each) => each === kind || each.startsWith(`${kind}:`)))
    .map((kind) => certificateLabels[kind])
}
