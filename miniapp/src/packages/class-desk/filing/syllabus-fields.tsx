import { filingLimits, syllabusPartLabels, syllabusParts } from '#shared/class-draft'
import { FormField } from '../../../components/form-field'
import { ChoiceChips } from '../../../components/choice-chips'
import { hours } from '../../../theme/dates'
import { LineField } from './line-field'
import { NumberField } from './number-field'
import { RowList } from './row-list'
import type { FilingDraft } from './use-filing-draft'

const parts = syllabusParts.map((value) => ({ value, label: syllabusPartLabels[value] }))

/** What is taught, part by part: 职业道德 always, safety for dangerous trades. */
export function SyllabusFields({ of, faults }: { of: FilingDraft; faults: readonly string[] }) {
  return (
    <RowList
      title="教学内容"
      pointer="/syllabus"
      rows={of.draft.syllabus}
      most={filingLimits.syllabus}
      faults={faults}
      countAt={of.countAt}
      wordsOf={({ part, title, hoursTenths }) => ({
        title: title === '' ? '还没写' : title,
        note: `${syllabusPartLabels[part]}，${hoursTenths === null ? '课时还没填' : hours(hoursTenths)}`,
      })}
      addText="加一项内容"
      newRow={() => ({ part: 'practice' as const, title: '', hoursTenths: null })}
      onChange={(syllabus) => of.edit({ syllabus })}
    >
      {(row, change, at) => (
        <>
          <FormField label="哪一类">
            <ChoiceChips
              label="哪一类"
              choices={parts}
              value={row.part}
              onChange={(part) => change({ part })}
            />
          </FormField>
          <LineField
            label="内容"
            value={row.title}
            maxLength={40}
            error={of.errorAt(`${at}/title`)}
            onChange={(title) => change({ title })}
          />
          <NumberField
            label="课时"
            value={row.hoursTenths}
            scale={10}
            error={of.errorAt(`${at}/hoursTenths`)}
            onChange={(hoursTenths) => change({ hoursTenths })}
          />
        </>
      )}
    </RowList>
  )
}
