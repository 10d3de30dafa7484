import { useState } from 'react'
import * as v from 'valibot'
import { counties, isCountyRole, type County } from '#shared/counties'
import { roleLabels } from '#shared/people'
import {
  invitationBody,
  staffRoles,
  type InvitationBody,
  type NewInvitationView,
  type StaffRole,
} from '#shared/staff-invitations'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Card } from '../../../components/card'
import { ChoiceChips } from '../../../components/choice-chips'
import { FormField, TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PageFrame } from '../../../components/page-frame'
import { PrimaryButton } from '../../../components/primary-button'
import { StaffOnly } from '../../../components/staff-only'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { toast } from '../../../platform/toast'
import { WorkplaceChoice, workplaceOf } from './workplace-choice'
import { MadeInvitation } from './made-invitation'

const title = '邀请工作人员'
const nameForm = v.strictObject({ displayName: invitationBody.entries.displayName })
const areas = [
  { value: 'city', label: '全市' },
  ...counties.map((value) => ({ value, label: value })),
] as const
const choices = staffRoles.map((value) => ({ value, label: roleLabels[value] }))

/** Invites somebody to one role; the code is shown once. */
export default function InvitePage() {
  const [made, setMade] = useState<{ invitation: NewInvitationView; body: InvitationBody } | null>(null)
  return (
    <StaffOnly title={title} roles={['admin']}>
      {made ? (
        <MadeInvitation {...made} onAnother={() => setMade(null)} />
      ) : (
        <Invite onMade={(invitation, body) => setMade({ invitation, body })} />
      )}
    </StaffOnly>
  )
}

function Invite({ onMade }: { onMade: (invitation: NewInvitationView, body: InvitationBody) => void }) {
  const [role, setRole] = useState<StaffRole | null>(null)
  const [bodyId, setBodyId] = useState<string | null>(null)
  const [area, setArea] = useState<County | 'city'>('city')
  const [isAsked, setAsked] = useState(false)
  const form = useForm({ schema: nameForm, draftKey: 'staff-invitation', initial: { displayName: '' } })
  const workplace = workplaceOf(role)
  const lacksWorkplace = workplace !== null && bodyId === null
  const invite = useCommand(async (key: string, body: InvitationBody) => {
    try {
      onMade(await api.inviteStaff(key, body), body)
      form.discardDraft()
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
  })
  const choose = (chosen: StaffRole) => {
    setRole(chosen)
    setBodyId(null)
    setArea('city')
  }
  const submit = () => {
    setAsked(true)
    const named = form.read()
    if (named === null || role === null || lacksWorkplace) toast('有几处要改，看红字')
    else
      void invite.run({
        ...{ ...named, role },
        institutionId: role === 'institution' ? bodyId : null,
        evaluationBodyId: role === 'evaluator' ? bodyId : null,
        county: area === 'city' ? null : area,
      })
  }
  return (
    <PageFrame
      title={title}
      footer={<PrimaryButton text="生成邀请码" busy={invite.busy} busyText="正在生成…" onTap={submit} />}
    >
      <Notice>一个人只担任一个岗位：审核、付款、定政策、管账号，各是各的人。</Notice>
      <Card>
        <FormField label="什么岗位" error={isAsked && role === null ? '请选岗位' : undefined}>
          <ChoiceChips label="什么岗位" choices={choices} value={role} onChange={choose} />
        </FormField>
        {workplace !== null && (
          <WorkplaceChoice
            key={workplace}
            of={workplace}
            value={bodyId}
            error={isAsked && lacksWorkplace ? '请选这个人在哪家机构' : undefined}
            onChange={setBodyId}
          />
        )}
        {role !== null && isCountyRole(role) && (
          <FormField label="办哪里的">
            <ChoiceChips label="办哪里的" choices={areas} value={area} onChange={setArea} />
          </FormField>
        )}
        <TextField
          label="怎么称呼"
          hint="单位加姓名，名单和记录里这样显示"
          control={form.field('displayName')}
          placeholder="如：住建局王主任"
          maxLength={40}
        />
      </Card>
      <ProblemNotice problem={invite.problem} />
    </PageFrame>
  )
}
