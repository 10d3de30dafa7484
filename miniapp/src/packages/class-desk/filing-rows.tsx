import type { FilingSummary } from '#shared/class-filings'
import { Card, ListRow } from '../../components/card'
import { StatusTag } from '../../components/status-tag'
import { open } from '../../routes'
import { day, dayAndTime } from '../../theme/dates'
import { toneOfClass } from './class-tones'

/** Filings as lines of a list: what, whose, from when, how far. */
export function FilingRows({ items, by }: { items: readonly FilingSummary[]; by: 'institution' | 'bureau' }) {
  return (
    <Card>
      {items.map((item) => (
        <ListRow
          key={item.id}
          title={item.title === '' ? '还没写班名' : item.title}
          note={by === 'institution' ? ownNote(item) : bureauNote(item)}
          end={<StatusTag tone={toneOfClass(item.state)} text={item.stateText} />}
          onTap={() => void open('classFiling', { id: item.id })}
        />
      ))}
    </Card>
  )
}

function ownNote({ tradeName, startsOn }: FilingSummary): string {
  return [tradeName ?? '', startsOn === '' ? '' : `${day(startsOn)}开班`]
    .filter((part) => part !== '')
    .join('，')
}

function bureauNote({ institutionName, tradeName, filedAt }: FilingSummary): string {
  const since = filedAt === null ? '' : `${dayAndTime(filedAt)}提交`
  return [institutionName, tradeName ?? '', since].filter((part) => part !== '').join('，')
}
