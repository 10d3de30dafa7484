import { Text, View } from '@tarojs/components'
import {
  claimCheckLabels,
  claimCheckStandingLabels,
  likenessLabels,
  type ClaimCheckStanding,
  type ComparedSide,
  type MachineCheck,
  type SuspectView,
} from '#shared/claim-checks'
import { reviewCheckLabels, type ClaimView } from '#shared/claims'
import { Card, ListRow } from '../../components/card'
import { Notice } from '../../components/notice'
import { PlainButton } from '../../components/primary-button'
import { SheetLink } from '../../components/sheet'
import { StatusTag, type Tone } from '../../components/status-tag'
import { open } from '../../routes'
import { day, dayAndTime } from '../../theme/dates'
import './claim-findings.scss'

const tones: Record<ClaimCheckStanding, Tone> = { fail: 'stop', no_data: 'wait', pass: 'ok' }
const order: readonly ClaimCheckStanding[] = ['fail', 'no_data', 'pass']

/** What machines found with the records of this moment, what is wrong first. They decide nothing. */
export function ClaimFindings({ claim: { machineChecks, suspects } }: { claim: ClaimView }) {
  return (
    <>
      {suspects && <Suspects of={suspects} />}
      {machineChecks.length > 0 && (
        <Card title="系统核对">
          <CheckList checks={machineChecks} />
        </Card>
      )}
    </>
  )
}

function CheckList({ checks }: { checks: readonly MachineCheck[] }) {
  const sorted = [...checks].sort((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing))
  return (
    <>
      {sorted.map(({ name, standing, evidence }) => (
        <ListRow
          key={name}
          title={claimCheckLabels[name]}
          note={evidence}
          end={<StatusTag tone={tones[standing]} text={claimCheckStandingLabels[standing]} />}
        />
      ))}
    </>
  )
}

/** What was checked when a bureau passed the claim, by whom the ticks, and what machines said then. */
export function ChecksMade({ claim: { checksMade } }: { claim: ClaimView }) {
  if (checksMade.length === 0) return null
  return (
    <Card title="核对记录">
      {checksMade.map(({ byText, at, passed, machine }) => (
        <View key={at}>
          <ListRow
            title={`${byText}，${dayAndTime(at)}`}
            note={passed.map((check) => reviewCheckLabels[check]).join('\n')}
          />
          {machine.length > 0 && (
            <SheetLink text="当时系统核对的结果" title="当时系统核对的结果">
              <CheckList checks={machine} />
            </SheetLink>
          )}
        </View>
      ))}
    </Card>
  )
}

function Suspects({ of: { own, others, more } }: { of: NonNullable<ClaimView['suspects']> }) {
  const total = others.length + more
  return (
    <Card title={`疑似重复（${String(total)}笔）`}>
      <Notice tone="wait">一家人共用手机、同名同生日都可能是巧合。看清楚了再定，别只凭这一条不通过。</Notice>
      {others.map((each) => (
        <Compared key={each.id} own={own} other={each} />
      ))}
      {more > 0 && <Text className="compared__note">还有{more}笔没有列出来，先查清前面的。</Text>}
    </Card>
  )
}

const rows: readonly { label: string; read: (side: ComparedSide) => string }[] = [
  { label: '姓名', read: ({ nameMasked }) => nameMasked },
  { label: '证件', read: ({ residentIdMasked }) => residentIdMasked },
  { label: '手机', read: ({ mobileMasked }) => mobileMasked },
  { label: '收款', read: ({ cardMasked }) => `尾号${cardMasked.slice(-4)}` },
  { label: '班级', read: ({ classTitle }) => classTitle },
  { label: '机构', read: ({ institutionName }) => institutionName },
  { label: '报名', read: ({ bookedOn }) => day(bookedOn, '') },
  { label: '申领', read: ({ submittedOn }) => day(submittedOn, '') },
]

/** Two claims side by side; what reads the same in both stands out. Masked, so the same is a hint and no proof. */
function Compared({ own, other }: { own: ComparedSide; other: SuspectView }) {
  return (
    <View className="compared">
      <View className="compared__head">
        {other.likenesses.map((likeness) => (
          <StatusTag key={likeness} tone="stop" text={likenessLabels[likeness]} />
        ))}
      </View>
      <View className="compared__row">
        <Text className="compared__label" />
        <Text className="compared__column">这一笔</Text>
        <Text className="compared__column">{other.claimNo}</Text>
      </View>
      {rows.map(({ label, read }) => {
        const same = read(own) === read(other) ? 'compared__cell--same' : ''
        return (
          <View key={label} className="compared__row">
            <Text className="compared__label">{label}</Text>
            <Text className={`compared__cell ${same}`}>{read(own)}</Text>
            <Text className={`compared__cell ${same}`}>{read(other)}</Text>
          </View>
        )
      })}
      <Text className="compared__note">那一笔现在：{other.stateText}</Text>
      <PlainButton text="打开那一笔" onTap={() => void open('review', { id: other.id })} />
    </View>
  )
}
