import { Text } from '@tarojs/components'
import type * as v from 'valibot'
import { certificateForm, LONGEST_ISSUER } from '#shared/certificate-kinds'
import type { InstitutionClassView, RosterEntryView } from '#shared/classes'
import { ApiProblem } from '../../../api/api-problem'
import { api } from '../../../api/endpoints'
import { Fact } from '../../../components/card'
import { DateField, TextField } from '../../../components/form-field'
import { ProblemNotice } from '../../../components/notice'
import { PrimaryButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { useOnline } from '../../../platform/network'
import { toast } from '../../../platform/toast'

export interface CertificateFormProps {
  entry: RosterEntryView
  wanted: NonNullable<InstitutionClassView['wantedCertificate']>
  today: string
  onSaved: (entry: RosterEntryView) => void
}

/** Number, dates and issuer of one certificate; its kind is the one that the rule asks for. */
export function CertificateForm({ entry, wanted, today, onSaved }: CertificateFormProps) {
  const online = useOnline()
  const form = useForm({
    schema: certificateForm,
    draftKey: `certificate-${entry.enrolmentId}`,
    initial: {
      kind: wanted.kind,
      number: entry.certificate?.number ?? '',
      issuedOn: entry.certificate?.issuedOn ?? '',
      issuer: entry.certificate?.issuer ?? '',
      expiresOn: entry.certificate?.expiresOn ?? '',
    },
    memoryOnly: ['number'],
  })
  const save = useCommand(async (key: string, body: v.InferOutput<typeof certificateForm>) => {
    try {
      onSaved(await api.saveCertificate(key, entry.enrolmentId, body))
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
    form.discardDraft()
    toast('证书已登记', 'success')
  })
  const field = form.field('issuedOn')
  const issuedOn = {
    ...field,
    error: field.error !== undefined && field.value === '' ? '请选发证日期' : field.error,
  }
  const submit = () => {
    const body = form.read()
    if (body) void save.run(body)
  }
  return (
    <>
      <Fact label="给谁">
        <Text>{entry.nameMasked}</Text>
      </Fact>
      <Fact label="证书">
        <Text>{wanted.label}</Text>
      </Fact>
      <TextField
        label="证书编号"
        hint="照证书上抄，字母和数字都要"
        control={form.field('number')}
        maxLength={40}
      />
      <DateField label="发证日期" control={issuedOn} from="2000-01-01" until={today} />
      <TextField
        label="发证机构"
        hint="证书上盖章的单位，没有就不填"
        control={form.field('issuer')}
        maxLength={LONGEST_ISSUER}
      />
      <DateField
        label="有效期到"
        hint="证书上没写有效期，就不选"
        control={form.field('expiresOn')}
        from={today}
        until={`${Number(today.slice(0, 4)) + 10}-12-31`}
      />
      <ProblemNotice problem={save.problem} />
      <WhyNot text={online ? '' : '没有网络，填好的都留着，连上网再保存。'} />
      <PrimaryButton
        text="保存证书"
        busy={save.busy}
        busyText="正在保存…"
        disabled={!online}
        onTap={submit}
      />
    </>
  )
}
