import { api } from '../../../api/endpoints'
import { OptionList } from '../../../components/option-list'
import { PageState } from '../../../components/page-state'
import { useQuery } from '../../../hooks/use-query'

export interface InstitutionChoiceProps {
  value: string | null
  error: string | undefined
  onChange: (institutionId: string) => void
}

/** Which institution the invited person belongs to. */
export function InstitutionChoice({ value, error, onChange }: InstitutionChoiceProps) {
  const query = useQuery(() => api.invitingInstitutions(), { cacheKey: 'inviting-institutions' })
  return (
    <PageState query={query}>
      {({ items }) => (
        <OptionList
          label="在哪家机构"
          options={items.map(({ id, name }) => ({ value: id, label: name }))}
          value={value}
          error={error}
          onChange={onChange}
        />
      )}
    </PageState>
  )
}
