import { Text, View } from '@tarojs/components'
import type { CatalogueRow } from '#shared/policy-catalogue'
import type { PolicyVersionView } from '#shared/policy-versions'
import { Amount } from '../../../components/amount'
import { Card, ListRow } from '../../../components/card'
import './what-it-says.scss'

/** The sums with the words they rest on, what the text leaves open, and how the catalogue changed since it was printed. */
export function WhatItSays({ view: { document, catalogue } }: { view: PolicyVersionView }) {
  const moved = catalogue.filter((row) => changesOf(row).length > 0)
  return (
    <>
      <Card title="补多少">
        {document.rules.map((rule) => (
          <View key={rule.id} className="said-rule">
            <View className="said-rule__head">
              <Text className="said-rule__title">
                {rule.clause}
                {rule.title}
              </Text>
              <Amount amount={rule.amount} />
            </View>
            <Text className="said-rule__words">“{rule.amount.citation.quotation}”</Text>
          </View>
        ))}
      </Card>
      <Card title="工种目录">
        <Text className="policy-note">
          一共{catalogue.length}行
          {moved.length === 0 ? '，都和附件印的一样。' : `，其中${String(moved.length)}行后来有变化：`}
        </Text>
        {moved.map((row) => (
          <ListRow key={row.seq} title={`${String(row.seq)} ${row.name}`} note={changesOf(row).join('\n')} />
        ))}
      </Card>
      <Card title="原文没写清的地方">
        {document.ambiguities.map((each) => (
          <ListRow key={each.id} title={each.sentence} note={`${each.where}，由${each.decidedBy}定`} />
        ))}
      </Card>
    </>
  )
}

function changesOf({ added, closed, renamed = [], scarce = [] }: CatalogueRow): string[] {
  return [
    ...(added ? [`${added.from}起新增`] : []),
    ...(closed ? [`${closed.until}以后撤销`] : []),
    ...renamed.map((each) => `${each.from}起叫“${each.name}”`),
    ...scarce.map((each) => `${each.from}起紧缺${each.until === null ? '' : `，到${each.until}`}`),
  ]
}
