import { Text, View } from '@tarojs/components'
import { syllabusPartLabels } from '#shared/class-draft'
import type { FilingView } from '#shared/class-filings'
import { formatYuan } from '#shared/money'
import { Card, Fact, ListRow } from '../../../components/card'
import { Notice } from '../../../components/notice'
import { PlainButton } from '../../../components/primary-button'
import { StatusTag } from '../../../components/status-tag'
import { showOnMap } from '../../../platform/map'
import { day, hours } from '../../../theme/dates'
import { classDays } from '../class-days'
import { toneOfClass } from '../class-tones'

/** Everything that was filed, to be read. */
export function FilingFacts({ filing }: { filing: FilingView }) {
  const { returned, faults } = filing
  return (
    <>
      <Head filing={filing} />
      {returned && (
        <Notice tone="stop" title={`${returned.by}：${returned.label}`}>
          {returned.comment === '' ? returned.say : returned.comment}
        </Notice>
      )}
      {faults.length > 0 && (
        <Notice tone="wait" title="现在这样不能通过">
          {faults.map(({ pointer, detail }) => (
            <View key={`${pointer}${detail}`}>
              <Text>{detail}</Text>
            </View>
          ))}
        </Notice>
      )}
      <Outlook filing={filing} />
      <PlaceCard filing={filing} />
      <Teaching filing={filing} />
    </>
  )
}

/** That the class pays nobody, which its institution and the bureaux should know before anybody comes to it. */
export function Outlook({ filing: { noSubsidy } }: { filing: FilingView }) {
  if (noSubsidy === null) return null
  return (
    <Notice tone="wait" title="这样办，学员领不到补贴">
      {noSubsidy}
    </Notice>
  )
}

function Head({ filing }: { filing: FilingView }) {
  const { draft, institution, partner, ahead } = filing
  const category = filing.tradeCategory ?? '不在目录里'
  return (
    <Card title={draft.title} aside={<StatusTag tone={toneOfClass(filing.state)} text={filing.stateText} />}>
      <Fact label="机构">{`${institution.name}（${institution.kindText}）`}</Fact>
      {partner && <Fact label="合办">{`${partner.name}（${partner.kindText}）`}</Fact>}
      <Fact label="工种">{filing.tradeName ?? '还没选'}</Fact>
      <Fact label="类别">{filing.isHighRisk ? `${category}，高危岗位` : category}</Fact>
      <Fact label="人数">{draft.capacity === null ? '还没填' : `最多${String(draft.capacity)}人`}</Fact>
      <Fact label="学费">{priceText(draft.priceFen)}</Fact>
      <Days draft={draft} />
      {ahead !== null && <Fact label="排在前面">{`${String(ahead)}个`}</Fact>}
    </Card>
  )
}

function Days({ draft: { startsOn, endsOn, enrolUntil } }: Pick<FilingView, 'draft'>) {
  return (
    <>
      {startsOn !== '' && endsOn !== '' && <Fact label="上课">{classDays({ startsOn, endsOn })}</Fact>}
      {enrolUntil !== '' && <Fact label="报名截止">{day(enrolUntil)}</Fact>}
    </>
  )
}

function PlaceCard({ filing: { draft, isExaminerListed } }: { filing: FilingView }) {
  const grading = isExaminerListed ? '由评价机构登记' : '由培训机构登记（没写评价机构，或者写的不在目录里）'
  const { name, address, latitude, longitude } = draft.place
  return (
    <Card title="地点和考试">
      <Fact label="上课">{`${name}，${address}`}</Fact>
      <Fact label="考试">
        {[draft.exam.heldOn === '' ? '' : day(draft.exam.heldOn), draft.exam.place, draft.exam.body]
          .filter((part) => part !== '')
          .join('，')}
      </Fact>
      <Fact label="成绩">{grading}</Fact>
      {latitude !== null && longitude !== null && (
        <PlainButton text="在地图上看" onTap={() => showOnMap({ name, address, latitude, longitude })} />
      )}
    </Card>
  )
}

function Teaching({ filing: { draft, hours: sums } }: { filing: FilingView }) {
  const online = sums.onlineTenths === 0 ? '' : `，线上${hours(sums.onlineTenths)}`
  return (
    <>
      <Card title={`教学内容：其中安全${hours(sums.safetyTenths)}`}>
        {draft.syllabus.map(({ part, title, hoursTenths }, index) => (
          <Fact key={index} label={syllabusPartLabels[part]}>
            {`${title}，${hours(hoursTenths ?? 0)}`}
          </Fact>
        ))}
      </Card>
      <Card title="老师">
        {draft.teachers.map(({ name, qualification }) => (
          <Fact key={name} label={name}>
            {qualification}
          </Fact>
        ))}
      </Card>
      <Card title={`课表：线下${hours(sums.onsiteTenths)}${online}`}>
        {draft.lessons.map((lesson, index) => (
          <ListRow
            key={index}
            title={`${lesson.heldOn === '' ? '' : day(lesson.heldOn)} ${lesson.startsAt}到${lesson.endsAt}`}
            note={`${lesson.topic}，${lesson.teacher}，${hours(lesson.hoursTenths ?? 0)}${lesson.mode === 'online' ? '，线上' : ''}`}
          />
        ))}
      </Card>
    </>
  )
}

function priceText(fen: number | null): string {
  if (fen === null) return '还没填'
  return fen === 0 ? '不收费' : formatYuan(fen)
}
