import type { StaffRole } from '#shared/staff-invitations'
import { api } from '../../../api/endpoints'
import { OptionList } from '../../../components/option-list'
import { PageState } from '../../../components/page-state'
import { useQuery } from '../../../hooks/use-query'

/** Roles that are held at one of several bodies. */
const kinds = {
  institution: { label: '在哪家培训机构', load: () => api.invitingInstitutions() },
  evaluator: { label: '在哪家评价机构', load: () => api.invitingEvaluationBodies() },
} as const
type WorkplaceKind = keyof typeof kinds

/** Of which kind the body is that somebody with this role works for; null for the bureaux' own. */
export function workplaceOf(role: StaffRole | null): WorkplaceKind | null {
  return role === 'institution' || role === 'evaluator' ? role : null
}

export interface WorkplaceChoiceProps {
  of: WorkplaceKind
  value: string | null
  error: string | undefined
  onChange: (bodyId: string) => void
}

/** Which institution or evaluation body the invited person belongs to. */
export function WorkplaceChoice({ of, value, error, onChange }: WorkplaceChoiceProps) {
  const { label, load } = kinds[of]
  const query = useQuery(load, { cacheKey: `inviting-${of}` })
  return (
    <PageState query={query}>
      {({ items }) => (
        <OptionList
          label={label}
          options={items.map(({ id, name }) => ({ value: id, label: name }))}
          value={value}
          error={error}
          onChange={onChange}
        />
      )}
    </PageState>
  )
}
