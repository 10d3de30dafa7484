import type { RosterPasteView } from '#shared/crews'
import { Card, Fact } from '../../../components/card'
import { Text } from '@tarojs/components'

const MOST_SHOWN = 30

/** The lines in which nobody was found, so that nobody is lost unseen. */
export function AsideLines({ aside }: Pick<RosterPasteView, 'aside'>) {
  if (aside.length === 0) return null
  return (
    <Card title={`${aside.length}行没用上`}>
      <Text>这几行没认出人。要是漏了人，把姓名和证件号码写在一行再贴一次。</Text>
      {aside.slice(0, MOST_SHOWN).map(({ line, text }) => (
        <Fact key={line} label={`第${line}行`}>
          {text}
        </Fact>
      ))}
      {aside.length > MOST_SHOWN && <Text>还有{aside.length - MOST_SHOWN}行没列出来。</Text>}
    </Card>
  )
}
