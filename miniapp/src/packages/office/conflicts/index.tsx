import { useState } from 'react'
import type { ConflictListView } from '#shared/case-work'
import { caseApi } from '../../../api/case-endpoints'
import { Card, ListRow } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { OptionList } from '../../../components/option-list'
import { PageFrame } from '../../../components/page-frame'
import { PageState } from '../../../components/page-state'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useCommand } from '../../../hooks/use-command'
import { useQuery } from '../../../hooks/use-query'
import { confirmed } from '../../../platform/confirm'
import { toast } from '../../../platform/toast'
import { day } from '../../../theme/dates'

const title = '回避申报'

/** 回避: with which institutions this officer has to do; others decide the claims of their learners. */
export default function ConflictsPage() {
  return (
    <StaffOnly title={title} roles={['housing', 'hr']}>
      <Conflicts />
    </StaffOnly>
  )
}

function Conflicts() {
  const query = useQuery(() => caseApi.conflicts(), { cacheKey: null })
  const end = useCommand(async (key: string, item: ConflictListView['items'][number]) => {
    const content = `以后${item.institutionName}的申领您又可以审了。原来的申报留着，查得到。`
    if (!(await confirmed({ title: '撤回这条申报？', content, yes: '撤回' }))) return
    await caseApi.endConflict(key, item.id)
    toast('撤回了')
    await query.reload()
  })
  return (
    <PageFrame title={title}>
      <Notice>亲属在那儿工作、自己讲课或有股份，都要申报。申报以后，那家机构学员的申领由同事来审。</Notice>
      <ProblemNotice problem={end.problem} />
      <PageState query={query}>
        {({ items, institutions }) => (
          <>
            {items.length > 0 && (
              <Card title="申报过的">
                {items.map((item) => (
                  <ListRow
                    key={item.id}
                    title={item.institutionName}
                    note={`${item.why}，${day(item.since.slice(0, 10), '')}起。点一下撤回`}
                    onTap={() => void end.run(item)}
                  />
                ))}
              </Card>
            )}
            <Declare institutions={institutions} onDeclared={query.reload} />
          </>
        )}
      </PageState>
    </PageFrame>
  )
}

interface DeclareProps {
  institutions: ConflictListView['institutions']
  onDeclared: () => Promise<void>
}

function Declare({ institutions, onDeclared }: DeclareProps) {
  const [isOpen, setOpen] = useState(false)
  const [institutionId, setInstitution] = useState<string | null>(null)
  const [why, setWhy] = useState('')
  const declare = useCommand(async (key: string, id: string, words: string) => {
    await caseApi.declareConflict(key, { institutionId: id, why: words })
    toast('申报好了', 'success')
    setInstitution(null)
    setWhy('')
    setOpen(false)
    await onDeclared()
  })
  if (!isOpen) return <PlainButton text="申报一家机构" onTap={() => setOpen(true)} />
  return (
    <Card title="申报一家机构">
      <OptionList
        label="哪一家"
        options={institutions.map(({ id, name }) => ({ value: id, label: name }))}
        value={institutionId}
        onChange={setInstitution}
      />
      <TextField
        label="什么关系"
        hint="比如：爱人在那儿当老师"
        maxLength={100}
        control={{ value: why, error: undefined, onInput: setWhy, onBlur: () => undefined }}
      />
      <ProblemNotice problem={declare.problem} />
      <PrimaryButton
        text="申报"
        busy={declare.busy}
        disabled={institutionId === null || why.trim() === ''}
        onTap={() => institutionId !== null && void declare.run(institutionId, why.trim())}
      />
    </Card>
  )
}
