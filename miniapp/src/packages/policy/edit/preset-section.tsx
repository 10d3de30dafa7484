import { Text, View } from '@tarojs/components'
import { presetNames, type PresetName } from '#shared/subsidy-policy-schema'
import { Card } from '../../../components/card'
import { basicFields, presetFields, presetValueFields } from '../content/fields'
import { Fields } from './citation-field'
import { EditField } from './edit-field'
import { PresetSources } from './preset-sources'
import type { PolicyEdit } from './use-policy-edit'

/** The readings of what the text leaves open, each value with the place it was borrowed from. */
export function PresetSection({ edit }: { edit: PolicyEdit }) {
  return (
    <>
      <Card title="这一版用哪种口径">
        <Fields edit={edit} fields={basicFields.filter((each) => each.pointer === '/preset')} />
      </Card>
      {presetNames.map((name) => (
        <Preset key={name} edit={edit} name={name} />
      ))}
    </>
  )
}

function Preset({ edit, name }: { edit: PolicyEdit; name: PresetName }) {
  const values = presetValueFields(edit.base.document, name)
  return (
    <Card title={edit.base.document.presets[name].label}>
      <Fields edit={edit} fields={presetFields(name)} />
      {values.length === 0 && <Text className="section-note">这种口径不另设数值。</Text>}
      {values.map((field) => (
        <View key={field.pointer}>
          <EditField edit={edit} field={field} />
          <PresetSources edit={edit} field={field} />
        </View>
      ))}
    </Card>
  )
}
