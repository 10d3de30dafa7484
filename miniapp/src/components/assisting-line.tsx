import { Text, View } from '@tarojs/components'
import { api } from '../api/endpoints'
import { familyApi } from '../api/family-endpoints'
import { endAssisting, isHelpedByFamily, signedInAs } from '../api/session'
import { useAssisting } from '../hooks/use-assisting'
import { useCommand } from '../hooks/use-command'
import { beginAnew } from '../routes'
import { PlainButton } from './primary-button'
import './assisting-line.scss'

/** Over every page while a clerk, or somebody in the family, acts for a person: for whom, and the way out. */
export function AssistingLine() {
  const visitId = useAssisting()
  const end = useCommand(async (_key: string, id: string) => {
    const isFamily = isHelpedByFamily()
    endAssisting()
    await (isFamily ? familyApi.end(id) : api.endVisit(id))
    await beginAnew(isFamily ? 'familyHelp' : 'serviceDesk', {})
  })
  if (visitId === null) return null
  return (
    <View className="assisting">
      <Text className="assisting__words">
        正在替{signedInAs()?.identity?.nameMasked ?? '来人'}办，每一步都记下来
      </Text>
      <PlainButton text="办完了" busy={end.busy} busyText="正在结束…" onTap={() => void end.run(visitId)} />
    </View>
  )
}
