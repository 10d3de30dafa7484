import { addCertificateBody, type AddCertificateBody } from '#shared/certificates'
import { certificateKinds, certificateLabels } from '#shared/classes'
import { ApiProblem } from '../../../api/api-problem'
import { certificateApi } from '../../../api/certificate-endpoints'
import { ChoiceChips } from '../../../components/choice-chips'
import { ConsentRow, useConsentGate } from '../../../components/consent-row'
import { FormField, TextField } from '../../../components/form-field'
import { Notice, ProblemNotice } from '../../../components/notice'
import { PlainButton, PrimaryButton } from '../../../components/primary-button'
import { WhyNot } from '../../../components/why-not'
import { useCommand } from '../../../hooks/use-command'
import { useForm } from '../../../hooks/use-form'
import { useOnline } from '../../../platform/network'
import { toast } from '../../../platform/toast'
import { open } from '../../../routes'

const kinds = certificateKinds.map((value) => ({ value, label: certificateLabels[value] }))

/** Kind and number of a certificate; everything else comes from the national site. */
export function AddCertificate({ hasIdentity, onAdded }: { hasIdentity: boolean; onAdded: () => void }) {
  const online = useOnline()
  const gate = useConsentGate()
  const form = useForm({
    schema: addCertificateBody,
    draftKey: 'add-certificate',
    initial: { kind: '', number: '' },
    memoryOnly: ['number'],
  })
  const save = useCommand(async (key: string, body: AddCertificateBody) => {
    try {
      const { id, mayLookUp } = await certificateApi.add(key, { ...body, consent: true })
      if (mayLookUp) await lookUpAtOnce(id)
    } catch (problem) {
      if (problem instanceof ApiProblem) form.showErrorsOf(problem)
      throw problem
    }
    form.discardDraft()
    toast('添好了', 'success')
    onAdded()
  })
  if (!hasIdentity) {
    return (
      <Notice
        title="先填身份信息"
        action={<PlainButton text="去填" onTap={() => void open('identity', {})} />}
      >
        核实证书要用您的姓名和证件号码。
      </Notice>
    )
  }
  const kind = form.field('kind')
  const submit = () => {
    const body = form.read()
    if (body && gate.pass()) void save.run(body)
  }
  return (
    <>
      <FormField label="什么证书" error={kind.error}>
        <ChoiceChips
          label="什么证书"
          choices={kinds}
          value={certificateKinds.find((each) => each === kind.value) ?? null}
          onChange={kind.onInput}
        />
      </FormField>
      <TextField
        label="证书编号"
        hint="照证书上抄，字母和数字都要。工种、有效期我们去查，不用填"
        control={form.field('number')}
        maxLength={60}
      />
      <ConsentRow purpose="certificate_look_up" gate={gate} />
      <ProblemNotice problem={save.problem} />
      <WhyNot text={online ? '' : '没有网络，填好的都留着，连上网再保存。'} />
      <PrimaryButton
        text="保存并核实"
        busy={save.busy}
        busyText="正在查…"
        disabled={!online}
        onTap={submit}
      />
    </>
  )
}

/** The certificate is saved either way; what the site did not answer now is asked again by the server. */
async function lookUpAtOnce(id: string): Promise<void> {
  try {
    await certificateApi.lookUp(id)
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem
  }
}
