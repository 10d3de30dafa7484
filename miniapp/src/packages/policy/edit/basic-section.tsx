import { Text } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Notice } from '../../../components/notice'
import type { PolicyFile } from '#shared/subsidy-policy'
import { basicFields, evidenceFields, transitionFields } from '../content/fields'
import { valueAt } from '../content/pointer'
import { Fields } from './citation-field'
import type { PolicyEdit } from './use-policy-edit'

/** Name, number and dates of the notice. */
export function BasicSection({ edit }: { edit: PolicyEdit }) {
  const general = edit.problems.filter((each) => each.pointer === '/document')
  return (
    <>
      <Card title="文件本身">
        {general.map((each) => (
          <Notice key={each.detail} tone="stop">
            {each.detail}
          </Notice>
        ))}
        <Fields edit={edit} fields={basicFields.filter((each) => each.pointer !== '/preset')} />
      </Card>
      <Card title="证明材料">
        <Text className="section-note">每样材料，哪几条要它。</Text>
        <Fields edit={edit} fields={evidenceFields(valueAt(edit.working, '/document') as PolicyFile)} />
      </Card>
    </>
  )
}

/** What becomes of those who booked before the switch. */
export function TransitionSection({ edit }: { edit: PolicyEdit }) {
  return (
    <Card title="过渡">
      <Text className="section-note">新版启用的那一天，已经在办的人按哪一版算，由这里定。</Text>
      <Fields edit={edit} fields={transitionFields} />
    </Card>
  )
}
