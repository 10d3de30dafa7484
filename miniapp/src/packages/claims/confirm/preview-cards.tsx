import { Text, View } from '@tarojs/components'
import type { ClaimPreview } from '#shared/claims'
import { employmentProofLabels } from '#shared/people'
import { Amount } from '../../../components/amount'
import { Card, Fact, ListRow } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { open } from '../../../routes'
import { tradeName } from '../../../trades/catalogue'
import './preview-cards.scss'

/** What is claimed, for what. */
export function SumCard({ of }: { of: ClaimPreview }) {
  return (
    <View className="sum">
      <Text className="sum__for">{tradeName(of.tradeSeq)}</Text>
      <Amount amount={of.rule?.amount ?? null} size="large" />
      <Text className="sum__class">{of.classTitle}</Text>
      {of.claimBy && <Text className="sum__class">{of.claimBy.text}</Text>}
      {of.existingClaim && <Notice tone="info" title={`已经申领过，回执号${of.existingClaim.claimNo}`} />}
    </View>
  )
}

type Missing = ClaimPreview['missing'][number]
const remedies: Partial<
  Record<Missing['fix'], { text: string; page: 'identity' | 'account' | 'employment' }>
> = {
  identity: { text: '去填身份信息', page: 'identity' },
  account: { text: '去填收款账户', page: 'account' },
  employment: { text: '去填用人单位', page: 'employment' },
}

/** What is in the way, most important first, each with the way to mend it where the worker can. */
export function MissingCard({ of }: { of: ClaimPreview }) {
  if (of.missing.length === 0) return null
  return (
    <Card title="还差这些">
      {of.missing.map((missing) => {
        const remedy = remedies[missing.fix]
        return (
          <ListRow
            key={missing.text}
            icon="alert"
            title={missing.text}
            {...(missing.fix === 'institution' ? { note: '由培训机构登记，可以催一下' } : {})}
            {...(remedy ? { note: remedy.text, onTap: () => void open(remedy.page, {}) } : {})}
          />
        )
      })}
    </Card>
  )
}

/** Where the money will go. */
export function AccountCard({ of: { account } }: { of: ClaimPreview }) {
  return (
    <Card title="钱打到哪里">
      <ListRow
        icon="card"
        title={account ? account.bankName : '还没有填收款账户'}
        note={account ? `尾号${account.cardMasked.slice(-4)}，点这里可以换` : '点这里填'}
        onTap={() => void open('account', {})}
      />
    </Card>
  )
}

/** Only where the rule looks at employment; otherwise it is not asked and not sent. */
export function EmploymentCard({ of: { employment, employmentNeeded } }: { of: ClaimPreview }) {
  if (!employmentNeeded) return null
  return (
    <Card title="用人单位">
      {employment && (
        <>
          <Fact label="单位">{employment.employerName}</Fact>
          <Fact label="证明">
            {employmentProofLabels[employment.proofKind]}，{employment.proofNumber}
          </Fact>
        </>
      )}
      <ListRow
        icon="work"
        title={employment ? '改用人单位' : '还没有填，去填用人单位'}
        onTap={() => void open('employment', {})}
      />
    </Card>
  )
}
