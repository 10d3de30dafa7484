import { open } from '../routes'
import { ListRow } from './card'

/** Stands wherever a worker reads of money: it costs nothing, and who is asked to pay can say so. */
export function NoCharge() {
  return (
    <ListRow
      icon="shield"
      title="本服务不收费，任何人不得收费"
      note="有人跟您要钱、要分补贴？点这里举报"
      onTap={() => void open('chargeReport', {})}
    />
  )
}
