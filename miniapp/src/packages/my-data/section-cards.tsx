import { Text } from '@tarojs/components'
import type { PersonalDataSection } from '#shared/personal-data'
import { Card, Fact } from '../../components/card'

/** What is stored, kind by kind: what it is for, who sees it, and the facts themselves. */
export function SectionCards({ sections }: { sections: readonly PersonalDataSection[] }) {
  return (
    <>
      {sections.map(({ title, purpose, seenBy, facts }) => (
        <Card key={title} title={title}>
          <Fact label="做什么用">{purpose}</Fact>
          <Fact label="谁看得到">{seenBy}</Fact>
          {facts.length === 0 && <Text>没有存</Text>}
          {facts.map(({ label, value }, index) => (
            <Fact key={`${label}${index}`} label={label}>
              {value}
            </Fact>
          ))}
        </Card>
      ))}
    </>
  )
}
