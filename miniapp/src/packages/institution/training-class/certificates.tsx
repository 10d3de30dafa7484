import { useState } from 'react'
import { Text, View } from '@tarojs/components'
import type { RosterEntryView } from '#shared/classes'
import { Card } from '../../../components/card'
import { PlainButton } from '../../../components/primary-button'
import { Sheet } from '../../../components/sheet'
import { StatusTag } from '../../../components/status-tag'
import { day } from '../../../theme/dates'
import { CertificateForm } from './certificate-form'
import type { ResultsProps } from './exam-results'
import { PersonLine } from './person-line'
import './results.scss'

/** The certificates that the trade's rule asks for, one per person. Drawn only where it asks for one. */
export function Certificates({ of, onChanged }: ResultsProps) {
  const [editing, setEditing] = useState<RosterEntryView | null>(null)
  const wanted = of.wantedCertificate
  if (!wanted) return null
  const left = of.roster.filter((entry) => !entry.certificate).length
  return (
    <>
      <Card title={wanted.label}>
        <Text className="result-note">
          这个工种的补贴要看证书。{left === 0 ? '每个人都登记了。' : `还有${String(left)}人没登记。`}
        </Text>
      </Card>
      <Card>
        {of.roster.map((entry) => (
          <CertificateRow
            key={entry.enrolmentId}
            entry={entry}
            today={of.today}
            onEdit={() => setEditing(entry)}
          />
        ))}
      </Card>
      <Sheet title="登记证书" open={editing !== null} onClose={() => setEditing(null)}>
        {editing && (
          <CertificateForm
            key={editing.enrolmentId}
            entry={editing}
            wanted={wanted}
            today={of.today}
            onSaved={(entry) => {
              onChanged(entry)
              setEditing(null)
            }}
          />
        )}
      </Sheet>
    </>
  )
}

interface CertificateRowProps {
  entry: RosterEntryView
  today: string
  onEdit: () => void
}

function CertificateRow({ entry, today, onEdit }: CertificateRowProps) {
  const { certificate, exam, locked } = entry
  return (
    <View className="result-row">
      <View className="result-row__head">
        <View className="result-row__person">
          <PersonLine entry={entry} />
        </View>
        {certificate && <StatusTag tone="ok" text="已登记" />}
      </View>
      {certificate && (
        <Text className="result-row__note">
          {certificate.number}，{day(certificate.issuedOn, today)}发
        </Text>
      )}
      {!certificate && exam?.passed !== true && (
        <Text className="result-row__note">{exam ? '考试没合格，一般还没有证' : '考试结果还没登记'}</Text>
      )}
      {locked ? (
        <Text className="result-row__locked">正在审核补贴，证书不能改。确有差错，请审核部门退回。</Text>
      ) : (
        <PlainButton text={certificate ? '改证书' : '登记证书'} onTap={onEdit} />
      )}
    </View>
  )
}
