import type { BatchListView } from '#shared/payouts'
import { StatusTag, type Tone } from '../../components/status-tag'

type Batch = BatchListView['items'][number]

/** Where the batch stands; the words are the server's. */
export function BatchStateTag({ batch }: { batch: Pick<Batch, 'state' | 'stateText'> }) {
  return <StatusTag tone={tones[batch.state]} text={batch.stateText} />
}

const tones: Record<Batch['state'], Tone> = {
  open: 'wait',
  frozen: 'wait',
  approved: 'wait',
  exported: 'wait',
  partly_confirmed: 'wait',
  reconciled: 'wait',
  closed: 'ok',
  void: 'stop',
}
