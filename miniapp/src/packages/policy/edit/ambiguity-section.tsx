import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { Ambiguity } from '#shared/subsidy-policy'
import { Card } from '../../../components/card'
import { ambiguityFields } from '../content/fields'
import { pointerTo, valueAt } from '../content/pointer'
import { wordsOfSetting } from '../content/setting-words'
import { valueWords } from '../content/value-words'
import { Fields } from './citation-field'
import { countsAt, firstWrong } from './counts'
import { Fold } from './fold'
import type { PolicyEdit } from './use-policy-edit'

/** What the text leaves open: how it is read, what a worker is told, and who decides. */
export function AmbiguitySection({ edit }: { edit: PolicyEdit }) {
  const [open, setOpen] = useState(() => firstWrong(edit, '/document/ambiguities'))
  return (
    <Card title="疑义和设置">
      <Text className="section-note">原文没写清的地方，每处一个设置。写了数字，就要写出处。</Text>
      {edit.base.document.ambiguities.map((ambiguity) => (
        <Fold
          key={ambiguity.id}
          title={`${ambiguity.id} ${ambiguity.question}`}
          note={ambiguity.where}
          counts={countsAt(edit, pointerTo('document', 'ambiguities', ambiguity.id))}
          open={open === ambiguity.id}
          onToggle={() => setOpen(open === ambiguity.id ? null : ambiguity.id)}
        >
          <Described edit={edit} ambiguity={ambiguity} />
          <Fields edit={edit} fields={ambiguityFields(ambiguity)} />
        </Fold>
      ))}
    </Card>
  )
}

/** Settings that only say how things are done: there is one way, so there is nothing to choose. */
function Described({ edit, ambiguity }: { edit: PolicyEdit; ambiguity: Ambiguity }) {
  const at = pointerTo('document', 'ambiguities', ambiguity.id, 'settings')
  const described = Object.keys(ambiguity.settings).filter(
    (name) => wordsOfSetting(name, ambiguity.settings[name]).kind === null,
  )
  return (
    <>
      {described.map((name) => (
        <Text key={name} className="section-note">
          {wordsOfSetting(name, null).label}：{valueWords(valueAt(edit.working, at + pointerTo(name)))}
          （只说明做法，计算不用它）
        </Text>
      ))}
    </>
  )
}
