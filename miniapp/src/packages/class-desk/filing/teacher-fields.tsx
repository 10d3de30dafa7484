import { filingLimits } from '#shared/class-draft'
import { LineField } from './line-field'
import { RowList } from './row-list'
import type { FilingDraft } from './use-filing-draft'

/** Who teaches, and what makes them able to. */
export function TeacherFields({ of, faults }: { of: FilingDraft; faults: readonly string[] }) {
  return (
    <RowList
      title="老师"
      pointer="/teachers"
      rows={of.draft.teachers}
      most={filingLimits.teachers}
      faults={faults}
      countAt={of.countAt}
      wordsOf={({ name, qualification }) => ({ title: name === '' ? '还没写' : name, note: qualification })}
      addText="加一位老师"
      newRow={() => ({ name: '', qualification: '' })}
      onChange={(teachers) => of.edit({ teachers })}
    >
      {(row, change, at) => (
        <>
          <LineField
            label="姓名"
            value={row.name}
            maxLength={20}
            error={of.errorAt(`${at}/name`)}
            onChange={(name) => change({ name })}
          />
          <LineField
            label="资格"
            hint="证书或职称，比如：钢筋工高级技师"
            value={row.qualification}
            maxLength={60}
            error={of.errorAt(`${at}/qualification`)}
            onChange={(qualification) => change({ qualification })}
          />
        </>
      )}
    </RowList>
  )
}
