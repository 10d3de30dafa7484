import type { ComponentType } from 'react'
import { AmbiguitySection } from './ambiguity-section'
import { BasicSection, TransitionSection } from './basic-section'
import { CaseSection } from './case-section'
import { CatalogueSection } from './catalogue-section'
import { PresetSection } from './preset-section'
import { RuleSection } from './rule-section'
import type { PolicyEdit } from './use-policy-edit'

/** One part of the editor, and which places of the content belong to it. */
export interface Section {
  readonly id: string
  readonly label: string
  readonly places: readonly string[]
  readonly Page: ComponentType<{ edit: PolicyEdit }>
}

const rules: Section = {
  id: 'rules',
  label: '条款和金额',
  places: ['/document/rules', '/document/exclusiveGroups'],
  Page: RuleSection,
}
const others: readonly Section[] = [
  { id: 'ambiguities', label: '疑义和设置', places: ['/document/ambiguities'], Page: AmbiguitySection },
  { id: 'presets', label: '口径', places: ['/document/presets', '/preset'], Page: PresetSection },
  {
    id: 'catalogue',
    label: '工种目录',
    places: ['/catalogue', '/document/annex'],
    Page: CatalogueSection,
  },
  { id: 'transition', label: '过渡', places: ['/transition'], Page: TransitionSection },
  { id: 'cases', label: '案例', places: ['/cases'], Page: CaseSection },
]
const taken = [rules, ...others].flatMap((each) => each.places)

/** The parts of the editor, in the order in which a new notice is read. */
export const firstSection = rules
export const sections: readonly Section[] = [
  rules,
  ...others,
  { id: 'basics', label: '文件本身', places: [], Page: BasicSection },
]

/** To which part a place belongs; what no other part claims belongs to the document itself. */
export function sectionOf(pointer: string): string {
  const isIn = (place: string) => pointer === place || pointer.startsWith(`${place}/`)
  if (!taken.some(isIn)) return 'basics'
  return sections.find((each) => each.places.some(isIn))?.id ?? 'basics'
}
