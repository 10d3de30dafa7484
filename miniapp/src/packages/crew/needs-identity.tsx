import { Text } from '@tarojs/components'
import { Card } from '../../components/card'
import { PrimaryButton } from '../../components/primary-button'
import { open } from '../../routes'
import { CardSteps } from './card-steps'

/** In place of what only the person themselves may do, while nobody knows who they are. */
export function NeedsIdentity({ why }: { why: string }) {
  return (
    <Card title="先填身份信息">
      <Text>{why}</Text>
      <CardSteps>
        <PrimaryButton text="去填身份信息" onTap={() => void open('identity', {})} />
      </CardSteps>
    </Card>
  )
}
