import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { CatalogueRow } from '#shared/policy-catalogue'
import { formatYuan } from '#shared/money'
import type { PolicyFile } from '#shared/subsidy-policy'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/form-field'
import { PlainButton } from '../../../components/primary-button'
import { pointerTo, valueAt } from '../content/pointer'
import { categoryFields, sectorFields } from '../content/fields'
import { Fields } from './citation-field'
import { countsAt, firstWrong } from './counts'
import { DatedFacts } from './dated-facts'
import { EditField } from './edit-field'
import { Fold } from './fold'
import { FollowUpNotice } from './follow-up-notice'
import { NewRow } from './new-row'
import { rulesOf, type PolicyEdit } from './use-policy-edit'

/** How many rows are drawn at first: nobody reads 181 to find one. */
const atFirst = 20

/** The rows of the annex as printed, and as they changed since; the sums that the annex prints. */
export function CatalogueSection({ edit }: { edit: PolicyEdit }) {
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(() => firstWrong(edit, '/catalogue'))
  const [shown, setShown] = useState(atFirst)
  const rows = valueAt(edit.working, '/catalogue') as CatalogueRow[]
  const document = valueAt(edit.working, '/document') as PolicyFile
  const found = changedFirst(edit, rows.filter(matches(words)))
  return (
    <>
      {rulesOf(edit).map((rule) => (
        <FollowUpNotice key={rule.id} edit={edit} rule={rule} />
      ))}
      <Card title="找一行">
        <TextField
          label="工种名字或序号"
          placeholder="比如 钢筋工、41"
          control={{ value: words, error: undefined, onInput: setWords, onBlur: () => undefined }}
        />
        <Text className="section-note">
          {words.trim() === ''
            ? `一共${String(rows.length)}行，改过的在前面。`
            : `找到${String(found.length)}行。`}
        </Text>
        {found.slice(0, shown).map((row) => (
          <Fold
            key={row.seq}
            title={`${String(row.seq)} ${row.name}`}
            note={standing(row)}
            counts={countsAt(edit, pointerTo('catalogue', row.seq))}
            open={open === String(row.seq)}
            onToggle={() => setOpen(open === String(row.seq) ? null : String(row.seq))}
          >
            <Row edit={edit} row={row} />
          </Fold>
        ))}
        {found.length > shown && (
          <PlainButton text={`再看${String(found.length - shown)}行`} onTap={() => setShown(found.length)} />
        )}
      </Card>
      <NewRow edit={edit} rows={rows} />
      <Card title="附件每类印的金额">
        <Text className="section-note">改了条款的金额，这里和目录的行也要一起改。</Text>
        <View className="field-group__fields">
          <Fields edit={edit} fields={[...categoryFields(document), ...sectorFields(document)]} />
        </View>
      </Card>
    </>
  )
}

function Row({ edit, row }: { edit: PolicyEdit; row: CatalogueRow }) {
  const at = pointerTo('catalogue', row.seq)
  return (
    <>
      <Text className="section-note">附件印的字（不改）：{row.raw}</Text>
      <EditField
        edit={edit}
        field={{ pointer: `${at}/amountYuan`, label: '附件印的金额（元）', kind: { kind: 'yuan' } }}
      />
      <View className="field-group__fields">
        <DatedFacts edit={edit} pointer={`${at}/added`} title="新增" only fields={['from']} />
        <DatedFacts edit={edit} pointer={`${at}/closed`} title="撤销" only fields={['until']} />
        <DatedFacts edit={edit} pointer={`${at}/renamed`} title="改名" fields={['from', 'name']} />
        <DatedFacts edit={edit} pointer={`${at}/scarce`} title="紧缺" fields={['from', 'untilOrStill']} />
      </View>
    </>
  )
}

function matches(words: string): (row: CatalogueRow) => boolean {
  const wanted = words.trim()
  return ({ seq, name, raw, searchNames }) =>
    wanted === '' ||
    String(seq) === wanted ||
    [name, raw, ...searchNames].some((each) => each.includes(wanted))
}

function changedFirst(edit: PolicyEdit, rows: readonly CatalogueRow[]): CatalogueRow[] {
  const places = new Set(
    [...Object.keys(edit.changes), ...edit.problems.map((each) => each.pointer)].map((pointer) =>
      pointer.split('/').slice(0, 3).join('/'),
    ),
  )
  const isTouched = (row: CatalogueRow) => places.has(pointerTo('catalogue', row.seq))
  return [...rows.filter(isTouched), ...rows.filter((row) => !isTouched(row))]
}

function standing({ category, amountYuan, added, closed, renamed, scarce }: CatalogueRow): string {
  const sum = typeof amountYuan === 'number' ? formatYuan(Math.round(amountYuan * 100)) : String(amountYuan)
  const facts = [
    added && `${added.from}新增`,
    closed && `${closed.until}撤销`,
    (renamed?.length ?? 0) > 0 && '改过名',
    (scarce?.length ?? 0) > 0 && '列过紧缺',
  ]
  return [category, sum, ...facts.filter((each) => typeof each === 'string')].join('，')
}
