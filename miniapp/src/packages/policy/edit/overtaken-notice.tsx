import { Text } from '@tarojs/components'
import type { PolicyContent } from '#shared/policy-version-content'
import { Notice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { inWords, type FieldKind } from '../content/field-kinds'
import { allFields } from '../content/fields'
import { partsOf, valueAt } from '../content/pointer'
import type { PolicyEdit } from './use-policy-edit'
import { copyText } from '../../../platform/clipboard'

/** Somebody else saved in between: where both wrote, both sides stand here, and one's own can be copied. */
export function OvertakenNotice({ edit }: { edit: PolicyEdit }) {
  const { contested, changes } = edit
  const name = naming(edit.base)
  return (
    <Notice
      tone="wait"
      title="别人刚保存过这一版"
      action={
        <>
          <PlainButton text="复制我改的" onTap={() => void copyText(ownText(edit, Object.keys(changes)))} />
          <PlainButton text="看过了，接着改" onTap={edit.accept} />
        </>
      }
    >
      <Text>
        {contested.length === 0
          ? '您改的都在，和别人改的不在一处。请看一遍再保存。'
          : `您改的都在，其中${String(contested.length)}处别人也改了。请看一遍再保存：`}
      </Text>
      {contested.map((pointer) => {
        const { label, kind } = name(pointer)
        return (
          <Text key={pointer} className="policy-edit__contested">
            {label}：别人写{inWords(kind, valueAt(edit.base, pointer))}，您写
            {inWords(kind, changes[pointer]?.to)}
          </Text>
        )
      })}
    </Notice>
  )
}

/** All that this person changed, a line each, for a message or a note. */
function ownText(edit: PolicyEdit, pointers: readonly string[]): string {
  const name = naming(edit.base)
  return pointers
    .map((pointer) => {
      const { label, kind } = name(pointer)
      const { from, to } = edit.changes[pointer] ?? {}
      return `${label}：原来${inWords(kind, from)}，改成${textOf(kind, to)}`
    })
    .join('\n')
}

/** Things without a field of their own are copied whole, so that nothing of them is lost. */
function textOf(kind: FieldKind, value: unknown): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? JSON.stringify(value)
    : inWords(kind, value)
}

function naming(content: PolicyContent): (pointer: string) => { label: string; kind: FieldKind } {
  const fields = allFields(content)
  return (pointer) =>
    fields.find((each) => each.pointer === pointer) ?? {
      label: partsOf(pointer).slice(-2).join(' '),
      kind: { kind: 'line' },
    }
}
